import { type CollectionEvent, EVENT_ID, type Event, type ScalarEvent, style } from './yaml-event.ts';

const space = 0x20;
const lineFeed = 0x0a;
const hash = 0x23;
const colon = 0x3a;
const comma = 0x2c;
const doubleQuote = 0x22;
const backslash = 0x5c;

/** Scalars and flow collections of `usualEvents`. */
export class UsualScalars {
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

  private toLineEnd(): void {
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

  /** Any value but a block collection, in the line at hand or from it on; `column` is that of the collection around it. */
  protected scalarOrFlow(column: number, anchorStart: number, anchorEnd: number): boolean {
    const code = this.text.charCodeAt(this.at);
    switch (code) {
      case 0x22:
      case 0x27:
        return this.quoted(code, column, anchorStart, anchorEnd);
      case 0x7c:
      case 0x3e:
        return this.blockScalar(column, anchorStart, anchorEnd);
      case 0x5b:
      case 0x7b:
        return this.flow(column, anchorStart, anchorEnd, 0);
      case 0x2a:
        return anchorStart === -1 && this.alias();
      default:
        return this.plain(column, anchorStart, anchorEnd);
    }
  }

  private alias(): boolean {
    const start = this.at + 1;
    if (!this.name()) return false;
    this.events.push({ type: EVENT_ID.ALIAS, anchorStart: start, anchorEnd: this.at });
    return true;
  }

  /** Whether a plain scalar may begin so. */
  protected mayBegin(code: number, inFlow: boolean): boolean {
    if (code === 0x2d || code === 0x3f || code === colon) {
      const next = this.text.charCodeAt(this.at + 1);
      return !this.isBlankAt(this.at + 1) && !(inFlow && isFlowSign(next));
    }
    return !Number.isNaN(code) && code > space && !signs.has(code);
  }

  /** It goes on in lines that are further in than the collection around it. */
  private plain(column: number, anchorStart: number, anchorEnd: number): boolean {
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

  private quoted(quote: number, column: number, anchorStart: number, anchorEnd: number): boolean {
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
  private blockScalar(column: number, anchorStart: number, anchorEnd: number): boolean {
    const { text } = this;
    const isLiteral = text.charCodeAt(this.at) === 0x7c;
    this.at += 1;
    const chomp = text.charCodeAt(this.at);
    const chomping = chomp === 0x2d ? 2 : chomp === 0x2b ? 3 : 1;
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

  private flow(column: number, anchorStart: number, anchorEnd: number, depth: number): boolean {
    const { text } = this;
    const isMapping = text.charCodeAt(this.at) === 0x7b;
    const close = isMapping ? 0x7d : 0x5d;
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
    if (code === 0x22 || code === 0x27) return this.quoted(code, column, -1, -1);
    if (code === 0x5b || code === 0x7b) return this.flow(column, -1, -1, depth + 1);
    if (code === 0x2a || !this.mayBegin(code, true)) return false;
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
    const isClosing = code === 0x5d || code === 0x7d;
    return code !== hash && !Number.isNaN(code) && (this.lineStart === from || this.column > column || isClosing);
  }
}

const collection = (
  type: CollectionEvent['type'],
  start: number,
  anchorStart: number,
  anchorEnd: number,
  as: CollectionEvent['style'],
): Event => ({ type, start, anchorStart, anchorEnd, tagStart: -1, tagEnd: -1, style: as });

const isFlowSign = (code: number): boolean => code === comma || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
/** Indicators that no plain scalar begins with. */
const signs = new Set([...'#&*!|>\'"%@`,[]{}'].map((sign) => sign.charCodeAt(0)));
const name = /[A-Za-z0-9_.-]+/y;
const escaped = /[0abtnvfre "/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;
const deepest = 40;
