/**
 * Looks for any of some words in a text, many times as fast as a pattern of alternatives: after Wu and Manber, two characters
 * tell how far the nearest word can begin, and most of the text is stepped over. Words are of Latin-1, two characters or more.
 */
export class Words {
  private readonly window: number;
  /** By two characters at the end of the window: how far it can move. */
  private readonly steps: Uint8Array;
  /** By two characters that end a window: the words whose beginnings do. */
  private readonly ending = new Map<number, string[]>();

  constructor(words: readonly string[]) {
    this.window = Math.min(255, ...words.map(({ length }) => length));
    this.steps = new Uint8Array(1 << 16).fill(this.window - 1);
    for (const word of words) {
      for (let at = 1; at < this.window; at += 1) {
        const pair = pairAt(word, at);
        this.steps[pair] = Math.min(this.steps[pair] ?? 0, this.window - 1 - at);
      }
      const last = pairAt(word, this.window - 1);
      this.ending.set(last, [...(this.ending.get(last) ?? []), word]);
    }
  }

  isIn(text: string): boolean {
    const { window, steps, ending } = this;
    for (let at = window - 1; at < text.length; ) {
      // `pairAt`, without a call: what begins to run is not inlined.
      const pair = ((text.charCodeAt(at - 1) << 8) | (text.charCodeAt(at) & 255)) & 0xffff;
      const step = steps[pair] ?? 0;
      if (step > 0) {
        at += step;
        continue;
      }
      for (const word of ending.get(pair) ?? []) if (text.startsWith(word, at - window + 1)) return true;
      at += 1;
    }
    return false;
  }
}

/** A character beyond Latin-1 passes for another: then words are compared, and nothing is missed. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at - 1) << 8) | (text.charCodeAt(at) & 255)) & 0xffff;
}
