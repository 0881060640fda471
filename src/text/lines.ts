import type { SourceText } from '../model/document.ts';

/** Wraps decoded text. The line index is made on the first question for a position, since clean files never ask. */
export function sourceText(text: string, encoding: SourceText['encoding'] = 'utf-8'): SourceText {
  return new IndexedText(text, encoding);
}

class IndexedText implements SourceText {
  readonly text: string;
  readonly encoding: SourceText['encoding'];
  private starts: readonly number[] | null = null;

  constructor(text: string, encoding: SourceText['encoding']) {
    this.text = text;
    this.encoding = encoding;
  }

  get lines(): number {
    return this.index().length;
  }

  position(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.index();
    const at = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  }

  lineStart(line: number): number {
    const starts = this.index();
    return starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;
  }

  private index(): readonly number[] {
    this.starts ??= lineStarts(this.text);
    return this.starts;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
