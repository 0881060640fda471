/** The same in memory of its own: a string that was cut from a text keeps the whole text in memory. */
export function copyOf<T extends string>(text: T): T {
  const encoding = /^[\0-\xff]*$/.test(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding) as T;
}

/** One string for each text: a history says the same ids and paths again and again. */
export class Interned {
  private readonly known = new Map<string, string>();

  one<T extends string>(text: T): T {
    const known = this.known.get(text);
    if (known !== undefined) return known as T;
    const copy = copyOf(text);
    this.known.set(copy, copy);
    return copy;
  }
}
