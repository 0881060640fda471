import { ObjectReader } from '../git/objects.ts';
import { Failure } from '../model/failure.ts';
import type { ExitCode } from '../model/report.ts';
import { type Command, type Given, usage } from './command.ts';
import { Deadline, within } from './hook/deadline.ts';
import { type Door, doors } from './hook/doors.ts';
import { handedOver } from './hook/frameworks.ts';
import { type Push, receivedPush, sentPush } from './hook/push.ts';
import { type RefUpdate, receivedUpdates, updateOf } from './hook/updates.ts';
import { serverPrefix, type Voice, voice } from './hook/voice.ts';
import type { Io } from './io.ts';
import { type Gate, organisationPolicy, readGateOfChange, type Version } from './policy.ts';
import { gateOf, runScan } from './run.ts';
import { type Part, partSources, partsOf } from './sources/push.ts';
import { fileAt, fileNamed, filesBelow } from './sources/reading.ts';
import { stagedSource } from './sources/staged.ts';

export const hook: Command = {
  name: 'hook',
  summary: 'Stands behind a git hook and reads what git hands it',
  operands: `${doors.map((door) => door.hook).join(' | ')} [ARGUMENT...]`,
  flags: {
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
    prefix: { help: 'put before each line; on GitLab it is GL-HOOK-ERR: unless told', value: 'TEXT' },
    quiet: { help: 'print nothing when there is nothing to tell', short: 'q' },
  },
  notes: `
In a hook, with the arguments and the standard input git gives it: exec sealgate hook pre-push "$@"
The policy is read from the version before: HEAD, the remote's tip, the old tip; a new branch is judged by that of the default branch.
pre-push judges exactly the commits that the remote does not have, pre-receive those that no ref has yet.
Exit codes: 0 lets it through; 1 findings, 2 usage or configuration error, 3 incomplete, each of which stops it.`,
  async run(given, io) {
    const [name, ...args] = given.operands;
    const door = doors.find((one) => one.hook === name);
    if (door === undefined) throw usage(`hook takes one of ${doors.map((one) => one.hook).join(', ')}, not '${name ?? 'nothing'}'`);
    const isServer = door.place === 'server';
    const words = voice(io, given.text('prefix') ?? (isServer ? serverPrefix(io.env) : ''), given.has('quiet') || isServer);
    const standing: Standing = { onCrash: 'block', onTimeOut: 'block' };
    try {
      const code = await pass({ door, args, given, io, words, standing, started: performance.now() });
      if (code === 1) words.say(`\n${door.repair}`);
      if (code === 3) words.say(`\n${door.goOn}`);
      return code;
    } catch (error) {
      return failed(error, door, standing, words);
    }
  },
};

/** What the policy says of failures, as soon as it is read; until then the defaults. */
interface Standing {
  onCrash: 'pass' | 'block';
  onTimeOut: 'pass' | 'block';
}

interface Visit {
  readonly door: Door;
  readonly args: readonly string[];
  readonly given: Given;
  readonly io: Io;
  readonly words: Voice;
  readonly standing: Standing;
  readonly started: number;
}

async function pass(visit: Visit): Promise<ExitCode> {
  const { door, args, io } = visit;
  switch (door.hook) {
    case 'pre-commit':
    case 'pre-merge-commit':
      return staged(visit);
    case 'pre-push': {
      const { remote, updates } = await handedOver(args, io);
      return pushed(visit, await sentPush(io, remote, updates));
    }
    case 'pre-receive':
      return received(visit, await receivedUpdates(io));
    case 'update':
      return received(visit, [updateOf(args)]);
  }
}

async function staged({ given, io, words, standing, started }: Visit): Promise<ExitCode> {
  const source = await stagedSource(io);
  try {
    const gate = await gateOf(source, given.text('policy'), io);
    note(gate, standing);
    const report = await runScan(source, gate, io, started);
    await words.report(report, gate);
    return report.exitCode;
  } finally {
    source.close();
  }
}

async function received(visit: Visit, updates: readonly RefUpdate[]): Promise<ExitCode> {
  return updates.every(({ next }) => next === null) ? 0 : pushed(visit, await receivedPush(visit.io, updates));
}

async function pushed(visit: Visit, push: Push): Promise<ExitCode> {
  const reader = new ObjectReader(push.repository);
  try {
    let worst: ExitCode = 0;
    for (const part of await partsOf(reader, push.updates, (update) => push.baseOf(reader, update))) {
      const code = await judgePart(visit, push, part, reader);
      if (worst === 0 || code === 1) worst = code === 0 ? worst : code;
    }
    return worst;
  } finally {
    reader.close();
  }
}

/** What some refs bring, by the policy of their base. */
async function judgePart(
  { door, given, io, words, standing, started }: Visit,
  push: Push,
  part: Part,
  reader: ObjectReader,
): Promise<ExitCode> {
  const isLocal = door.place === 'local';
  const organisation = await organisationPolicy(
    given.text('policy') ?? io.env['SEALGATE_POLICY'] ?? null,
    (name) => fileNamed(reader, name),
    io,
  );
  const tip = part.tips[0]?.id ?? '';
  const version = (commit: string, name: string): Version => ({
    read: (path) => fileAt(reader, commit, path),
    list: (folder) => filesBelow(push.repository, commit, folder),
    name,
  });
  // A remote that has nothing yet cannot have a policy. Locally the pushed one stands in, on a server the defaults hold.
  const base = part.base ?? (isLocal ? tip : null);
  const gate =
    base === null
      ? await readGateOfChange({ read: async () => null, list: async () => [], name: 'the defaults' }, null, organisation, io)
      : await readGateOfChange(version(base, `the commit ${base.slice(0, 12)}`), version(tip, 'the change'), organisation, io);
  note(gate, standing);
  const deadline = isLocal ? null : new Deadline(gate.policy.hook.serverSeconds.value, started);
  let worst: ExitCode = 0;
  const sources = await partSources(push.repository, part, push.exclude, () => deadline?.check());
  try {
    for (const source of sources) {
      const judged = { ...(deadline === null ? source : within(source, deadline)), isLocal };
      const report = await runScan(judged, gate, io, started);
      await words.report(report, gate);
      if (worst === 0 || report.exitCode === 1) worst = report.exitCode === 0 ? worst : report.exitCode;
    }
  } finally {
    for (const source of sources) source.close();
  }
  return worst;
}

function note(gate: Gate, standing: Standing): void {
  standing.onCrash = gate.policy.hook.crash.value;
  standing.onTimeOut = gate.policy.hook.outOfTime.value;
}

function failed(error: unknown, door: Door, standing: Standing, words: Voice): ExitCode {
  if (!(error instanceof Failure)) {
    const kind = error instanceof Error ? error.name : typeof error;
    if (standing.onCrash === 'block') {
      words.say(`sealgate: it failed (${kind}), and the policy stops ${door.act} then (hook.crash). ${door.goOn}`);
      throw error;
    }
    words.say(`sealgate: IT FAILED (${kind}) AND CHECKED NOTHING. The policy lets ${door.act} through all the same (hook.crash: pass).`);
    return 0;
  }
  if (error.code === 'out-of-time' && standing.onTimeOut === 'pass') {
    words.say(`sealgate: NOT CHECKED: ${error.message}. The policy lets ${door.act} through all the same (hook.outOfTime: pass).`);
    return 0;
  }
  words.say(`sealgate: ${error.message}\n${error.code === 'out-of-time' ? 'Push fewer commits at once. ' : ''}${door.goOn}`);
  return error.kind === 'incomplete' ? 3 : 2;
}
