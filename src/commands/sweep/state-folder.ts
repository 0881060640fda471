import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Holdings } from '../../incident/holdings.ts';
import type { LeakedKey } from '../../incident/keys/leaked.ts';
import type { SealedOutcome, SealedTrials } from '../../incident/sealed-trials.ts';
import { holdingsLine, keySet, nameOf, outcomeLine, parseHoldingsLine, parseOutcomeLine, stateVersion } from '../../incident/state.ts';
import { usage } from '../command.ts';
import type { Io } from '../io.ts';

/** What a sweep keeps so that a killed one need not begin again: lines are added as they come, a cut one is left out when read. */
export class StateFolder {
  private readonly folder: string;
  private readonly outcomes: string;
  private readonly written = new Set<string>();

  constructor(given: string, keys: readonly LeakedKey[], io: Io) {
    this.folder = join(resolve(io.cwd, given), `v${stateVersion}`);
    this.outcomes = join(this.folder, `outcomes-${keySet(keys).slice(0, 16)}.jsonl`);
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    } catch {
      throw usage(`--state ${given} cannot be made; a folder that can be written is accepted`);
    }
  }

  /** Holdings known of a repository, by blob. */
  known(location: string): ReadonlyMap<string, Holdings> {
    const found = new Map<string, Holdings>();
    for (const line of linesOf(this.fileOf(location))) {
      const parsed = parseHoldingsLine(line);
      if (parsed !== null) found.set(parsed.blob, parsed.holdings);
    }
    return found;
  }

  keep(location: string, blob: string, holdings: Holdings): void {
    const line = holdingsLine(blob, holdings);
    if (line !== null) appendFileSync(this.fileOf(location), line, { mode: 0o600 });
  }

  recall(trials: SealedTrials): void {
    const known = new Map<string, SealedOutcome>();
    for (const line of linesOf(this.outcomes)) {
      const parsed = parseOutcomeLine(line);
      if (parsed === null) continue;
      known.set(...parsed);
      this.written.add(parsed[0]);
    }
    trials.recall(known, nameOf);
  }

  keepOutcomes(trials: SealedTrials): void {
    const lines: string[] = [];
    for (const [ciphertext, outcome] of trials.outcomes) {
      const name = nameOf(ciphertext);
      if (outcome.kind !== 'closed' || this.written.has(name)) continue;
      this.written.add(name);
      lines.push(outcomeLine(ciphertext, outcome));
    }
    if (lines.length > 0) appendFileSync(this.outcomes, lines.join(''), { mode: 0o600 });
  }

  private fileOf(location: string): string {
    return join(this.folder, `holdings-${createHash('sha256').update(location).digest('hex').slice(0, 24)}.jsonl`);
  }
}

/** A process that was killed while writing leaves half a line: it begins a new one, so that the next is whole. */
function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  return text.split('\n');
}
