import { Failure } from '../model/failure.ts';
import { CatFile, type Header } from './cat-file.ts';
import { printable } from './complaint.ts';
import { gitOutput, type Place } from './process.ts';
import type { Repository } from './repository.ts';

export interface Ref {
  /** In full, such as `refs/heads/main`; `HEAD` where it is detached. */
  readonly name: string;
  /** What it points to in the end: tags are peeled. */
  readonly id: string;
  /** `missing`: the object is not here; then nothing of it is read. */
  readonly type: 'commit' | 'tree' | 'blob' | 'missing';
  /** The current branch. */
  readonly isHead: boolean;
  /** For a symbolic ref the name it stands for. */
  readonly target: string | null;
}

/**
 * All refs, or those that match one of `globs`: as `git for-each-ref` matches, in full or below refs/, heads, tags or
 * remotes. Failure of kind usage at a glob that matches none.
 */
export async function readRefs(place: Place, globs: readonly string[] = []): Promise<readonly Ref[]> {
  if (globs.length === 0) return peel(place, await listRefs(place, []), true);
  const found = new Map<string, NamedRef>();
  for (const glob of globs) {
    const isHead = glob === 'HEAD';
    const patterns = ['', 'refs/', 'refs/heads/', 'refs/tags/', 'refs/remotes/'].map((prefix) => prefix + glob);
    const refs = isHead ? [] : await listRefs(place, patterns[0]?.startsWith('refs/') ? patterns : patterns.slice(1));
    if (refs.length === 0 && !isHead)
      throw new Failure(
        'usage',
        'no-refs',
        `no ref matches '${printable(glob)}': a branch, a tag or a pattern such as refs/heads/* would be accepted`,
      );
    for (const ref of refs) found.set(ref.name, ref);
  }
  return peel(place, [...found.values()], globs.includes('HEAD'));
}

/** The ref whose tip counts as current: HEAD where bare, else the remote's default branch where it is known, else HEAD. */
export async function defaultRef(repository: Repository): Promise<Ref | null> {
  const refs = await readRefs(repository);
  const head = refs.find((ref) => ref.isHead) ?? null;
  if ((await repository.layout()).bare) return head;
  const remote = refs.find((ref) => ref.name === 'refs/remotes/origin/HEAD');
  return refs.find((ref) => ref.name === remote?.target && ref.type === 'commit') ?? head;
}

interface NamedRef {
  readonly name: string;
  readonly object: string;
  readonly isHead: boolean;
  readonly target: string | null;
}

async function listRefs(place: Place, patterns: readonly string[]): Promise<readonly NamedRef[]> {
  const output = (
    await gitOutput(place, ['for-each-ref', '--format=%(objectname) %(HEAD) %(refname) %(symref)', '--', ...patterns])
  ).toString();
  return output.split('\n').flatMap((line) => {
    const [, object, head, name, target] = /^([0-9a-f]+) ([* ]) (\S+) (\S*)$/.exec(line) ?? [];
    return object === undefined || name === undefined ? [] : [{ name, object, isHead: head === '*', target: target || null }];
  });
}

/** A detached HEAD is a ref of its own; one on a branch is that branch. */
async function peel(place: Place, refs: readonly NamedRef[], withHead: boolean): Promise<readonly Ref[]> {
  const wanted = withHead ? [...refs, { name: 'HEAD', object: 'HEAD', isHead: true, target: null }] : refs;
  const git = new CatFile<Header | null>(place, ['--batch-check', '--buffer'], {
    contents: () => 'none',
    found: (header) => header,
    missing: () => null,
  });
  git.ask(wanted.map((ref) => `${ref.object}^{}`));
  git.end();
  const peeled: Ref[] = [];
  const hasHead = refs.some((ref) => ref.isHead);
  for (let batch = await git.next(); batch.length > 0; batch = await git.next()) {
    for (const header of batch) {
      const ref = wanted[peeled.length];
      if (ref === undefined) continue;
      const { name, object, isHead, target } = ref;
      peeled.push({
        name,
        id: header?.id ?? object,
        type: header === null || header.type === 'tag' ? 'missing' : header.type,
        isHead,
        target,
      });
    }
  }
  // Unborn, or named among the refs.
  return peeled.filter((ref) => ref.name !== 'HEAD' || (ref.type !== 'missing' && !hasHead));
}
