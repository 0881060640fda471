import process from 'node:process';

/**
 * How a property is tried: the same cases on every run, so that a failure is one for everybody. `FUZZ_SEED=$RANDOM
 * FUZZ_RUNS=20 npm test fuzz` tries others, and twenty times as many.
 */
export function tries(runs: number): {
  readonly seed: number;
  readonly numRuns: number;
  readonly endOnFailure: boolean;
  readonly includeErrorInReport: boolean;
} {
  const { FUZZ_SEED: seed = '1', FUZZ_RUNS: times = '1' } = process.env;
  return { seed: Number(seed), numRuns: Math.ceil(runs * Number(times)), endOnFailure: true, includeErrorInReport: true };
}
