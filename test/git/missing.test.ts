import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { readAll } from '../../src/git/all-blobs.ts';
import { findGaps, type Gaps } from '../../src/git/missing.ts';
import { rangeChanges } from '../../src/git/range.ts';
import { readRefs } from '../../src/git/refs.ts';
import type { Repository } from '../../src/git/repository.ts';
import { commitId } from '../../src/model/ids.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened } from './reading.ts';

function origin(): TestRepository {
  const repository = TestRepository.create();
  for (const round of [1, 2, 3]) repository.commit(`${round}`, { a: `${round}`, [`f${round}`]: 'same' });
  repository.git('config', 'uploadpack.allowFilter', 'true');
  return repository;
}

/** A clone of it, below it. */
async function clone(repository: TestRepository, ...options: readonly string[]): Promise<Repository> {
  repository.git('clone', '-q', ...options, `file://${repository.path}`, 'clone');
  return opened(repository, {}, join(repository.path, 'clone'));
}

async function gaps(place: Repository, exclude: readonly string[] = []): Promise<Gaps> {
  return findGaps(place, { include: (await readRefs(place)).map((ref) => ref.id), exclude });
}

const told = ({ gaps: list }: Gaps) => list.map(({ count, repair }) => `${count}: ${repair}`);

suite('gaps', (test) => {
  test('a whole clone has none', async () => {
    const repository = origin();
    const found = await gaps(await clone(repository));
    assert.equal([told(found), found.absent.size], [[], 0]);
    repository.remove();
  });

  test('a shallow clone tells the repair that works', async () => {
    const repository = origin();
    const place = await clone(repository, '--depth=2');
    assert.equal(told(await gaps(place)), ['1: git fetch --unshallow']);
    repository.git('-C', 'clone', 'fetch', '-q', '--unshallow');
    assert.equal(told(await gaps(await opened(repository, {}, place.cwd))), []);
    repository.remove();
  });

  test('a range that does not reach the cut is whole', async () => {
    const repository = origin();
    const place = await clone(repository, '--depth=2');
    const [tip, base] = ['HEAD', 'HEAD~1'].map((name) => commitId(repository.git('rev-parse', name)));
    assert.ok(tip !== undefined && base !== undefined);
    assert.equal(told(await findGaps(place, { include: [tip], exclude: [base] })), []);
    assert.equal((await all(rangeChanges(place, { include: [tip], exclude: [base] }))).length, 1);
    repository.remove();
  });

  test('a partial clone tells what is absent and the repair that works', async () => {
    const repository = origin();
    const place = await clone(repository, '--filter=blob:none', '--no-checkout');
    const found = await gaps(place);
    assert.equal(told(found), ['4: git fetch --refetch --no-filter']);
    assert.equal(await all(readAll(place, () => false)), []);
    repository.git('-C', 'clone', 'fetch', '-q', '--refetch', '--no-filter');
    assert.equal(told(await gaps(await opened(repository, {}, place.cwd))), []);
    repository.remove();
  });

  test('a clone without trees lacks what is below them too', async () => {
    const repository = origin();
    const place = await clone(repository, '--filter=tree:0', '--no-checkout');
    assert.equal(told(await gaps(place)), ['3: git fetch --refetch --no-filter']);
    repository.remove();
  });

  test('a partial clone without configuration is known by its packs', async () => {
    const repository = origin();
    const place = await clone(repository, '--filter=blob:none', '--no-checkout');
    writeFileSync(join(place.cwd, '.git/config'), '[core]\n\trepositoryformatversion = 0\n');
    assert.equal(told(await gaps(place)), ['4: git fetch --refetch --no-filter']);
    repository.remove();
  });

  test('the layout of a repository is told', async () => {
    const repository = origin();
    const place = await clone(repository, '--depth=1');
    const layout = await place.layout();
    assert.is(layout.topLevel, place.cwd);
    assert.is(layout.gitDir, join(place.cwd, '.git'));
    assert.equal([layout.bare, layout.shallow], [false, true]);
    const inside = await (await opened(repository, {}, layout.gitDir)).layout();
    assert.equal([inside.topLevel, inside.bare], [null, false]);
    repository.git('worktree', 'add', '-q', 'linked');
    const linked = await (await opened(repository, {}, join(repository.path, 'linked'))).layout();
    assert.equal([linked.topLevel, linked.commonDir], [join(repository.path, 'linked'), join(repository.path, '.git')]);
    rmSync(join(repository.path, 'clone'), { recursive: true });
    repository.remove();
  });
});
