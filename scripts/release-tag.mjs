// Tags a release: HEAD with the built command line on top, which no branch holds. npm runs no scripts of what it installs from
// a Git address, as pre-commit and prek do, so a tag has to be runnable as it is. `node scripts/release-tag.mjs [PREFIX]`
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const tag = `${process.argv[2] ?? 'v'}${version}`;
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'sealgate-tag-'));
const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', env: { ...process.env, GIT_INDEX_FILE: join(folder, 'index') } }).trim();
try {
  git('read-tree', 'HEAD');
  git('add', '--force', 'dist');
  const commit = git('commit-tree', git('write-tree'), '-p', 'HEAD', '-m', `Build ${tag}`);
  git('tag', '--annotate', '--message', `sealgate ${version}`, tag, commit);
  console.log(`${tag} is ${commit}; push it with: git push origin ${tag}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
