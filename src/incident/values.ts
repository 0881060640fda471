import { type Concealed, reveal } from '../model/concealed.ts';

/**
 * Numbers for plaintexts, given as a character a byte: equal values have equal numbers, in this run. The texts stay inside, in memory; the
 * numbers are counted and compared and are not written either, as they would tell which values are equal across reports.
 */
export class Values {
  readonly #numbers = new Map<string, number>();
  readonly #lengths: number[] = [];
  readonly #everyday = new Set<number>();

  number(value: Concealed): number {
    return reveal(value, (text) => {
      const known = this.#numbers.get(text);
      if (known !== undefined) return known;
      const number = this.#lengths.push(text.length) - 1;
      this.#numbers.set(text, number);
      if (text.trim().length < 8 || /^[a-z][a-z._-]{0,30}$|^[\d.,:-]+$/.test(text.trim())) this.#everyday.add(number);
      return number;
    });
  }

  /** Short, a word or a number: it stands in many places that have nothing to do with one another. */
  isEveryday(number: number): boolean {
    return this.#everyday.has(number);
  }

  /** Bytes. */
  length(number: number): number {
    return this.#lengths[number] ?? -1;
  }
}
