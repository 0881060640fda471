import { placeOf } from '../../manifest/place.ts';
import type { Place } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child } from '../../model/pointer.ts';
import type { Scalar } from '../../model/tree.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** `NAME=value`, `export NAME="value"`, `--flag=value`, `--flag value`: bounded, one line each. */
const assignment =
  /(?:(?:^|[\s;&|(])(?:export[ \t]+)?([A-Za-z_]\w{0,80})=|(?:^|\s)--?([A-Za-z][\w-]{0,60})(?:=|[ \t]+(?![-\s|>&])))("[^"\r\n]*"|'[^'\r\n]*'|[^\s"';&|<>()]+)/gm;

/**
 * What a piece of shell in a pipeline sets, each under its name; and the piece as a whole, for what is a secret by its form
 * alone (a token in a header, a URL with a password).
 */
export function readScript(node: Scalar, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  const seen = new Set<string>();
  for (const match of node.text.matchAll(assignment)) {
    const [, name, flag, raw = ''] = match;
    const text = raw.replace(/^(["'])([\s\S]*)\1$/, '$2');
    const key = name ?? flag ?? '';
    // Expansions are values that somebody else gives.
    if (/[$`]/.test(text) || text === '' || seen.has(key)) continue;
    seen.add(key);
    const place = within(placeOf(as.document, node.span, pointer), node, match.index + match[0].length - raw.length, raw.length);
    emit.value({
      ...candidate(node, pointer, key, `${keyPath}.${key}`, [], as),
      container: name === undefined ? 'argument' : 'env',
      text,
      place: { ...place, inner: child(place.inner, key) },
    });
  }
  emit.value({ ...candidate(node, pointer, null, keyPath, [], as), aspect: 'setting', container: 'text' });
}

/** In a literal block the characters stand as they are read, so a part of it has its own line and column. */
function within(place: Place, node: Scalar, start: number, length: number): Place {
  if (node.style !== 'literal') return place;
  const before = node.text.slice(0, start);
  const line = place.line + before.split('\n').length - 1;
  const column = place.column + start - (before.lastIndexOf('\n') + 1);
  return { ...place, line, column, endLine: line, endColumn: column + length };
}
