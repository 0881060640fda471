/**
 * Keeps positions true while a text is edited for a parser: spaces put in, template lines taken out. Built in order of
 * offsets; `toSource` maps an offset of the edited text back to the original.
 */
export class EditedText {
  readonly text: string;
  private readonly at: readonly number[];
  private readonly shift: readonly number[];

  constructor(original: string, edits: readonly Edit[]) {
    const at: number[] = [];
    const shift: number[] = [];
    let text = '';
    let from = 0;
    for (const edit of edits) {
      text += original.slice(from, edit.start) + edit.replacement;
      from = edit.end;
      at.push(text.length);
      shift.push(from - text.length);
    }
    this.text = text + original.slice(from);
    this.at = at;
    this.shift = shift;
  }

  /** Inside a replacement: as far from its start as the original goes. */
  toSource(offset: number): number {
    let low = 0;
    let high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const before = low === 0 ? offset : offset + (this.shift[low - 1] ?? 0);
    if (low === this.at.length) return before;
    const next = (this.at[low] ?? 0) + (this.shift[low] ?? 0);
    return Math.min(before, next);
  }
}

/** `start` to `end` of the original is replaced. Edits are sorted and do not overlap. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}
