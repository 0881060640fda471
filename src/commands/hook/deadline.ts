import { Failure } from '../../model/failure.ts';
import type { Source } from '../sources/source.ts';
import { uptime } from '../uptime.ts';

/**
 * The time a server gives a hook. It is looked at between commits, blobs, documents and values, because reading and judging
 * leave no room for a timer. One step over a long text cannot be looked into: it is not begun when the time for it is gone.
 */
export class Deadline {
  private readonly seconds: number;
  private readonly ends: number;

  /** `started` is an `uptime()`. */
  constructor(seconds: number, started: number) {
    this.seconds = seconds;
    this.ends = started + seconds * 1000;
  }

  /** Throws a Failure of code `out-of-time` once it is up. */
  readonly check = (ahead = 0): void => {
    if (uptime() + ahead / fastest <= this.ends) return;
    throw new Failure('incomplete', 'out-of-time', `the push cannot be judged within ${this.seconds} seconds (hook.serverSeconds)`);
  };
}

/** Characters a millisecond that parsing takes at most: what does not end in time even so is not begun. */
const fastest = 10_000;

/** The same source, which stops when the time is up. */
export function within(source: Source, deadline: Deadline): Source {
  const { read, readAt } = source;
  return {
    ...source,
    watch: deadline.check,
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
