import { type Answering, CatFile } from './cat-file.ts';
import type { Place } from './process.ts';

/** Names asked for one at a time or a few at once, each answered as soon as git does: one `git cat-file --batch`, started at the first. */
export class OneByOne<T> {
  private readonly place: Place;
  private readonly answering: Answering<T>;
  private git: CatFile<T> | null = null;
  private readonly waiting: { resolve(answer: T): void; reject(error: unknown): void }[] = [];

  constructor(place: Place, answering: Answering<T>) {
    this.place = place;
    this.answering = answering;
  }

  ask(name: string | Buffer): Promise<T> {
    this.git ??= new CatFile(this.place, ['--batch'], this.answering);
    const { git } = this;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      git.ask([name]);
      if (this.waiting.length === 1) void this.answer(git);
    });
  }

  close(): void {
    this.git?.stop();
  }

  private async answer(git: CatFile<T>): Promise<void> {
    while (this.waiting.length > 0) {
      try {
        for (const answer of await git.next()) this.waiting.shift()?.resolve(answer);
      } catch (error) {
        for (const each of this.waiting.splice(0)) each.reject(error);
      }
    }
  }
}
