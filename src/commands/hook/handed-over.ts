import { ObjectReader } from '../../git/objects.ts';
import { resolveCommit } from '../../git/range.ts';
import { openRepository } from '../../git/repository.ts';
import type { Io } from '../io.ts';
import { pushedUpdates, type RefUpdate } from './updates.ts';

/**
 * What a pre-push hook is given: the remote's name and the lines on standard input. pre-commit and prek keep both to
 * themselves and set variables; other managers need telling to hand the input on. Where nothing was handed over the
 * current commit stands in: git pushes nothing then, or it is what would have been missed.
 */
export async function handedOver(
  args: readonly string[],
  io: Io,
): Promise<{ readonly remote: string; readonly updates: readonly RefUpdate[] }> {
  const remote = args[0] ?? io.env['PRE_COMMIT_REMOTE_NAME'] ?? 'origin';
  const updates = await pushedUpdates(io);
  if (updates.length > 0) return { remote, updates };
  const reader = new ObjectReader(await openRepository({ cwd: io.cwd, env: io.env }));
  try {
    const named = io.env['PRE_COMMIT_TO_REF'] ?? io.env['PRE_COMMIT_LOCAL_BRANCH'];
    const next = named === undefined ? await resolveCommit(reader, 'HEAD').catch(() => null) : await resolveCommit(reader, named);
    const ref = io.env['PRE_COMMIT_REMOTE_BRANCH'] ?? 'HEAD';
    return { remote, updates: next === null ? [] : [{ ref, old: null, next }] };
  } finally {
    reader.close();
  }
}
