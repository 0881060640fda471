import type { RepoPath } from '../model/ids.ts';

/** A repository path as a relative URI reference. Bytes of a name that are not UTF-8 (lone surrogates, see RepoPath) come out as they were. */
export function relativeUri(path: RepoPath): string {
  return path.split('/').map(segment).join('/');
}

function segment(name: string): string {
  if (name === '.' || name === '..') return name.replaceAll('.', '%2E');
  return [...name].map(encoded).join('');
}

function encoded(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xdc80 && code <= 0xdcff) return `%${(code - 0xdc00).toString(16).toUpperCase()}`;
  return code >= 0xd800 && code <= 0xdfff ? '%EF%BF%BD' : encodeURIComponent(character);
}
