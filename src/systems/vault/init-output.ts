import type { Document, SourceText } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import { get, type Mapping, type Scalar, textAt } from '../../model/tree.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';
import { textPlace } from '../text-place.ts';

/** Lists of shares: of the command line, of the HTTP API (`keys`, `keys_base64`), of a Vault with a key service. */
const lists: readonly { readonly member: string; readonly aspect: 'unseal-key' | 'recovery-key' }[] = [
  { member: 'unseal_keys_b64', aspect: 'unseal-key' },
  { member: 'unseal_keys_hex', aspect: 'unseal-key' },
  { member: 'keys_base64', aspect: 'unseal-key' },
  { member: 'keys', aspect: 'unseal-key' },
  { member: 'recovery_keys_b64', aspect: 'recovery-key' },
  { member: 'recovery_keys_hex', aspect: 'recovery-key' },
  { member: 'recovery_keys_base64', aspect: 'recovery-key' },
  { member: 'recovery_keys', aspect: 'recovery-key' },
];

/**
 * A share is 33 bytes, or 32 where one person holds the whole key: base64 or hex. (The API's `keys` is in hex.)
 */
const share = /^(?:[A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=|[0-9a-f]{66}|[0-9a-f]{64})$/;

export function isInitOutput(tree: Mapping): boolean {
  const holdsShares = lists.some(({ member }) => shares(tree, member).length > 0);
  const named = tree.entries.some((entry) => /^(?:unseal_keys|recovery_keys|keys_base64)/.test(entry.key.text));
  return holdsShares && (named || textAt(tree, 'root_token') !== null);
}

/** How many of how many shares stand here, and how many open the Vault: in `detail`, for the message. */
export function readInitDocument(tree: Mapping, pointer: Pointer, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'unseal-key', container: 'key-material', resource: null, document };
  for (const { member, aspect } of lists) {
    const found = shares(tree, member);
    const kind = aspect === 'unseal-key' ? 'unseal' : 'recovery';
    const threshold = Number(
      textAt(tree, `${kind}_threshold`) ?? textAt(tree, `${kind}_keys_threshold`) ?? textAt(tree, 'secret_threshold') ?? Number.NaN,
    );
    const total = Number(textAt(tree, `${kind}_shares`) ?? textAt(tree, `${kind}_keys_shares`) ?? found.length);
    for (const { node, at } of found) {
      emit.value({
        ...candidate(node, below(pointer, member, at), member, `${member}.${at}`, [], as),
        aspect,
        protection: 'plain',
        detail: detailOf(found.length, total, threshold),
      });
    }
  }
  const token = get(tree, 'root_token');
  if (token?.kind !== 'scalar' || token.text === '') return;
  emit.value({
    ...candidate(token, child(pointer, 'root_token'), 'root_token', 'root_token', [], as),
    aspect: 'root-token',
    container: 'credential-field',
  });
}

function shares(tree: Mapping, member: string): { readonly node: Scalar; readonly at: number }[] {
  const list = get(tree, member);
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((node, at) => (node.kind === 'scalar' && share.test(node.text) ? [{ node, at }] : []));
}

/** `enough` answers what a reader asks first: can these shares alone open the Vault? */
function detailOf(found: number, total: number, threshold: number): Readonly<Record<string, string | number>> {
  const known = Number.isFinite(threshold) && threshold > 0;
  return {
    found,
    total: Number.isFinite(total) ? total : found,
    threshold: known ? threshold : 'unknown',
    enough: known ? (found >= threshold ? 'yes' : 'no') : 'unknown',
  };
}

const shareLine =
  /\b(Unseal|Recovery) Key \d{1,3}(?: \(will be hidden\))?:[ \t]*([A-Za-z0-9+/]{43}[A-Za-z0-9+/=]|[0-9a-f]{64,66})(?![\w+/=])/g;
const tokenLine = /\bInitial Root Token:[ \t]*([^\s"'<>]{10,200})/g;

/** What `vault operator init` prints on a terminal, in any text. */
export function readInitText(source: SourceText, emit: Emit): void {
  const { text } = source;
  if (text.includes(' Key ')) {
    const found = [...text.matchAll(shareLine)];
    const said = /with (\d+) key shares? and a key threshold of (\d+)/.exec(text);
    const threshold = Number(said?.[2] ?? Number.NaN);
    for (const kind of ['Unseal', 'Recovery'] as const) {
      const own = found.filter((match) => match[1] === kind);
      own.forEach((match, index) => {
        const [line, , value = ''] = match;
        const start = match.index + line.length - value.length;
        emit.value({
          aspect: kind === 'Unseal' ? 'unseal-key' : 'recovery-key',
          container: 'key-material',
          text: value,
          place: textPlace(source, start, start + value.length),
          resource: null,
          key: `${kind} Key ${index + 1}`,
          keyPath: '',
          protection: 'plain',
          detail: detailOf(own.length, Number(said?.[1] ?? own.length), threshold),
        });
      });
    }
  }
  if (!text.includes('Initial Root Token')) return;
  for (const match of text.matchAll(tokenLine)) {
    const [line, value = ''] = match;
    const start = match.index + line.length - value.length;
    emit.value({
      aspect: 'root-token',
      container: 'credential-field',
      text: value,
      place: textPlace(source, start, start + value.length),
      resource: null,
      key: 'Initial Root Token',
      keyPath: '',
    });
  }
}
