import type { Entry, Scalar } from '../model/tree.ts';
import type { Reading, Region } from './reading.ts';

/** Reads a netrc: a mapping of machines (`default` among them), each with its `login`, `password` and `account`. */
export function readNetrc({ text, start, end }: Region): Reading {
  const machines: { readonly key: Scalar; readonly members: Entry[] }[] = [];
  const words = /"(?:[^"\\]|\\.)*"|\S+/g;
  words.lastIndex = start;
  const next = (): Scalar | null => {
    const found = words.lastIndex >= end ? null : words.exec(text);
    if (found === null || found.index >= end) {
      // A global pattern that fails begins again at the start.
      words.lastIndex = end;
      return null;
    }
    const quoted = found[0].length > 1 && found[0].startsWith('"');
    const word = quoted ? found[0].slice(1, -1).replace(/\\(.)/g, '$1') : found[0];
    const span = { start: found.index, end: found.index + found[0].length };
    return { kind: 'scalar', text: word, type: 'string', style: quoted ? 'double' : 'plain', tag: null, span, actions: [] };
  };
  for (let word = next(); word !== null; word = next()) {
    if (word.text === 'machine' || word.text === 'default') {
      const name = word.text === 'machine' ? next() : word;
      if (name !== null) machines.push({ key: name, members: [] });
    } else if (/^(?:login|password|account)$/.test(word.text)) {
      const value = next();
      if (value !== null) machines.at(-1)?.members.push({ key: word, value });
    }
  }
  const entries = machines.map(({ key, members }): Entry => {
    const span = { start: key.span.start, end: members.at(-1)?.value.span.end ?? key.span.end };
    return { key, value: { kind: 'mapping', entries: members, span } };
  });
  if (entries.length === 0) return { root: null, comments: [], problem: null };
  return { root: { kind: 'mapping', entries, span: { start, end } }, comments: [], problem: null };
}
