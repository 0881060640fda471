import { Failure } from '../../model/failure.ts';
import type { Source } from '../sources/source.ts';

/**
 * The time a server gives a hook. It is looked at between commits and between blobs, because reading and judging leave no
 * room for a timer; each of them is bounded on its own.
 */
export class Deadline {
  private readonly seconds: number;
  private readonly ends: number;

  /** `started` is a `performance.now()`. */
  constructor(seconds: number, started: number) {
    this.seconds = seconds;
    this.ends = started + seconds * 1000;
  }

  /** Throws a Failure of code `out-of-time` once it is up. */
  check(): void {
    if (performance.now() <= this.ends) return;
    throw new Failure('incomplete', 'out-of-time', `the push cannot be judged within ${this.seconds} seconds (hook.serverSeconds)`);
  }
}

/** The same source, which stops when the time is up. */
export function within(source: Source, deadline: Deadline): Source {
  const { read, readAt } = source;
  return {
    ...source,
    read: async function* (ids, limit) {
      for await (const one of read(ids, limit)) {
        deadline.check();
        yield one;
      }
    },
    readAt:
      readAt === null
        ? null
        : (tree, paths, isKnown) => {
            deadline.check();
            return readAt(tree, paths, isKnown);
          },
  };
}
