/** Whatever a path, a configuration or a command line says: no crash, nothing lost, nothing that a terminal would obey. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { bytesFromPath, pathFromBytes } from '../../src/git/paths.ts';
import { formats } from '../../src/report/formats.ts';
import { scanJson, sealgate } from '../support/cli.ts';
import { tries } from '../support/fuzz.ts';
import { TestRepository } from '../support/repository.ts';
import { clean, secret } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

/** A step of a path: bytes that a file system takes, the strange ones often. */
const step = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(...Buffer.from('\n\t\r\x1b"\'\\*?[]:#-. <>&|`$'))), {
    minLength: 1,
    maxLength: 12,
  })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x2f)))
  .filter((bytes) => bytes.length > 0 && !['.', '..'].includes(bytes.toString('latin1')) && !/^\.?git/i.test(bytes.toString('latin1')));
const names = fc.uniqueArray(fc.tuple(step, step), {
  minLength: 1,
  maxLength: 8,
  selector: ([folder, name]) => `${folder.toString('hex')}/${name.toString('hex')}`,
});

suite('any path', (test) => {
  test('is found staged, in a range, in a history and in the folder, and printed harmlessly', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom(...Object.keys(formats).filter((name) => name !== 'github')), async (paths, format) => {
        const repository = TestRepository.create();
        const base = repository.commit('base', { 'a.yaml': clean });
        const expect: string[] = [];
        for (const [folder, name] of paths) {
          const at = Buffer.concat([Buffer.from(`${repository.path}/`), Buffer.from('f-'), folder]);
          mkdirSync(at, { recursive: true });
          const file = Buffer.concat([name, Buffer.from('.yaml')]);
          writeFileSync(Buffer.concat([at, Buffer.from('/'), file]), secret);
          expect.push(pathFromBytes(Buffer.concat([Buffer.from('f-'), folder, Buffer.from('/'), file])));
        }
        repository.git('add', '-A');
        const found = async (...args: readonly string[]) => {
          const { report } = await scanJson(args, { cwd: repository.path });
          return [...new Set(report.findings.filter(({ severity }) => severity === 'error').map(({ location }) => location.path))].sort();
        };
        assert.equal(await found('--staged'), expect.sort());
        assert.equal(await found('.'), expect);
        repository.commit('files');
        assert.equal(await found('--range', `${base}..`), expect);
        assert.equal(await found('--history'), expect);
        const { out, err } = await sealgate(['scan', '.', '--format', format], { cwd: repository.path });
        assert.not.match(out + err, /(?!\n)\p{Cc}/u);
        repository.remove();
      }),
      tries(6),
    );
  });

  test('leads back to its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => Buffer.from(bytes).equals(bytesFromPath(pathFromBytes(bytes)))),
      tries(2000),
    );
  });
});

/** Nearly a configuration. */
const configuration = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'version: 1\n',
          'threshold: ',
          'exclude:\n',
          "  - '",
          "**'\n",
          'rules:\n',
          '  core/secret-plain: off\n',
          '  weak/*:\n',
          '    severity: info\n',
          '    paths: [',
        ],
        ...[
          'scopes:\n',
          '  - allow: [strict]\n',
          'extends: ',
          './x.yaml',
          'limits:\n',
          '  blobBytes: ',
          '1e9',
          '-1',
          'rulesFolders: [',
          ']\n',
          '\n',
          ' ',
          '{',
          '}',
          '&a ',
          '*a',
          '"',
        ],
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 15 },
  )
  .map((parts) => parts.join(''));

suite('any configuration and command line', (test) => {
  test('a configuration is obeyed or refused in one sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealgate-test-'));
    await fc.assert(
      fc.asyncProperty(configuration, async (text) => {
        writeFileSync(join(folder, '.sealgate.yaml'), text);
        writeFileSync(join(folder, 'a.yaml'), secret);
        const { code, err } = await sealgate(['scan', '.'], { cwd: folder });
        assert.ok(code >= 0 && code <= 3);
        if (code === 2) assert.is(err.trimEnd().split('\n').length, 1, err);
      }),
      tries(150),
    );
    rmSync(folder, { recursive: true });
  });

  test('a command line is obeyed or refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealgate-test-'));
    writeFileSync(join(folder, 'a.yaml'), secret);
    const word = fc.oneof(
      fc.constantFrom(
        'scan',
        'facts',
        'rules',
        'explain',
        'doctor',
        'check',
        '.',
        'a.yaml',
        '-',
        '--',
        '--staged',
        '--history',
        '--range',
        'A..B',
        '..',
        '--format',
        'json',
      ),
      fc.constantFrom(
        '--help',
        '--version',
        '-q',
        '-f',
        'text',
        '--name',
        '--refs',
        '*',
        '--no-config',
        '--policy',
        '--list',
        '',
        '-1',
        '--format=',
        '--x',
        'core/secret-plain',
      ),
      fc.string({ maxLength: 5 }).filter((text) => !/^-{1,2}o/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (args) => {
        const { code } = await sealgate(args, { cwd: folder });
        assert.ok(code >= 0 && code <= 3);
      }),
      tries(150),
    );
    rmSync(folder, { recursive: true });
  });
});
