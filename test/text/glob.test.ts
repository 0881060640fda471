import * as assert from 'uvu/assert';
import { Failure } from '../../src/model/failure.ts';
import { compileGlob } from '../../src/text/glob.ts';
import { suite } from '../support/suite.ts';

const matches: readonly (readonly [pattern: string, path: string, expect: boolean])[] = [
  ['**/*.yaml', '.hidden/a.yaml', true],
  ['**/*.yaml', 'a/b/.env.yaml', true],
  ['*.yaml', 'x/a.yaml', false],
  ['#x.yaml', '#x.yaml', true],
  ['!a', 'b', false],
  ['!a', '!a', true],
  ['./apps/*.yaml', 'apps/a.yaml', true],
  ['/apps/*.yaml', 'apps/a.yaml', true],
  ['apps/', 'apps/x/y.yaml', true],
  ['apps/**', 'apps/x', true],
  ['apps/**', 'apps', false],
  ['*.{yml,yaml}', 'a.yml', true],
  ['*.yaml', 'A.YAML', false],
  ['a\\[b\\]', 'a[b]', true],
  ['**', 'anything/at/all', true],
];

const unusable = [
  { name: 'empty', input: '' },
  { name: 'only a slash', input: '/' },
  { name: 'out of the repository', input: '../other/**' },
  { name: 'out of the repository by the middle', input: 'a/../../b' },
  { name: 'more alternatives than are expanded', input: '{a,b}'.repeat(18) },
  { name: 'longer than can be compiled', input: 'a'.repeat(70_000) },
];

suite('text/glob', (test) => {
  for (const [pattern, path, expect] of matches) {
    test(`${pattern} ${expect ? 'matches' : 'does not match'} ${path}`, () => {
      const glob = compileGlob(pattern);
      if (glob instanceof Failure) throw glob;
      assert.is(glob.matches(path), expect);
    });
  }

  for (const { name, input } of unusable) {
    test(`refuses a pattern that is ${name}`, () => {
      const failure = compileGlob(input);
      assert.instance(failure, Failure);
      assert.is(failure instanceof Failure && failure.kind, 'configuration');
      assert.ok(failure instanceof Failure && failure.message.length < 300);
    });
  }
});
