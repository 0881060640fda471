/** A run of characters of base64, from `start` up to `end`, padding left out. */
interface Base64Run {
  readonly start: number;
  readonly end: number;
}

/**
 * Every run of at least `least` characters of base64, first to last. Only every `least`th character of the rest is looked at; walked by hand,
 * as a pattern keeps a way back for every character, and megabytes of them overflow its stack.
 */
export function* base64Runs(text: string, least: number): Generator<Base64Run> {
  for (let at = least - 1; at < text.length; ) {
    if (!isBase64(text.charCodeAt(at))) {
      at += least;
      continue;
    }
    let start = at;
    while (start > at - least && isBase64(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (end < start + least && end < text.length && isBase64(text.charCodeAt(end))) end += 1;
    if (end - start < least) {
      at = end + least;
      continue;
    }
    end = endOfBase64(text, end);
    yield { start, end };
    at = end + least;
  }
}

/**
 * Values of base64: their first line has at least `least` characters, and lines follow one another until a shorter one, which is the last.
 * From the first character up to the last, padding and line breaks included.
 */
export function* base64Values(text: string, least: number): Generator<Base64Run> {
  let last = 0;
  for (const { start, end } of base64Runs(text, least)) {
    if (start < last) continue;
    last = endOfLines(text, start, end, least);
    yield { start, end: last };
  }
}

function endOfLines(text: string, start: number, end: number, least: number): number {
  let [from, to] = [start, end];
  while (to - from >= least && text[to] !== '=') {
    lineBreak.lastIndex = to;
    if (!lineBreak.test(text)) break;
    from = lineBreak.lastIndex;
    const next = endOfBase64(text, from);
    // The name of the member that follows is not the last line.
    if (next === from || (next - from < least && /[\w.:-]/.test(text[next] ?? ''))) break;
    to = next;
  }
  return text[to] !== '=' ? to : text[to + 1] === '=' ? to + 2 : to + 1;
}

const lineBreak = /[ \t]*\r?\n[ \t]*/y;

/** Where the characters of base64 end that stand at `from` and after. */
function endOfBase64(text: string, from: number): number {
  let end = from;
  while (end < text.length && isBase64(text.charCodeAt(end))) end += 1;
  return end;
}

const isBase64 = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43;
