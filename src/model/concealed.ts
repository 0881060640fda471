import { inspect } from 'node:util';

/**
 * A value that must never be shown. It can be compared and measured; every way of turning it into text yields the mask.
 * It lives in memory only: no digest of it is ever written.
 */
export class Concealed {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  equals(other: Concealed): boolean {
    return this.#text === other.#text;
  }

  /** Numbers equal values alike, from 0, in order of first appearance. */
  static group(values: readonly Concealed[]): number[] {
    const seen = new Map<string, number>();
    return values.map((value) => {
      const text = value.#text;
      const known = seen.get(text);
      if (known !== undefined) return known;
      seen.set(text, seen.size);
      return seen.size - 1;
    });
  }

  /** See `reveal`. */
  static read<T>(value: Concealed, read: (text: string) => T): T {
    return read(value.#text);
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

/** Lets a judgement that needs the characters see them, inside `read`; what it returns must not contain them. */
export const reveal = <T>(value: Concealed, read: (text: string) => T): T => Concealed.read(value, read);
