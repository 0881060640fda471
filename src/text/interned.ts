/**
 * One string for each text: a history says the same ids and paths again and again. A copy, since a string that was cut from a
 * line keeps the whole line in memory.
 */
export class Interned {
  private readonly known = new Map<string, string>();

  one<T extends string>(text: T): T {
    const known = this.known.get(text);
    if (known !== undefined) return known as T;
    const copy = Buffer.from(text, 'utf16le').toString('utf16le');
    this.known.set(copy, copy);
    return copy as T;
  }
}
