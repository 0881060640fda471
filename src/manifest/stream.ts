import type { Action, Span } from '../model/tree.ts';

/**
 * The documents of a YAML stream, split before anything is parsed, so that a broken one hides no other. A marker is `---`
 * or `...` at the first column, followed by white space or the end, and not inside a template action. What stands before
 * the first `---` and is nothing but comments and directives belongs to the document after it.
 */
export function splitStream(text: string, region: Span, actions: readonly Action[] = []): readonly Span[] {
  const parts: Span[] = [];
  let start = region.start;
  let last: Marker['kind'] | null = null;
  for (const marker of markers(text, region, actions)) {
    const head = text.slice(start, marker.start);
    const joined = marker.kind === 'start' && last !== 'start' && onlyPreamble(head);
    if (!joined) {
      if (last === 'start' || !onlyPreamble(head)) parts.push({ start, end: marker.start });
      start = marker.kind === 'start' ? marker.start : marker.end;
    }
    last = marker.kind;
  }
  const tail = { start, end: region.end };
  if (last === 'start' || !onlyPreamble(text.slice(tail.start, tail.end)) || (parts.length === 0 && hasComment(text, tail)))
    parts.push(tail);
  return parts;
}

interface Marker {
  readonly kind: 'start' | 'end';
  readonly start: number;
  readonly end: number;
}

function* markers(text: string, region: Span, actions: readonly Action[]): Generator<Marker> {
  let action = 0;
  // In the region alone: a search that goes on behind it would read the rest of a long file once for each of its parts.
  for (const found of text.slice(region.start, region.end).matchAll(/---|\.\.\./g)) {
    const at = region.start + found.index;
    if (!atLineStart(text, at, region.start) || !/^\s?$/.test(text.slice(at + 3, Math.min(at + 4, region.end)))) continue;
    while ((actions[action]?.end ?? Number.POSITIVE_INFINITY) <= at) action++;
    if ((actions[action]?.start ?? Number.POSITIVE_INFINITY) < at) continue;
    yield { kind: found[0] === '---' ? 'start' : 'end', start: at, end: at + 3 };
  }
}

/** Files joined by `cat` may have a byte order mark before a marker. */
function atLineStart(text: string, at: number, regionStart: number): boolean {
  if (at === regionStart) return true;
  const before = text.charCodeAt(at - 1);
  if (before === 10 || before === 13) return true;
  return before === 0xfeff && (at - 1 === regionStart || atLineStart(text, at - 1, regionStart));
}

/** Blank lines, comments and `%YAML` or `%TAG` lines. Line by line: a pattern over all of them would backtrack. */
function onlyPreamble(text: string): boolean {
  const line = /[^\S\r\n]*(?:[#%][^\r\n]*)?(?:\r\n?|\n|$)/y;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at = line.lastIndex) {
    line.lastIndex = at;
    if (!line.test(text)) return false;
  }
  return true;
}

const hasComment = (text: string, span: Span): boolean => text.slice(span.start, span.end).includes('#');
