import * as assert from 'uvu/assert';
import { type Attribution, findings, type Judging } from '../../src/gate/findings.ts';
import type { CommitRef } from '../../src/model/finding.ts';
import { pointer } from '../../src/model/pointer.ts';
import { suite } from '../support/suite.ts';
import { blob, match, observation, rule, value } from './sample.ts';

const leak = rule('core/secret-plain');
const asGiven: Judging = { severity: ({ rule: { severity } }) => severity };

const commit = (day: number): CommitRef => ({ commit: `${day}`.repeat(40), date: `2026-01-0${day}T00:00:00Z`, author: 'Ann' });
const seen = (from: number, to: number, current: boolean | null, occurrences = 1): Attribution => ({
  introduced: commit(from),
  lastSeen: commit(to),
  current,
  refs: [],
  occurrences,
});

/** Findings with blob n attributed as the nth attribution says. */
const attributed = (matches: Parameters<typeof findings>[0], attributions: readonly Attribution[]) =>
  findings(matches, { ...asGiven, attribute: (_, id) => attributions[Number(`0x${id}`)] ?? seen(1, 1, null) });

suite('findings: one a place', (test) => {
  test('the most specific rule speaks, the others are named', () => {
    const general = rule('core/plaintext');
    const [one, ...rest] = findings(
      [match(general, value('hunter2hunter'), undefined, { specificity: 2 }), match(leak, value('hunter2hunter'))],
      asGiven,
    );
    assert.is(rest.length, 0);
    assert.is(one?.rule, 'core/secret-plain');
    assert.equal(one?.also, ['core/plaintext']);
  });

  test('a weakness never hides a leak, however specific its rule', () => {
    const weak = rule('weak/short', { class: 'smell', severity: 'warning' });
    const [one] = findings([match(weak, value('abc'), undefined, { specificity: 9 }), match(leak, value('abc'))], asGiven);
    assert.is(one?.rule, 'core/secret-plain');
    assert.is(one?.severity, 'error');
    assert.equal(one?.also, ['weak/short']);
  });

  test('a readable value is told before a broken one', () => {
    const broken = rule('weak/not-base64', { class: 'broken' });
    const [one] = findings([match(broken, value('abc'), undefined, { specificity: 9 }), match(leak, value('abc'))], asGiven);
    assert.is(one?.rule, 'core/secret-plain');
  });

  test('a rule that is off leaves the place to the next one', () => {
    const general = rule('core/plaintext', { severity: 'warning' });
    const policy: Judging = { severity: ({ rule: { id, severity } }) => (id === leak.id ? 'off' : severity) };
    const [one] = findings([match(leak, value('x')), match(general, value('x'), undefined, { specificity: 1 })], policy);
    assert.is(one?.rule, 'core/plaintext');
    assert.equal(one?.also, []);
  });

  test('what two commits introduce alike is one finding', () => {
    const twice = [match(leak, value('x'), 'a.yaml', { blob: blob(1) }), match(leak, value('x'), 'a.yaml', { blob: blob(1) })];
    assert.is(findings(twice, asGiven).length, 1);
  });

  test('a value inside a decoded value is a place of its own', () => {
    const inner = value('x');
    const nested = { ...inner, place: { ...inner.place, inner: pointer('auths', 'auth') } };
    assert.is(findings([match(leak, inner), match(leak, nested)], asGiven).length, 2);
  });

  test('places without a pointer are told apart by line and column', () => {
    const at = (line: number, column: number) => ({ ...value('x'), place: { ...value('x').place, pointer: null, line, column } });
    assert.is(findings([match(leak, at(1, 1)), match(leak, at(1, 9)), match(leak, at(2, 1)), match(leak, at(1, 1))], asGiven).length, 3);
  });

  test('a key that a flat file repeats is a place for each value', () => {
    const at = (line: number) => ({ ...value(`x${line}`), place: { ...value('x').place, line } });
    assert.is(findings([match(leak, at(2)), match(leak, at(7)), match(rule('core/plaintext'), at(7))], asGiven).length, 2);
  });
});

suite('findings: versions of a place', (test) => {
  test('versions with the same value are one finding, told where it still is', () => {
    const [one, ...rest] = attributed(
      [
        match(leak, value('same', { line: 3 }), 'a.yaml', { blob: blob(0) }),
        match(leak, value('same', { line: 9 }), 'a.yaml', { blob: blob(1) }),
      ],
      [seen(1, 2, false, 2), seen(3, 4, true)],
    );
    assert.is(rest.length, 0);
    assert.is(one?.location.line, 9);
    assert.is(one?.occurrences, 3);
    assert.equal(one?.introduced, commit(1));
    assert.equal(one?.lastSeen, commit(4));
    assert.is(one?.current, true);
  });

  test('a changed value is another finding, and the older one keeps its fingerprint', () => {
    const first = attributed([match(leak, value('old'), 'a.yaml', { blob: blob(0) })], [seen(1, 1, true)]);
    const both = attributed(
      [match(leak, value('new'), 'a.yaml', { blob: blob(1) }), match(leak, value('old'), 'a.yaml', { blob: blob(0) })],
      [seen(1, 1, false), seen(2, 2, true)],
    );
    assert.is(both.length, 2);
    assert.is(both.find((one) => one.current === false)?.fingerprint, first[0]?.fingerprint);
    assert.is.not(both[0]?.fingerprint, both[1]?.fingerprint);
  });

  test('a renamed file holds one finding, at its new path', () => {
    const found = attributed(
      [match(leak, value('same'), 'old.yaml', { blob: blob(0) }), match(leak, value('same'), 'new.yaml', { blob: blob(1) })],
      [seen(1, 1, false), seen(2, 2, true)],
    );
    assert.equal(
      found.map((one) => one.location.path),
      ['new.yaml'],
    );
  });

  test('two places that both exist are two findings, though they hold one value of one name', () => {
    const found = attributed(
      [match(leak, value('same'), 'dev.yaml', { blob: blob(0) }), match(leak, value('same'), 'prod.yaml', { blob: blob(1) })],
      [seen(1, 1, true), seen(1, 1, true)],
    );
    assert.equal(
      found.map((one) => one.location.path),
      ['dev.yaml', 'prod.yaml'],
    );
    assert.is.not(found[0]?.fingerprint, found[1]?.fingerprint);
  });

  test('observations have no value: their versions are one finding', () => {
    const wide = rule('sealed-secrets/cluster-wide', { subject: 'resource', class: 'policy' });
    const found = attributed(
      [
        match(wide, observation('cluster-wide'), 'a.yaml', { blob: blob(0) }),
        match(wide, observation('cluster-wide'), 'a.yaml', { blob: blob(1) }),
      ],
      [seen(1, 1, false), seen(2, 2, true)],
    );
    assert.is(found.length, 1);
  });
});

suite('findings: groups and order', (test) => {
  test('equal values at different places share a number, others have none', () => {
    const found = findings(
      [
        match(leak, value('alone', { key: 'a' }), 'a.yaml'),
        match(leak, value('shared', { key: 'b' }), 'b.yaml'),
        match(leak, value('shared', { key: 'c' }), 'c.yaml'),
      ],
      asGiven,
    );
    assert.equal(
      found.map((one) => one.group),
      [null, 1, 1],
    );
  });

  test('the gravest come first, then path and line', () => {
    const soft = rule('core/suspect', { severity: 'warning', class: 'smell' });
    const found = findings(
      [
        match(soft, value('1', { key: 'a' }), 'a.yaml'),
        match(leak, value('2', { key: 'b', line: 9 }), 'z.yaml'),
        match(leak, value('3', { key: 'c', line: 2 }), 'z.yaml'),
        match(leak, value('4', { key: 'd' }), 'b.yaml'),
      ],
      asGiven,
    );
    assert.equal(
      found.map((one) => `${one.location.path}:${one.location.line}`),
      ['b.yaml:7', 'z.yaml:2', 'z.yaml:9', 'a.yaml:7'],
    );
  });

  test('no finding shows a value in any way of printing it', () => {
    const canary = 'canary-0f3d';
    const found = findings([match(leak, value(canary))], asGiven);
    assert.not.ok(`${JSON.stringify(found)}${String(found[0]?.content)}`.includes(canary));
  });
});
