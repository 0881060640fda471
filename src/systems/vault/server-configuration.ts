import { readHcl } from '../../manifest/hcl.ts';
import { scalars } from '../../manifest/walk.ts';
import type { SourceText } from '../../model/document.ts';
import { literalsOnly } from '../literal-part.ts';
import type { Emit } from '../system.ts';
import { textPlace } from '../text-place.ts';

const block = /\b(seal|storage|ha_storage|backend)[ \t]+"[a-z0-9_-]{2,40}"[ \t]*\{/;
const longest = 8000;

/**
 * Members of seal and storage blocks that log in somewhere. The Helm chart takes the same text as a string of its values, so
 * blocks are looked for in any text. Vault's documentation: `docs/configuration/seal` and `docs/configuration/storage`.
 */
const credentials = new Set([
  'token',
  'access_key',
  'secret_key',
  'session_token',
  'client_secret',
  'password',
  'pin',
  'accountKey',
  'account_key',
  'api_key',
  'credentials',
]);

export function readServerConfiguration(source: SourceText, emit: Emit): void {
  const { text } = source;
  if (!/(?:seal|storage|backend)[ \t]+"/.test(text)) return;
  const literals = literalsOnly(emit);
  const blocks = new RegExp(block, 'g');
  for (let match = blocks.exec(text); match !== null; match = blocks.exec(text)) {
    const end = blockEnd(text, match.index + match[0].length);
    // Blocks do not nest; going on behind this one keeps a text of nothing but heads from being read again and again.
    blocks.lastIndex = end;
    const { root } = readHcl({ text, start: match.index, end });
    if (root === null) continue;
    const found = scalars(root);
    for (const { node, key, keyPath } of found) {
      // A connection URL is a credential where a password stands in it, and judged by that.
      const url = key === 'connection_url';
      if (key === null || !(url || credentials.has(key))) continue;
      literals.value({
        aspect: 'server-credential',
        container: url ? 'config-file' : 'credential-field',
        text: node.text,
        node,
        place: textPlace(source, node.span.start, node.span.end),
        resource: null,
        key,
        keyPath,
        neighbours: found.flatMap((one) => one.key ?? []),
      });
    }
  }
}

/** Behind the brace that closes the block. */
function blockEnd(text: string, start: number): number {
  let open = 1;
  const limit = Math.min(text.length, start + longest);
  for (let at = start; at < limit; at += 1) {
    if (text[at] === '{') open += 1;
    else if (text[at] === '}' && (open -= 1) === 0) return at + 1;
  }
  return limit;
}
