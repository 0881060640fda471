// Run by the hooks of hook.test.ts, in the folder and environment git gives a hook: writes what it sees to $PROBE_OUTPUT.
import { appendFileSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { ObjectReader } from '../../src/git/objects.ts';
import { rangeChanges } from '../../src/git/range.ts';
import { readRefs } from '../../src/git/refs.ts';
import { connect } from '../../src/git/remote.ts';
import { openRepository } from '../../src/git/repository.ts';
import { stagedChanges } from '../../src/git/staged.ts';
import { type CommitId, commitId } from '../../src/model/ids.ts';

const repository = await openRepository({ cwd: process.cwd(), env: process.env });
const reader = new ObjectReader(repository);
const seen: Record<string, string> = {};
let bySimpleGit = '';
if (process.argv[2] === 'pre-receive') {
  const tips: CommitId[] = readFileSync(0, 'utf8')
    .trim()
    .split('\n')
    .map((line) => commitId(line.split(' ')[1] ?? ''));
  const exclude = (await readRefs(repository)).map(({ id }) => commitId(id));
  for await (const { introduced } of rangeChanges(repository, { include: tips, exclude }))
    for (const { path, blob } of introduced) seen[path] = await text(blob);
} else {
  for (const { path, blob } of (await stagedChanges(repository, reader)).introduced) seen[path] = await text(blob);
  const git = await connect('.', { env: process.env, timeout: 10_000 });
  for (const path of (await git.raw(['diff', '--cached', '--name-only', '-z'])).split('\0'))
    if (path !== '') bySimpleGit += `${path}: ${await git.raw(['cat-file', 'blob', `:${path}`])}`;
}
reader.close();
appendFileSync(process.env['PROBE_OUTPUT'] ?? '', `${JSON.stringify({ seen, bySimpleGit })}\n`);

async function text(id: string): Promise<string> {
  const object = await reader.find(id);
  return object.kind === 'blob' ? Buffer.from(object.bytes).toString() : object.kind;
}
