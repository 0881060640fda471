/**
 * Keeps positions true while a text is edited for a parser: spaces put in, template lines taken out. `toSource` maps an
 * offset of the edited text back to the original.
 */
export class EditedText {
  readonly text: string;
  /** Where each edit ends in the edited text, and what to add to an offset from there on. */
  private readonly at: readonly number[];
  private readonly shift: readonly number[];
  private readonly deletion: readonly boolean[];

  /** `edits` are sorted and do not overlap. */
  constructor(original: string, edits: readonly Edit[]) {
    const at: number[] = [];
    const shift: number[] = [];
    const deletion: boolean[] = [];
    let text = '';
    let from = 0;
    for (const edit of edits) {
      text += original.slice(from, edit.start) + edit.replacement;
      from = edit.end;
      at.push(text.length);
      shift.push(from - text.length);
      deletion.push(edit.replacement === '');
    }
    this.text = text + original.slice(from);
    this.at = at;
    this.shift = shift;
    this.deletion = deletion;
  }

  /**
   * Inside a replacement: as far from its start as the original goes. Where something was taken out an offset stands
   * behind it, `asEnd` before it, so that a span does not reach over what follows it.
   */
  toSource(offset: number, asEnd = false): number {
    let low = 0;
    let high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    while (asEnd && low > 0 && this.at[low - 1] === offset && this.deletion[low - 1] === true) low--;
    const before = low === 0 ? offset : offset + (this.shift[low - 1] ?? 0);
    if (low === this.at.length) return before;
    const next = (this.at[low] ?? 0) + (this.shift[low] ?? 0);
    return Math.min(before, next);
  }
}

/** `start` to `end` of the original is replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}
