/** Whatever a file holds: no crash, no hang, no value in any output, and no neighbour hidden. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { formats } from '../../src/report/formats.ts';
import { Canary } from '../support/canary.ts';
import { type JsonReport, sealgate } from '../support/cli.ts';
import { tries } from '../support/fuzz.ts';
import { secret, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';
import { anyName, bentVector, nearlyManifest } from './texts.ts';

const canary = new Canary('Zk4wQ9pT7xLm2Vb8');
const format = fc.constantFrom(...Object.keys(formats).filter((name) => name !== 'github'));

/** One file through the command line: 0 clean, 1 findings or 3 incomplete, never a failure of sealgate itself. */
async function scanned(name: string, bytes: Uint8Array, how: string): Promise<string> {
  const { code, out, err } = await sealgate(['scan', '-', '--name', name, '--format', how], { cwd: process.cwd(), stdin: bytes });
  assert.ok(code === 0 || code === 1 || code === 3, `${code} ${err}`);
  assert.not.match(out + err, 'sealgate failed');
  return out + err;
}

suite('any file', (test) => {
  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), anyName, format, async (bytes, name, how) => {
        await scanned(name, bytes, how);
      }),
      tries(150),
    );
  });

  test('what is nearly a manifest, with a value in it', async () => {
    await fc.assert(
      fc.asyncProperty(nearlyManifest(canary.text), anyName, format, async (text, name, how) => {
        // In such text the value may come to stand where a name is expected, and names are shown.
        const { findings } = JSON.parse(await scanned(name, Buffer.from(text), 'json')) as JsonReport;
        fc.pre(!JSON.stringify(findings.map(({ key, resource, location }) => [key, resource, location.pointer])).includes(canary.text));
        canary.notIn(await scanned(name, Buffer.from(text), how), how);
      }),
      tries(300),
    );
  });

  test('what the real tools made, bent', async () => {
    await fc.assert(
      fc.asyncProperty(bentVector, fc.option(anyName, { freq: 3 }), format, async ({ name, bytes }, other, how) => {
        await scanned(other ?? name, bytes, how);
      }),
      tries(200),
    );
  });

  test('a document never hides the Secret after it or before it', async () => {
    // What opens something that reaches over the marker (a block scalar, a quote, a conflict) belongs to one document.
    const neighbour = nearlyManifest('x', 30).filter(
      (text) => !/^(?:---|\.\.\.)|[\r\0\ud800\u2028]|\{\{|\}\}|<<<<<<<|=======|>>>>>>>|^%/m.test(text),
    );
    await fc.assert(
      fc.asyncProperty(neighbour, fc.boolean(), async (text, isFirst) => {
        const stream = isFirst ? `${text}\n---\n${secret}` : `${secret}---\n${text}\n`;
        const out = await scanned('a.yaml', Buffer.from(stream), 'json');
        const { findings, coverage } = JSON.parse(out) as JsonReport;
        // What claims to be ciphertext from its first line on is told as broken as a whole.
        const isTold = findings.some((one) => one.key === 'password' || one.class === 'broken') || coverage.incomplete.length > 0;
        assert.ok(isTold, JSON.stringify(stream));
        assert.not.match(out, value);
      }),
      tries(150),
    );
  });
});
