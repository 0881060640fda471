import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { Io } from '../../src/commands/io.ts';
import { SweepProgress } from '../../src/commands/sweep/progress.ts';
import { targets } from '../../src/commands/sweep/repositories.ts';
import { RsaWorkers } from '../../src/commands/sweep/rsa-workers.ts';
import { readKeys } from '../../src/incident/keys/read.ts';
import { entryOf } from '../../src/incident/repositories-file.ts';
import { type RawRsa, rawRsaHere, SealedTrials } from '../../src/incident/sealed-trials.ts';
import { suite } from '../support/suite.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

suite('commands/sweep, names of repositories', (test) => {
  const cases: readonly { readonly name: string; readonly given: readonly string[]; readonly expect: readonly string[] }[] = [
    { name: 'the last part', given: ['a/fleet.git', 'https://host/org/apps', './b/c.bundle'], expect: ['fleet', 'apps', 'c'] },
    { name: 'as much as tells them apart', given: ['x/fleet', 'y/fleet', 'apps'], expect: ['x/fleet', 'y/fleet', 'apps'] },
    { name: 'in any order', given: ['apps', 'y/fleet', 'x/fleet'], expect: ['apps', 'y/fleet', 'x/fleet'] },
    { name: 'more where that is the same too', given: ['1/x/f', '2/x/f', '2/y/f'], expect: ['1/x/f', '2/x/f', 'y/f'] },
    { name: 'one location once', given: ['x/fleet', 'x/fleet'], expect: ['fleet'] },
    { name: 'without the login of an address', given: ['https://u:p@host/f', 'ssh/f'], expect: ['host/f', 'ssh/f'] },
    { name: 'a worktree by its folder', given: ['x/.git', '/'], expect: ['x', 'repository'] },
    { name: 'one that is the end of another', given: ['f', 'x/f'], expect: ['f', 'x/f'] },
  ];
  for (const { name, given, expect } of cases) {
    test(`${name}: ${given.join(' ')}`, () => {
      assert.equal(
        targets(given.map(entryOf)).map(({ facts }) => facts.name),
        expect,
      );
    });
  }
});

suite('commands/sweep, its parts', (test) => {
  test('RSA on every core gives what RSA here gives, each result at its place', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const blocks = Array.from({ length: 150 }, (_, at) => Buffer.concat([Buffer.from([0]), randomBytes(at === 70 ? 200 : 127)]));
    const workers = new RsaWorkers();
    try {
      const [threads, here] = [await workers.run(privateKey, blocks), await rawRsaHere(privateKey, blocks)];
      assert.is(threads.length, here.length);
      for (const [at, block] of here.entries())
        assert.is(
          block === null ? null : Buffer.from(block).toString('hex'),
          threads[at] == null ? null : Buffer.from(threads[at]).toString('hex'),
        );
      assert.is(threads[70], null, 'what fails is nothing, and stops nothing');
    } finally {
      await workers.close();
    }
  });

  test('equal ciphertexts are tried once, in one sweep and in its tips and history', async () => {
    const keys = await readKeys({ source: 'a', bytes: readFileSync(join(root, 'test/vectors/keys/sealing-a.key')) }, async () => null);
    let operations = 0;
    const counting: RawRsa = async (key: KeyObject, blocks) => {
      operations += blocks.length;
      return rawRsaHere(key, blocks);
    };
    const trials = new SealedTrials(keys, counting);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(512);
    const ciphertext = Buffer.concat([length, Buffer.from([0]), randomBytes(511 + 40)]).toString('base64');
    await trials.run([ciphertext, ciphertext]);
    await trials.run([ciphertext]);
    assert.is(operations, 1);
  });

  test('a terminal is shown repositories, blobs, rate and exposures so far; nothing else is', () => {
    const shown = (terminal: boolean): string => {
      let text = '';
      const io: Io = {
        stdin: Readable.from([]),
        out: () => {},
        err: (part) => {
          text += part;
        },
        env: {},
        cwd: '/',
        now: () => new Date(0),
        terminal,
        color: false,
        width: 80,
      };
      const progress = new SweepProgress(io, 3);
      progress.found(4);
      const started = performance.now();
      while (performance.now() - started < 260) progress.read('a', 500);
      progress.clear();
      return text;
    };
    assert.match(shown(true), /0 of 3 repositories, 500 blobs, \d+ a second.*exposures so far: 4/);
    assert.is(shown(false), '');
  });

  test('the libraries for age and OpenPGP are loaded when a key asks for them, and stay out of the bundle', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    for (const path of sources) {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      assert.not.match(text, /^import (?!type )[^;]*from '(?:openpgp|age-encryption)'/m, path);
    }
    assert.match(readFileSync(join(root, 'scripts/action-bundle.mjs'), 'utf8'), /external: \['openpgp', 'age-encryption'\]/);
  });
});
