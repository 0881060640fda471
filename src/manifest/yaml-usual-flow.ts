import { EVENT_ID, style } from './yaml-event.ts';
import {
  asterisk,
  bar,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  greater,
  hash,
  isFlowSign,
  lineFeed,
  openBrace,
  openBracket,
  singleQuote,
  space,
} from './yaml-signs.ts';
import { UsualScalars } from './yaml-usual-scalars.ts';
import { collection } from './yaml-usual-text.ts';

/** Collections that `usualEvents` may nest: deeper ones are left to the grammar, which has a bound of its own. */
export const deepest = 40;

/** Flow collections of `usualEvents`, and whatever may stand where one does. */
export class UsualFlow extends UsualScalars {
  /** Any value but a block collection, in the line at hand or from it on; `column` is that of the collection around it. */
  protected scalarOrFlow(column: number, anchorStart: number, anchorEnd: number): boolean {
    const code = this.text.charCodeAt(this.at);
    switch (code) {
      case doubleQuote:
      case singleQuote:
        return this.quoted(code, column, anchorStart, anchorEnd);
      case bar:
      case greater:
        return this.blockScalar(column, anchorStart, anchorEnd);
      case openBracket:
      case openBrace:
        return this.flow(column, anchorStart, anchorEnd, 0);
      case asterisk:
        return anchorStart === -1 && this.alias();
      default:
        return this.plain(column, anchorStart, anchorEnd);
    }
  }

  private flow(column: number, anchorStart: number, anchorEnd: number, depth: number): boolean {
    const { text } = this;
    const isMapping = text.charCodeAt(this.at) === openBrace;
    const close = isMapping ? closeBrace : closeBracket;
    if (depth > deepest) return false;
    this.begin(isMapping ? EVENT_ID.MAPPING : EVENT_ID.SEQUENCE, this.at, anchorStart, anchorEnd, style.flow);
    this.at += 1;
    for (;;) {
      if (!this.separation(column)) return false;
      if (text.charCodeAt(this.at) === close) break;
      const { at: start, lineStart, events } = this;
      const before = events.length;
      if (!this.flowNode(column, depth) || !this.separation(column)) return false;
      const isPair = text.charCodeAt(this.at) === colon && this.isBlankAt(this.at + 1);
      if (isPair) {
        this.at += 1;
        // A pair in a sequence is a mapping of its own.
        if (!isMapping && (this.lineStart !== lineStart || events.length !== before + 1)) return false;
        if (!isMapping) events.splice(before, 0, collection(EVENT_ID.MAPPING, start, -1, -1, style.flow));
        if (!this.separation(column) || !this.flowNode(column, depth) || !this.separation(column)) return false;
        if (!isMapping) events.push({ type: EVENT_ID.POP });
      } else if (isMapping) return false;
      const code = text.charCodeAt(this.at);
      if (code === close) break;
      if (code !== comma) return false;
      this.at += 1;
    }
    this.at += 1;
    this.events.push({ type: EVENT_ID.POP });
    return true;
  }

  private flowNode(column: number, depth: number): boolean {
    const code = this.text.charCodeAt(this.at);
    if (code === doubleQuote || code === singleQuote) return this.quoted(code, column, -1, -1);
    if (code === openBracket || code === openBrace) return this.flow(column, -1, -1, depth + 1);
    if (code === asterisk || !this.mayBegin(code, true)) return false;
    const start = this.at;
    let end = start;
    for (let at = start; ; at += 1) {
      const next = this.text.charCodeAt(at);
      const isColon = next === colon && (this.isBlankAt(at + 1) || isFlowSign(this.text.charCodeAt(at + 1)));
      if (isColon || isFlowSign(next) || next === lineFeed || next === hash || Number.isNaN(next)) break;
      if (next !== space) end = at + 1;
    }
    this.at = end;
    this.scalar(start, end, style.plain, true, -1, -1);
    return true;
  }

  /** Blanks, and lines that begin further in than the collection around them; a comment is left to the grammar. */
  private separation(column: number): boolean {
    const from = this.lineStart;
    this.skipSpaces();
    while (this.text.charCodeAt(this.at) === lineFeed) {
      this.at += 1;
      this.lineStart = this.at;
      this.skipSpaces();
    }
    const code = this.text.charCodeAt(this.at);
    // A bracket that closes may stand further out.
    const isClosing = code === closeBracket || code === closeBrace;
    return code !== hash && !Number.isNaN(code) && (this.lineStart === from || this.column > column || isClosing);
  }
}
