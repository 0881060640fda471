import { type Concealed, reveal } from '../model/concealed.ts';

/**
 * Numbers for plaintexts, given as a character a byte: equal values have equal numbers, in this run. The texts stay inside, in memory; the
 * numbers are counted and compared and are not written either, as they would tell which values are equal across reports.
 */
export class Values {
  readonly #numbers = new Map<string, number>();
  readonly #lengths: number[] = [];

  number(value: Concealed): number {
    return reveal(value, (text) => {
      const known = this.#numbers.get(text);
      if (known !== undefined) return known;
      this.#numbers.set(text, this.#lengths.length);
      return this.#lengths.push(text.length) - 1;
    });
  }

  /** Bytes. */
  length(number: number): number {
    return this.#lengths[number] ?? -1;
  }
}
