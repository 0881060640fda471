/** A server's time is limited: the work can be stopped within one long file, not only between files. */
import * as assert from 'uvu/assert';
import { Deadline } from '../../src/commands/hook/deadline.ts';
import { uptime } from '../../src/commands/uptime.ts';
import { Failure } from '../../src/model/failure.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import { memory } from '../../src/scan/examples.ts';
import { scan } from '../../src/scan/scan.ts';
import { Tally } from '../../src/scan/tally.ts';
import type { Watch } from '../../src/scan/watch.ts';
import { clean } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
const up = () => new Failure('incomplete', 'out-of-time', 'the time is up');

async function scanned(text: string, watch: Watch): Promise<void> {
  const { entries, read } = memory({ files: { 'a.yaml': text }, before: {}, earlier: [] });
  await scan({ entries, read, treesOf: () => [''], rules, tally: new Tally(), watch });
}

const values = `${clean}${Array.from({ length: 500 }, (_, index) => `  KEY_${index}: value-${index}\n`).join('')}`;
const documents = Array.from({ length: 200 }, () => 'apiVersion: v1\nkind: Namespace\n').join('---\n');

suite('scan: watched', (test) => {
  for (const [name, text, least] of [
    ['between values', values, 500],
    ['between documents', documents, 200],
  ] as const) {
    test(`${name} of one file`, async () => {
      let calls = 0;
      await scanned(text, () => {
        calls += 1;
      });
      assert.ok(calls > least, `${calls} calls`);
    });

    test(`it ends ${name}, when the time is up, and is no failure of the file`, async () => {
      let calls = 0;
      try {
        await scanned(text, () => {
          calls += 1;
          if (calls === 100) throw up();
        });
        assert.unreachable();
      } catch (error) {
        assert.is((error as Failure).code, 'out-of-time');
      }
      assert.is(calls, 100);
    });
  }

  test('a step that walks over a whole text says how long it is', async () => {
    const ahead: number[] = [];
    await scanned(values, (characters) => ahead.push(characters));
    assert.ok(ahead.includes(values.length));
  });

  test('a deadline lets nothing begin that cannot end in time', () => {
    const { check } = new Deadline(1, uptime());
    check();
    check(1_000);
    assert.throws(() => check(1 << 27), /within 1 seconds \(hook\.serverSeconds\)/);
    assert.throws(() => new Deadline(1, uptime() - 2_000).check(), /within 1 seconds/);
  });
});
