import { EVENT_ID, type Event, style } from './yaml-event.ts';
import { ampersand, backslash, colon, dash, doubleQuote, hash, lineFeed, singleQuote, space } from './yaml-signs.ts';
import { deepest, UsualFlow } from './yaml-usual-flow.ts';

/**
 * Events of the YAML that most files are, as the grammar gives them (`test/manifest/yaml-usual.test.ts` compares the trees), in a
 * fraction of the time: block mappings and sequences, scalars of one line and of several, block scalars, anchors and aliases, flow
 * collections. null: there is anything else in it, or anything wrong, and the grammar has to read it.
 */
export function usualEvents(text: string): readonly Event[] | null {
  if (!isAscii.test(text) && unusual.test(text)) return null;
  const blocks = new Blocks(text);
  return blocks.document() ? blocks.events : null;
}

const isAscii = /^[\x20-\x7e\n]*$/;
/** Tabs, other line ends, byte order marks, halves of characters, and what cannot be printed. */
const unusual = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;

/**
 * Reads block collections. Every method that reads gives false for what is left to the grammar; `at` is then nowhere in
 * particular. After a node `at` is at the next token, which is the first of its line.
 */
class Blocks extends UsualFlow {
  document(): boolean {
    if (!this.nextToken()) return false;
    const isMarker = this.text.startsWith('---', this.at) || this.text.startsWith('...', this.at);
    const isMarked = isMarker && this.column === 0 && this.text.charCodeAt(this.at) === dash && this.isBlankAt(this.at + 3);
    if (isMarker && !isMarked) return false;
    this.events.push({ type: EVENT_ID.DOCUMENT, explicitStart: isMarked, explicitEnd: false, directives: [] });
    if (isMarked) {
      this.at += 3;
      if (!this.isLineDone() || !this.nextToken()) return false;
    }
    const { column } = this;
    if (!(this.isDash() ? this.sequence(column, -1, -1, 0) : this.mapping(column, -1, -1, 0))) return false;
    this.events.push({ type: EVENT_ID.POP });
    return this.at === this.text.length;
  }

  /** What begins below its key or dash, further in than `outer`. */
  private block(outer: number, anchorStart: number, anchorEnd: number, depth: number): boolean {
    const { column } = this;
    if (column <= outer || depth > deepest) return false;
    if (this.isDash()) return this.sequence(column, anchorStart, anchorEnd, depth);
    if (this.text.charCodeAt(this.at) === ampersand) {
      const start = this.at + 1;
      if (anchorStart !== -1 || !this.name()) return false;
      const end = this.at;
      return this.isLineDone() && this.nextToken() && this.block(outer, start, end, depth);
    }
    if (this.keyEnd() !== -1) return this.mapping(column, anchorStart, anchorEnd, depth);
    return this.scalarOrFlow(outer, anchorStart, anchorEnd) && this.endsLine(outer);
  }

  private mapping(column: number, anchorStart: number, anchorEnd: number, depth: number): boolean {
    this.begin(EVENT_ID.MAPPING, this.at, anchorStart, anchorEnd);
    do {
      if (!this.key() || !this.value(column, true, depth)) return false;
    } while (this.at < this.text.length && this.column === column && !this.isDash());
    this.events.push({ type: EVENT_ID.POP });
    return this.at === this.text.length || this.column <= column;
  }

  private sequence(column: number, anchorStart: number, anchorEnd: number, depth: number): boolean {
    this.begin(EVENT_ID.SEQUENCE, this.at, anchorStart, anchorEnd);
    do {
      this.at += 1;
      if (!this.item(column, depth)) return false;
    } while (this.at < this.text.length && this.column === column && this.isDash());
    this.events.push({ type: EVENT_ID.POP });
    return this.at === this.text.length || this.column <= column;
  }

  /** What stands behind a dash: a collection may begin on its line. */
  private item(column: number, depth: number): boolean {
    this.skipSpaces();
    const code = this.text.charCodeAt(this.at);
    const inner = this.at - this.lineStart;
    if (this.isDash()) return depth < deepest && this.sequence(inner, -1, -1, depth + 1);
    if (code !== hash && code !== lineFeed && this.keyEnd() !== -1) return depth < deepest && this.mapping(inner, -1, -1, depth + 1);
    return this.value(column, false, depth);
  }

  /** What stands behind a key's colon or a dash, or below it: further in than `column`, but the items of a key's sequence may stand as far in. */
  private value(column: number, isOfKey: boolean, depth: number): boolean {
    this.skipSpaces();
    let [anchorStart, anchorEnd] = [-1, -1];
    if (this.text.charCodeAt(this.at) === ampersand) {
      anchorStart = this.at + 1;
      if (!this.name()) return false;
      anchorEnd = this.at;
      this.skipSpaces();
    }
    if (!this.isAtLineEnd()) return this.scalarOrFlow(column, anchorStart, anchorEnd) && this.endsLine(column);
    if (!this.isLineDone() || !this.nextToken()) return anchorStart === -1 && this.empty();
    if (this.column > column) return this.block(column, anchorStart, anchorEnd, depth + 1);
    if (isOfKey && this.column === column && this.isDash()) return this.sequence(column, anchorStart, anchorEnd, depth + 1);
    return anchorStart === -1 && this.empty();
  }

  /** After a value: nothing else on its line, and nothing further in below it. A block scalar has gone to the next line already. */
  private endsLine(column: number): boolean {
    if (this.at !== this.lineStart && !this.isLineDone()) return false;
    return !this.nextToken() || this.column <= column;
  }

  private isDash(): boolean {
    if (this.text.charCodeAt(this.at) !== dash) return false;
    const next = this.text.charCodeAt(this.at + 1);
    return next === space || next === lineFeed || Number.isNaN(next);
  }

  /** A key and its colon. */
  private key(): boolean {
    const end = this.keyEnd();
    if (end === -1) return false;
    const code = this.text.charCodeAt(this.at);
    if (code === doubleQuote) this.scalar(this.at + 1, end - 1, style.double, true, -1, -1);
    else if (code === singleQuote) this.scalar(this.at + 1, end - 1, style.single, true, -1, -1);
    else this.scalar(this.at, end, style.plain, true, -1, -1);
    this.at = end;
    this.skipSpaces();
    this.at += 1;
    return true;
  }

  /** End of the key that begins here, its quotes included; -1: there is none that is this simple. */
  private keyEnd(): number {
    const { text, at: start } = this;
    const first = text.charCodeAt(start);
    const isQuoted = first === doubleQuote || first === singleQuote;
    if (!isQuoted && !this.mayBegin(first, false)) return -1;
    let end = isQuoted ? this.quoteEnd(first) : start;
    if (end === -1) return -1;
    for (let at = end; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === colon && this.isBlankAt(at + 1)) return at - start > longestKey ? -1 : end;
      if (code === lineFeed || Number.isNaN(code) || (code === hash && this.isBlankAt(at - 1))) return -1;
      if (code === space) continue;
      if (isQuoted) return -1;
      end = at + 1;
    }
  }

  /** Behind the closing quote, where it is on the same line and nothing within is escaped; else -1. */
  private quoteEnd(quote: number): number {
    for (let at = this.at + 1; ; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === quote) return this.text.charCodeAt(at + 1) === quote ? -1 : at + 1;
      if (code === lineFeed || code === backslash || Number.isNaN(code)) return -1;
    }
  }
}

/** A key of one line: the grammar knows none that is longer. */
const longestKey = 1000;
