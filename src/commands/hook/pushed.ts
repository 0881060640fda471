import { ObjectReader } from '../../git/objects.ts';
import type { ExitCode } from '../../model/report.ts';
import { organisationPolicy, readGateOfChange, type Version } from '../policy.ts';
import { runScan } from '../run.ts';
import { type Part, partSources, partsOf } from '../sources/push.ts';
import { fileAt, fileNamed, filesBelow } from '../sources/reading.ts';
import { Deadline, within } from './deadline.ts';
import { handedOver } from './handed-over.ts';
import { type Push, receivedPush, sentPush } from './push.ts';
import { type RefUpdate, receivedUpdates, updateOf } from './updates.ts';
import { note, type Visit } from './visit.ts';

/** Hooks that are handed commits: which ones, each says in its own way. */
export async function handedCommits(visit: Visit): Promise<ExitCode> {
  const { door, args, io } = visit;
  switch (door.hook) {
    case 'pre-push': {
      const { remote, updates } = await handedOver(args, io);
      return pushed(visit, await sentPush(io, remote, updates));
    }
    case 'pre-receive':
      return received(visit, await receivedUpdates(io));
    default:
      return received(visit, [updateOf(args)]);
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
  const sources = await partSources(push.repository, part, push.exclude, deadline?.check ?? (() => {}));
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
