import type { Scalar } from '../model/tree.ts';

/** `a."b.c".d`, up to what follows it. */
export function keyPath(text: string, from: number, end: number): { readonly keys: readonly Scalar[]; readonly after: number } | null {
  const keys: Scalar[] = [];
  const part = /[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'|([\w-]+))[ \t]*(\.)?/y;
  part.lastIndex = from;
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    if (part.lastIndex > end) return null;
    const name = found[1] ?? found[2] ?? found[3] ?? '';
    const start = found.index + (/^[ \t]*/.exec(found[0])?.[0].length ?? 0);
    const style = found[1] !== undefined ? 'double' : found[2] !== undefined ? 'single' : 'plain';
    const span = { start, end: start + name.length + (style === 'plain' ? 0 : 2) };
    keys.push({ kind: 'scalar', text: name, type: 'string', style, tag: null, span, actions: [] });
    if (found[4] === undefined) return { keys, after: part.lastIndex };
    if (keys.length > 100) return null;
  }
  return null;
}
