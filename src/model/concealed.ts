import { inspect } from 'node:util';

const contents = new WeakMap<Concealed, string>();

/**
 * A value that must never be shown. It can be compared and measured; every way of turning it into text yields the mask.
 * It lives in memory only: no digest of it is ever written.
 */
export class Concealed {
  constructor(text: string) {
    contents.set(this, text);
  }

  get length(): number {
    return open(this).length;
  }

  equals(other: Concealed): boolean {
    return open(this) === open(other);
  }

  /** Numbers equal values alike, from 0, in order of first appearance. */
  static group(values: readonly Concealed[]): number[] {
    const seen = new Map<string, number>();
    return values.map((value) => {
      const text = open(value);
      const known = seen.get(text);
      if (known !== undefined) return known;
      seen.set(text, seen.size);
      return seen.size - 1;
    });
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
export function reveal<T>(value: Concealed, read: (text: string) => T): T {
  return read(open(value));
}

function open(value: Concealed): string {
  return contents.get(value) ?? '';
}
