import * as assert from 'uvu/assert';
import { applyBaseline, emptyBaseline, parseBaseline, prune, writeBaseline } from '../../src/gate/baseline.ts';
import { findings } from '../../src/gate/findings.ts';
import { Concealed } from '../../src/model/concealed.ts';
import { suite } from '../support/suite.ts';
import { match, observation, rule, value } from './sample.ts';

const plain = rule('core/secret-plain');
const asGiven = { severity: () => 'error' as const };
const found = (content = 'x', path = 'apps/db/secret.yaml', line = 7) => findings([match(plain, value(content, { line }), path)], asGiven);
const unknown = { before: () => null };

suite('baseline: the file', (test) => {
  const both = findings([match(plain, value('one', { key: 'a' })), match(plain, value('two', { key: 'b' }))], asGiven);
  const text = writeBaseline(both);

  test('one line each, sorted by fingerprint, nothing of values, lines or dates', () => {
    const [header = '', ...lines] = text.trimEnd().split('\n');
    assert.match(header, /^# /);
    assert.equal(lines, [...lines].sort());
    assert.equal(lines.map((line) => line.replace(/^[0-9a-f]{32} /, '')).sort(), [
      'core/secret-plain apps/db/secret.yaml Secret prod/db data.a',
      'core/secret-plain apps/db/secret.yaml Secret prod/db data.b',
    ]);
  });

  test('what is written is read', () =>
    assert.equal([...parseBaseline(text).lines.keys()].sort(), both.map((one) => one.fingerprint).sort()));

  test('lines in any order, twice, with CR LF: as a merge may leave them', () => {
    const lines = text.trimEnd().split('\n');
    assert.is(parseBaseline([...lines, ...lines.reverse()].join('\r\n')).lines.size, 2);
  });

  test('no name can break a line', () => {
    const hostile = findings([match(plain, value('x'), 'a\nb\u2028c\u001b[31m.yaml')], asGiven);
    const written = writeBaseline(hostile);
    assert.is(written.trimEnd().split('\n').length, 2);
    assert.not.match(written, /[\u2028\u001b]/);
    assert.is(parseBaseline(written).lines.size, 1);
  });

  for (const [name, line, expected] of [
    ['a merge conflict', '<<<<<<< HEAD', 'line 3: an unresolved merge conflict; accepted: FINGERPRINT RULE PLACE'],
    ['something else', 'abc core/secret-plain', 'line 3: not a line of a baseline; accepted: FINGERPRINT RULE PLACE'],
  ] as const) {
    test(`${name} is refused, with its line`, () => {
      assert.throws(
        () => parseBaseline(`# known\n\n${line}\n`),
        (error: Error) => error.message.startsWith(`.sealgate/baseline, ${expected}`),
      );
    });
  }
});

suite('baseline: what it knows', (test) => {
  const known = parseBaseline(writeBaseline(found()));
  const outcome = (now: ReturnType<typeof found>, before: readonly string[] | null) => {
    const result = applyBaseline(now, known, { before: () => before?.map((one) => new Concealed(one)) ?? null });
    return [result.open.length, result.baselined.length, result.changed.length, result.byIdentity];
  };

  test('the same value', () => assert.equal(outcome(found(), ['x']), [0, 1, 0, false]));
  test('at another line of another file', () => assert.equal(outcome(found('x', 'moved/elsewhere.yaml', 99), ['x']), [0, 1, 0, false]));
  test('a changed value is open again', () => assert.equal(outcome(found('y'), ['x']), [1, 0, 1, false]));
  test('a value that stood nowhere in the base is open', () => assert.equal(outcome(found(), []), [1, 0, 1, false]));
  test('without a base it matches by identity, and that is said', () => assert.equal(outcome(found('y'), null), [0, 1, 0, true]));
  test('another key is open', () => {
    const other = findings([match(plain, value('x', { key: 'token' }))], asGiven);
    assert.equal(outcome(other, ['x']), [1, 0, 0, false]);
  });
  test('what has no value needs no base', () => {
    const wide = findings([match(rule('sealed-secrets/cluster-wide'), observation('cluster-wide'))], asGiven);
    const result = applyBaseline(wide, parseBaseline(writeBaseline(wide)), unknown);
    assert.equal([result.baselined.length, result.byIdentity], [1, false]);
  });
  test('nothing is known of an empty one', () => assert.is(applyBaseline(found(), emptyBaseline, unknown).open.length, 1));
});

suite('baseline: shrinking', (test) => {
  test('lines without a finding go, the others stay as they are', () => {
    const both = findings([match(plain, value('one', { key: 'a' })), match(plain, value('two', { key: 'b' }))], asGiven);
    const { text, removed } = prune(parseBaseline(writeBaseline(both)), both.slice(0, 1));
    assert.is(text, writeBaseline(both.slice(0, 1)));
    assert.equal(
      removed.map((one) => one.fingerprint),
      [both[1]?.fingerprint],
    );
  });
});
