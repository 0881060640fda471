/**
 * Holds the sieve to the full judgement over whole real histories: `node --import tsx bench/differential.ts REPOSITORY...`.
 * Every blob is established under every kind of path it stands at; what the sieve lets by must have led to nothing. Minutes
 * for a large history, so it is no test of the suite (`test/scan/fast/sieve.test.ts` is).
 */
import process from 'node:process';
import { walkCommits } from '../src/git/commits.ts';
import { readObjects } from '../src/git/objects.ts';
import { readRefs } from '../src/git/refs.ts';
import { openRepository } from '../src/git/repository.ts';
import type { BlobId, RepoPath } from '../src/model/ids.ts';
import { shippedRuleSet } from '../src/rules/shipped.ts';
import { establish } from '../src/scan/establish.ts';
import { isNeeded } from '../src/scan/facts-by-blob.ts';
import { Sieve } from '../src/scan/fast/sieve.ts';
import { profileOf } from '../src/text/profile.ts';

const rules = shippedRuleSet();
let wrong = 0;
for (const cwd of process.argv.slice(2)) {
  const repository = await openRepository({ cwd, env: process.env });
  const sieve = new Sieve();
  const count = { blobs: 0, bytes: 0, needed: 0, looked: 0, lookedBytes: 0, missed: 0 };
  const paths = await pathsOf(repository);
  for await (const object of readObjects(repository, [...paths.keys()])) {
    if (object.kind !== 'blob') continue;
    count.blobs += 1;
    count.bytes += object.bytes.length;
    for (const path of paths.get(object.id)?.values() ?? []) {
      const facts = establish(object.bytes, profileOf(path));
      const needed = isNeeded(facts, rules.run(facts.facts));
      const looks = sieve.siftAs(object.bytes, profileOf(path)).kind === 'look';
      if (needed) count.needed += 1;
      if (looks) count.looked += 1;
      if (looks) count.lookedBytes += object.bytes.length;
      if (!needed || looks) continue;
      count.missed += 1;
      if (count.missed <= 20) console.log(`let by, and needed: ${object.id} ${path}`);
    }
  }
  wrong += count.missed;
  console.log(cwd, JSON.stringify(count));
}
process.exitCode = wrong === 0 ? 0 : 1;

/** One path of each kind for each blob. */
async function pathsOf(repository: Awaited<ReturnType<typeof openRepository>>): Promise<Map<BlobId, Map<string, RepoPath>>> {
  const found = new Map<BlobId, Map<string, RepoPath>>();
  const tips = (await readRefs(repository, [])).filter((ref) => ref.type === 'commit').map((ref) => `${ref.id}\n`);
  for await (const { introduced } of walkCommits(repository, { commits: [], input: [...new Set(tips)] })) {
    for (const { kind, path, blob } of introduced) {
      if (kind !== 'file') continue;
      const known = found.get(blob) ?? new Map<string, RepoPath>();
      known.set(profileOf(path).key, path);
      found.set(blob, known);
    }
  }
  return found;
}
