import { Failure } from '../model/failure.ts';

/** What `work` gives; where it throws, what `otherwise` makes of the error, so that the rest goes on. A scan out of time goes no further. */
export function contained<T>(work: () => T, otherwise: (error: unknown) => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure && error.code === 'out-of-time') throw error;
    return otherwise(error);
  }
}

/** Without the error's message, which may quote what was read. */
export const failed = (error: unknown): string => `sealgate failed (${error instanceof Error ? error.name : typeof error})`;
