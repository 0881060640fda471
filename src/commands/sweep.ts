import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Inventory } from '../incident/inventory.ts';
import { type Case, investigate } from '../incident/investigate.ts';
import { clusterObjects } from '../incident/live.ts';
import { compromiseReport, type ReportContext } from '../incident/report.ts';
import { SealedTrials } from '../incident/sealed-trials.ts';
import { SopsReach } from '../incident/sops-reach.ts';
import type { CompromiseReport } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';
import { version } from '../version.ts';
import { type Command, type Given, usage } from './command.ts';
import type { Io } from './io.ts';
import { givenCertificates, givenKeys } from './sweep/given-keys.ts';
import { type Stage, takeInventories } from './sweep/inventories.ts';
import { formats, makeFolder, render, writeAll } from './sweep/output.ts';
import { SweepProgress } from './sweep/progress.ts';
import { givenRepository, Mirrors, repositoriesFile, targets } from './sweep/repositories.ts';
import { RsaWorkers } from './sweep/rsa-workers.ts';
import { StateFolder } from './sweep/state-folder.ts';

export const sweep: Command = {
  name: 'sweep',
  summary: 'Finds what a leaked key opens in many repositories, and what to rotate',
  operands: '--key FILE... --repo PATH...',
  flags: {
    key: { help: 'a leaked key: a file, - for standard input, or a public identity', value: 'KEY', many: true },
    repo: { help: 'a repository: a folder, a bundle, or an address to mirror', value: 'PATH|URL', many: true },
    'repos-file': {
      help: 'repositories, one a line, or CSV or YAML with visibility, forks, owner, tier, cluster',
      value: 'FILE',
      many: true,
    },
    path: { help: 'a folder that is no repository: rendered output, an unpacked backup', value: 'FOLDER', many: true },
    live: { help: 'what a cluster runs: kubectl get sealedsecrets,secrets -A -o yaml', value: 'FILE|-' },
    certs: { help: 'every sealing certificate ever known, to exclude and to weigh', value: 'FOLDER' },
    'compare-key': { help: 'a key that did not leak: opens values for comparing, proves nothing', value: 'KEY', many: true },
    'passphrase-file': { help: 'passphrase of locked keys; asked on a terminal without it', value: 'FILE' },
    'compromised-since': { help: 'earliest time the key can have leaked', value: 'DATE' },
    incident: { help: 'name of the incident, for the report', value: 'ID' },
    operator: { help: 'who sweeps, for the report', value: 'NAME' },
    'trust-dates': { help: 'let dates of commits alone exclude a key' },
    'list-excluded': { help: 'list what was excluded, not only its number' },
    state: { help: 'keep progress here, and go on from it', value: 'FOLDER' },
    cache: { help: 'where mirrors of addresses are kept', value: 'FOLDER' },
    format: { help: 'print this instead of the summary', value: 'FORMAT', short: 'f', choices: formats },
    'output-dir': { help: 'write the report in every format, readable by you alone', value: 'FOLDER', short: 'o' },
  },
  notes: `
Exit codes: 0 nothing exposed, 1 exposures, 2 usage error, 3 incomplete.
Private keys are read from files or standard input and leave this process in no form.
What is printed is a summary: the whole report is a list of targets, and belongs into --output-dir rather than into the log of a build.
Default branches come first, then all other tips, then the history; with --output-dir there is a report after each.
Ctrl-C ends with a report of what was read by then, which says that it is partial; with --state the next sweep goes on from there.
docs/sweep.md: the first three commands, levels of evidence, limits.`,
  async run(given, io) {
    const started = performance.now();
    refuseTwoReaders(given);
    const keys = await givenKeys(given.all('key'), 'key', given.text('passphrase-file'), io);
    if (keys.length === 0) throw usage('sweep takes at least one --key: a file, -, or a public identity');
    const entries = [
      ...given.all('repo').map((path) => givenRepository(path, io)),
      ...given.all('repos-file').flatMap((file) => repositoriesFile(file, io)),
    ];
    if (entries.length + given.all('path').length === 0) throw usage('sweep takes at least one --repo, --repos-file or --path');
    const companions = await givenKeys(given.all('compare-key'), 'compare-key', given.text('passphrase-file'), io);
    if (given.text('output-dir') !== null) makeFolder(given.text('output-dir') ?? '', io);
    const stop = io.stop?.() ?? new AbortController().signal;
    const workers = new RsaWorkers();
    const mirrors = new Mirrors(io, given.text('cache'));
    try {
      const trials = new SealedTrials(keys, workers.run);
      const state = given.text('state') === null ? null : new StateFolder(given.text('state') ?? '', keys, io);
      state?.recall(trials);
      const theCase: Case = {
        keys,
        trials,
        reach: new SopsReach(keys),
        certificates: givenCertificates(given.text('certs'), io),
        companion: companions.length === 0 ? null : { trials: new SealedTrials(companions, workers.run), reach: new SopsReach(companions) },
        cluster: await readLive(given.text('live'), io),
      };
      const progress = new SweepProgress(io, entries.length);
      stop.addEventListener('abort', () => progress.say('stopped: what is known so far is being written; once more ends at once'));
      const stage = async (inventories: readonly Inventory[], partial: ReportContext['partial']): Promise<CompromiseReport> => {
        const found = await investigate(
          inventories.filter(({ status }) => status !== 'failed'),
          theCase,
        );
        state?.keepOutcomes(trials);
        progress.found(found.exposures.length);
        const failed = inventories.filter(({ status }) => status === 'failed');
        const context = contextOf(given, io, started, partial, failed, theCase.cluster);
        return compromiseReport(
          inventories.filter(({ status }) => status !== 'failed'),
          keys,
          found,
          context,
        );
      };
      const inventories = await takeInventories(
        targets(entries),
        given.all('path'),
        { io, mirrors, state, progress, stop },
        async (part, known) => {
          const report = await stage(known, 'running');
          progress.say(stageLine(part, report));
          if (given.text('output-dir') !== null) await writeAll(report, given.text('output-dir') ?? '', io);
        },
      );
      const report = await stage(inventories, stop.aborted ? 'stopped' : null);
      progress.clear();
      await print(report, given, io);
      return report.exitCode;
    } finally {
      mirrors.close();
      await workers.close();
    }
  },
};

/** Standard input can be read once. */
function refuseTwoReaders(given: Given): void {
  const readers = ['key', 'compare-key', 'live'].flatMap((flag) =>
    given.all(flag).flatMap((value) => (value === '-' ? [`--${flag} -`] : [])),
  );
  if (readers.length > 1) throw usage(`${readers.join(' and ')} read standard input both; one of them is accepted, the other as a file`);
}

function contextOf(
  given: Given,
  io: Io,
  started: number,
  partial: ReportContext['partial'],
  failed: readonly Inventory[],
  cluster: Case['cluster'],
): ReportContext {
  return {
    version,
    incident: { id: given.text('incident'), operator: given.text('operator'), compromisedSince: since(given.text('compromised-since')) },
    created: io.now().toISOString(),
    milliseconds: Math.round(performance.now() - started),
    partial,
    listExcluded: given.has('list-excluded'),
    trustDates: given.has('trust-dates'),
    cluster,
    failed,
  };
}

function since(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw usage(`--compromised-since ${text} is no date; such as 2026-11-01 or 2026-11-01T09:00:00Z is accepted`);
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** Within seconds: what is exposed now, while the rest is still being read. */
function stageLine(stage: Stage, { exposures, repositories }: CompromiseReport): string {
  const where = new Set(exposures.map(({ repo }) => repo)).size;
  const failed = repositories.filter(({ status }) => status === 'failed').length;
  const [read, places] = [counted(repositories.length - failed, 'repository'), counted(exposures.length, 'exposed place')];
  const found = exposures.length === 0 ? 'nothing exposed' : `${places} in ${where} of them`;
  return `${stage} of ${read}: ${found}${failed === 0 ? '' : `; ${failed} cannot be read`}; now ${stage === 'tips' ? 'their history' : 'the other branches and tags'}`;
}

async function readLive(source: string | null, io: Io): Promise<Case['cluster']> {
  if (source === null) return null;
  if (source === '-') {
    const parts: Buffer[] = [];
    for await (const part of io.stdin) parts.push(Buffer.from(part as Uint8Array));
    return clusterObjects(Buffer.concat(parts), source);
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(io.cwd, source));
  } catch {
    throw usage(`--live ${source} cannot be read; a file or - is accepted`);
  }
  return clusterObjects(bytes, source);
}

async function print(report: CompromiseReport, given: Given, io: Io): Promise<void> {
  const folder = given.text('output-dir');
  if (folder !== null) await writeAll(report, folder, io);
  const format = given.text('format');
  io.out(await render(report, format ?? 'text', io));
  if (folder !== null) io.err(`sealgate: the whole report is in ${folder}: compromise.html for people, .md, .json, credentials.csv\n`);
}
