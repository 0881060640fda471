import { type Header, headerOf } from './cat-file.ts';
import { gitOutputNow, type Place } from './process.ts';

/** Of all answers together: they are kept. */
const mostBytes = 8 << 20;

/** Answers to names that will be asked for, by `nameKey`; null: git has nothing under the name. */
export type Foreseen = ReadonlyMap<string, { readonly header: Header; readonly bytes: Buffer } | null>;

/**
 * Reads objects before they are asked for, by one `git cat-file` that ends at once. Nothing is foreseen where the answers are
 * too large, or where git cannot give one of them: whoever asks then is answered, or told, by a process that goes on.
 */
export function foresee(place: Place, names: readonly (string | Buffer)[]): Foreseen {
  const asked = names.filter((name) => !name.includes('\n'));
  try {
    return answers(asked, gitOutputNow(place, ['cat-file', '--batch'], lines(asked), mostBytes));
  } catch {
    return new Map();
  }
}

/** Bytes are told apart from text by a line end, which no name has. */
export const nameKey = (name: string | Buffer): string => (typeof name === 'string' ? name : `\n${name.toString('latin1')}`);

/** One to a line; bytes only where a name is no text. */
function lines(names: readonly (string | Buffer)[]): string | Buffer {
  if (names.every((name) => typeof name === 'string')) return `${names.join('\n')}\n`;
  return Buffer.concat(names.flatMap((name) => [typeof name === 'string' ? Buffer.from(name) : name, Buffer.from('\n')]));
}

function answers(names: readonly (string | Buffer)[], output: Buffer): Foreseen {
  const found = new Map<string, { readonly header: Header; readonly bytes: Buffer } | null>();
  let at = 0;
  for (const name of names) {
    const end = output.indexOf(lineEnd, at);
    if (end === -1) break;
    const header = headerOf(output.toString('latin1', at, end));
    at = end + 1;
    found.set(nameKey(name), header && { header, bytes: output.subarray(at, at + header.size) });
    if (header !== null) at += header.size + 1;
  }
  return found;
}

const lineEnd = 10;
