import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { parse } from '../../src/commands/command.ts';
import { keys } from '../../src/commands/keys.ts';
import type { KeysReport } from '../../src/model/keys-report.ts';
import { cleanEnvironment } from '../support/repository.ts';
import { suite } from '../support/suite.ts';

const vectors = fileURLToPath(new URL('../vectors/', import.meta.url));
const everything = ['fleet', 'monorepo', 'platform'].flatMap((name) => ['--repo', join(vectors, 'sweep', `${name}.bundle`)]);

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const io = {
    stdin: Readable.from([]) as NodeJS.ReadableStream,
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    env: cleanEnvironment(),
    cwd: vectors,
    now: () => new Date('2034-12-20T00:00:00Z'),
    terminal: false,
    color: false,
    width: 100,
  };
  return { code: await keys.run(parse(keys, args), io), out };
}

suite('commands/keys', (test) => {
  const report = run([...everything, '--format', 'json']).then(({ out }) => JSON.parse(out) as KeysReport);
  const ageX = 'age12m4759p9h5x8l4783xjnggdjeaw87wpsk95c224gzqjlnyyur9lswkepky';

  test('a recipient that updatekeys removed still opens the tip, and copies of the file too', async () => {
    const removed = (await report).keys.find(({ id }) => id === ageX)?.removed ?? [];
    assert.equal(
      removed.map(({ path, state }) => [path, state]),
      [
        ['clusters/prod/db.sops.yaml', 'same-data-key'],
        ['clusters/stage/db.sops.yaml', 'same-data-key'],
        ['clusters/prod/api.sops.yaml', 'same-value'],
        ['clusters/prod/web.sops.yaml', 'new'],
        ['clusters/prod/app.sops.env', 'gone'],
        ['clusters/prod/app.sops.json', 'gone'],
        ['trial/secret.sops.yaml', 'gone'],
      ],
    );
  });

  test('who reads what at the tips, and who else does', async () => {
    const key = (await report).keys.find(({ id }) => id === ageX);
    assert.is(key?.files, 4);
    assert.is(key?.readers.length, 1);
  });

  test('certificates near their end, private keys committed, values of Sealed Secrets by size', async () => {
    const { keys: all, keyMaterial, sealed } = await report;
    assert.equal(
      all
        .filter(({ kind }) => kind === 'sealing-certificate')
        .map(({ daysLeft }) => daysLeft)
        .sort((a, b) => (a ?? 0) - (b ?? 0)),
      [19, 49, 79],
    );
    assert.is(keyMaterial.length, 5);
    assert.equal(sealed, { values: 17, bySize: { 'RSA 2048': 1, 'RSA 4096': 16 } });
  });

  test('the text names them all', async () => {
    const { code, out } = await run(everything);
    assert.is(code, 0);
    assert.match(out, /updatekeys without rotate/);
    assert.match(out, /Private keys committed/);
  });
});
