import { EVENT_ID, style } from './yaml-event.ts';
import { backslash, bar, colon, dash, doubleQuote, hash, isFlowSign, isIndicator, lineFeed, plus, question, space } from './yaml-signs.ts';
import { UsualText } from './yaml-usual-text.ts';

/** Scalars and aliases of `usualEvents`. `column` is that of the collection around them. */
export class UsualScalars extends UsualText {
  protected alias(): boolean {
    const start = this.at + 1;
    if (!this.name()) return false;
    this.events.push({ type: EVENT_ID.ALIAS, anchorStart: start, anchorEnd: this.at });
    return true;
  }

  /** Whether a plain scalar may begin so. */
  protected mayBegin(code: number, inFlow: boolean): boolean {
    if (code === dash || code === question || code === colon) {
      const next = this.text.charCodeAt(this.at + 1);
      return !this.isBlankAt(this.at + 1) && !(inFlow && isFlowSign(next));
    }
    return !Number.isNaN(code) && code > space && !isIndicator(code);
  }

  /** It goes on in lines that are further in than the collection around it. */
  protected plain(column: number, anchorStart: number, anchorEnd: number): boolean {
    const { text, at: start } = this;
    if (!this.mayBegin(text.charCodeAt(start), false)) return false;
    let end = start;
    let isFast = true;
    for (let at = start; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === lineFeed) {
        const next = this.continuation(at, column);
        this.at = at;
        if (next === -1) break;
        isFast = false;
        at = next - 1;
      } else if (Number.isNaN(code) || (code === hash && this.isBlankAt(at - 1))) {
        this.at = at;
        break;
      } else if (code === colon && this.isBlankAt(at + 1)) return false;
      else if (code !== space) end = at + 1;
    }
    this.scalar(start, end, style.plain, isFast, anchorStart, anchorEnd);
    return true;
  }

  protected quoted(quote: number, column: number, anchorStart: number, anchorEnd: number): boolean {
    const { text } = this;
    const start = this.at + 1;
    let isFast = true;
    for (let at = start; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        if (quote === doubleQuote || text.charCodeAt(at + 1) !== quote) {
          this.scalar(start, at, quote === doubleQuote ? style.double : style.single, isFast, anchorStart, anchorEnd);
          this.at = at + 1;
          return true;
        }
        isFast = false;
        at += 1;
      } else if (code === lineFeed) {
        const next = this.continuation(at, column);
        if (next === -1) return false;
        isFast = false;
        at = next - 1;
      } else if (code === backslash && quote === doubleQuote) {
        isFast = false;
        escaped.lastIndex = at + 1;
        if (escaped.test(text)) at = escaped.lastIndex - 1;
        else if (text.charCodeAt(at + 1) !== lineFeed) return false;
      } else if (Number.isNaN(code)) return false;
    }
  }

  /** Where a scalar of several lines goes on behind the end of a line, past blank ones; -1: it does not. */
  private continuation(from: number, column: number): number {
    const { text } = this;
    let start = from + 1;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === lineFeed) start = at + 1;
      else if (code !== space) break;
      at += 1;
    }
    if (at === text.length || at - start <= column) return -1;
    this.lineStart = start;
    return at;
  }

  /** Its content is all that stands further in than the collection around it, as far as the first line of it does. */
  protected blockScalar(column: number, anchorStart: number, anchorEnd: number): boolean {
    const { text } = this;
    const isLiteral = text.charCodeAt(this.at) === bar;
    this.at += 1;
    const chomp = text.charCodeAt(this.at);
    const chomping = chomp === dash ? 2 : chomp === plus ? 3 : 1;
    if (chomping !== 1) this.at += 1;
    if (!this.isBlankAt(this.at) || !this.isLineDone() || this.at === text.length) return false;
    this.at += 1;
    this.lineStart = this.at;
    const start = this.at;
    let indent = -1;
    let end = start;
    while (this.at < text.length) {
      this.skipSpaces();
      const code = text.charCodeAt(this.at);
      if (Number.isNaN(code)) return false;
      const inside = this.at - this.lineStart;
      if (code !== lineFeed) {
        if (inside <= column || (indent !== -1 && inside < indent)) break;
        if (indent === -1) indent = inside;
      } else if (indent === -1 && inside > 0) return false;
      this.toLineEnd();
      if (this.at < text.length) this.at += 1;
      this.lineStart = this.at;
      end = this.at;
    }
    this.at = this.lineStart;
    this.scalar(start, end, isLiteral ? style.literal : style.folded, false, anchorStart, anchorEnd, chomping, indent);
    return true;
  }
}

const escaped = /[0abtnvfre "/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;
