/** Offset of the line end at or after `from`, at most `end`. */
export function endOfLine(text: string, from: number, end: number): number {
  lineBreak.lastIndex = from;
  return Math.min(lineBreak.exec(text)?.index ?? end, end);
}

/** Start of the line after a line end. */
export const nextLine = (text: string, lineEnd: number): number => lineEnd + (text.startsWith('\r\n', lineEnd) ? 2 : 1);

const lineBreak = /[\r\n]/g;
