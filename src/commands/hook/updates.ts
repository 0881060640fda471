import { printable } from '../../git/complaint.ts';
import { Failure } from '../../model/failure.ts';
import type { Io } from '../io.ts';

/** A ref that a push moves. null: it did not exist, or will not. */
export interface RefUpdate {
  readonly ref: string;
  readonly old: string | null;
  readonly next: string | null;
}

/** `OLD NEW REF`, a line for each ref: what git hands to pre-receive. */
export async function receivedUpdates(io: Io): Promise<readonly RefUpdate[]> {
  return (await inputLines(io)).map((line) => {
    const [, old = '', next = '', ref = ''] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S.*)$/.exec(line) ?? [];
    if (ref === '') throw notHandedOver(line, 'OLD NEW REF');
    return { ref, old: present(old), next: present(next) };
  });
}

/** `LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID`, a line for each ref: what git hands to pre-push. */
export async function pushedUpdates(io: Io): Promise<readonly RefUpdate[]> {
  return (await inputLines(io)).map((line) => {
    // The first name may be anything that was typed, with blanks in it: `HEAD@{1 day ago}`.
    const [, next = '', ref = '', old = ''] = / ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/.exec(line) ?? [];
    if (ref === '') throw notHandedOver(line, 'LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID');
    return { ref, old: present(old), next: present(next) };
  });
}

/** The one ref of an update hook. */
export function updateOf(args: readonly string[]): RefUpdate {
  const [ref, old, next] = args;
  if (ref === undefined || old === undefined || next === undefined || args.length > 3)
    throw new Failure('usage', 'hook-arguments', 'hook update takes what git gives an update hook: REF OLD NEW');
  return { ref, old: present(old), next: present(next) };
}

const present = (id: string): string | null => (/^0+$/.test(id) ? null : id);

async function inputLines(io: Io): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

const notHandedOver = (line: string, form: string): Failure =>
  new Failure('usage', 'hook-input', `standard input holds '${printable(line.slice(0, 80))}'; a line of git's, ${form}, would be accepted`);
