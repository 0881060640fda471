/**
 * Answers of a pure function, kept while there is room: what it was asked before it need not work out again. In memory only;
 * when it is full it begins anew, which costs less than keeping track of age.
 */
export class Memo<T> {
  private readonly room: number;
  private readonly known = new Map<string, T>();

  constructor(room: number) {
    this.room = room;
  }

  of(question: string, answer: () => T): T {
    const known = this.known.get(question);
    if (known !== undefined) return known;
    const found = answer();
    if (this.known.size >= this.room) this.known.clear();
    this.known.set(question, found);
    return found;
  }
}
