import { type CollectionEvent, EVENT_ID, type Event, type ScalarEvent, style } from './yaml-event.ts';
import { hash, lineFeed, space } from './yaml-signs.ts';

/** The text that `usualEvents` reads, where it is in it, and what it has told so far. */
export class UsualText {
  readonly events: Event[] = [];
  protected readonly text: string;
  protected at = 0;
  protected lineStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  protected get column(): number {
    return this.at - this.lineStart;
  }

  protected skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === space) this.at += 1;
  }

  protected isBlankAt(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === space || code === lineFeed || Number.isNaN(code);
  }

  /** At the end of the line or a comment: only asked behind a blank. */
  protected isAtLineEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return code === lineFeed || code === hash || Number.isNaN(code);
  }

  /** Goes to the end of the line; false: there is more on it than blanks and a comment. */
  protected isLineDone(): boolean {
    const before = this.at;
    this.skipSpaces();
    const code = this.text.charCodeAt(this.at);
    if (code === hash && (this.at > before || this.isBlankAt(this.at - 1))) this.toLineEnd();
    else if (code !== lineFeed && !Number.isNaN(code)) return false;
    return true;
  }

  protected toLineEnd(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  /** From the end or the start of a line to the next token, past blank lines and comments; false: there is none. */
  protected nextToken(): boolean {
    const { text } = this;
    for (;;) {
      if (text.charCodeAt(this.at) === lineFeed) {
        this.at += 1;
        this.lineStart = this.at;
      }
      this.skipSpaces();
      const code = text.charCodeAt(this.at);
      if (code === hash) this.toLineEnd();
      else if (Number.isNaN(code)) return false;
      else if (code !== lineFeed) return true;
    }
  }

  protected begin(
    type: CollectionEvent['type'],
    start: number,
    anchorStart: number,
    anchorEnd: number,
    as: CollectionEvent['style'] = style.block,
  ): void {
    this.events.push(collection(type, start, anchorStart, anchorEnd, as));
  }

  protected scalar(
    valueStart: number,
    valueEnd: number,
    as: ScalarEvent['style'],
    fast: boolean,
    anchorStart: number,
    anchorEnd: number,
    chomping: 1 | 2 | 3 = 1,
    indent = -1,
  ): void {
    const type = EVENT_ID.SCALAR;
    this.events.push({ type, valueStart, valueEnd, anchorStart, anchorEnd, tagStart: -1, tagEnd: -1, style: as, chomping, indent, fast });
  }

  protected empty(): true {
    this.scalar(-1, -1, style.plain, false, -1, -1);
    return true;
  }

  /** The name of an anchor or alias behind its sign: letters, digits and few signs. */
  protected name(): boolean {
    name.lastIndex = this.at + 1;
    if (!name.test(this.text)) return false;
    this.at = name.lastIndex;
    return this.isBlankAt(this.at);
  }
}

export const collection = (
  type: CollectionEvent['type'],
  start: number,
  anchorStart: number,
  anchorEnd: number,
  as: CollectionEvent['style'],
): Event => ({ type, start, anchorStart, anchorEnd, tagStart: -1, tagEnd: -1, style: as });

const name = /[A-Za-z0-9_.-]+/y;
