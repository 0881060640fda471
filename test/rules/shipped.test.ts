/** Every shipped rule: valid, its id its path, and each of its examples true. */
import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { checkRules } from '../../src/scan/examples.ts';
import { suite } from '../support/suite.ts';

const files = readdirSync('rules', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.yaml'))
  .sort();

suite('shipped rules', (test) => {
  test('there are rules', () => {
    assert.ok(files.length > 0);
  });
  for (const name of files) {
    test(name, async () => {
      assert.equal(await checkRules([[name, readFileSync(`rules/${name}`, 'utf8')]], []), []);
    });
  }
});
