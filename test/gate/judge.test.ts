import * as assert from 'uvu/assert';
import { emptyBaseline, parseBaseline, writeBaseline } from '../../src/gate/baseline.ts';
import { parseConfiguration } from '../../src/gate/configuration.ts';
import { findings } from '../../src/gate/findings.ts';
import { gateRules } from '../../src/gate/gate-rules.ts';
import { inlineWaivers } from '../../src/gate/inline-waiver.ts';
import { type Case, judge } from '../../src/gate/judge.ts';
import { grownBaseline, looseningMatches, loosenings, newWaivers } from '../../src/gate/loosening.ts';
import { Policy } from '../../src/gate/policy.ts';
import { notAllowed } from '../../src/gate/uses.ts';
import { repoPath } from '../../src/model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../../src/model/snapshot.ts';
import { suite } from '../support/suite.ts';
import { match, observation, rule, value } from './sample.ts';

const plain = rule('core/secret-plain');
const path = repoPath('apps/db/secret.yaml');
const policyOf = (text: string) =>
  new Policy([{ configuration: parseConfiguration(`version: 1\n${text}`, '.sealgate.yaml'), binding: false }]);
const coverage = {
  blobs: 1,
  bytes: 1,
  documents: 1,
  resources: 1,
  values: 1,
  skipped: [],
  unparsed: [],
  incomplete: [],
  scope: 'staged changes',
  milliseconds: 1,
};

const everyday: Case = {
  tool: { name: 'sealgate', version: '1.0.0', rules: '1' },
  matches: [match(plain, value('x'), path)],
  policy: new Policy([]),
  waivers: { base: [], brought: [] },
  malformed: [],
  waiving: { today: '2026-06-01', honour: () => ({ counts: false, because: '' }), touched: () => true, complete: false },
  baseline: emptyBaseline,
  before: () => null,
  coverage,
  notes: [],
};
const comment = 'sealgate: allow core/secret-plain until 2026-06-30 by me -- test data';
const waiver = inlineWaivers(path, { comments: [{ text: comment, line: 7, ownLine: false }], facts: [] });
const known = parseBaseline(writeBaseline(findings(everyday.matches, { severity: () => 'error' })));
const told = (given: Partial<Case>) => {
  const { exitCode, findings: open, waived, baselined, notes } = judge({ ...everyday, ...given });
  return [exitCode, open.length, waived.length, baselined.length, notes.length];
};

suite('judge', (test) => {
  test('a finding fails the run', () => assert.equal(told({}), [1, 1, 0, 0, 0]));
  test('a waived one does not, and stays in the report', () =>
    assert.equal(told({ waivers: { base: waiver.entries, brought: [] } }), [0, 0, 1, 0, 0]));
  test('a known one does not, and a base that is lacking is told', () => assert.equal(told({ baseline: known }), [0, 0, 0, 1, 1]));
  test('a waiver speaks before the baseline', () => {
    assert.equal(told({ baseline: known, waivers: { base: waiver.entries, brought: [] } }), [0, 0, 1, 0, 0]);
  });
  test('a waiver of the change itself is told and does not count', () => {
    assert.equal(told({ waivers: { base: [], brought: waiver.entries } }), [1, 1, 0, 0, 1]);
  });
  test('the policy’s threshold decides', () => assert.equal(told({ policy: policyOf('rules: { core/*: warning }') }), [0, 1, 0, 0, 0]));
  test('the policy’s settings for waivers hold', () => {
    assert.equal(told({ policy: policyOf('waivers: { inline: never }'), waivers: { base: waiver.entries, brought: [] } }), [1, 1, 0, 0, 1]);
  });
  test('a malformed waiver is told', () => {
    const { notes } = judge({ ...everyday, malformed: [{ path, line: 3, sentence: 'it gives no reason' }] });
    assert.equal(notes, ['the comment in apps/db/secret.yaml:3 is no waiver: it gives no reason']);
  });
});

const facts: BlobFacts = {
  profile: { key: 'yaml', format: 'yaml', role: 'plain', example: false, test: false, local: false, encrypted: false },
  facts: [],
  links: [],
  resources: [],
  envelope: null,
  comments: [],
  coverage: { bytes: 1, documents: 1, resources: 1, values: 1, skipped: null, unparsed: [], incomplete: [] },
  notes: {},
};
const file = (given: Partial<BlobFacts>): SnapshotFile => ({ path, blob: null, facts: { ...facts, ...given } });
const { place } = value('x');
const block = (...ids: readonly string[]) => ({
  sops: [{ kind: 'block', place, recipients: ids.map((id) => ({ kind: 'age', id, group: 0, wrapped: '' })) }],
});

const uses: readonly {
  readonly name: string;
  readonly policy: string;
  readonly input: Partial<BlobFacts>;
  readonly expect: readonly string[];
}[] = [
  { name: 'no restriction', policy: '', input: { envelope: 'sops' }, expect: [] },
  { name: 'an allowed system', policy: 'systems: [{ allow: [sops] }]', input: { envelope: 'sops' }, expect: [] },
  { name: 'an envelope', policy: 'systems: [{ allow: [external-secrets] }]', input: { envelope: 'sops' }, expect: ['system sops'] },
  {
    name: 'a sealed value',
    policy: 'systems: [{ allow: [sops] }]',
    input: { facts: [value('x', { system: 'sealed-secrets', protection: 'sealed' })] },
    expect: ['system sealed-secrets'],
  },
  {
    name: 'an object of a system',
    policy: 'systems: [{ allow: [sops] }]',
    input: {
      resources: [
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          namespace: null,
          name: 'a',
          group: 'external-secrets.io',
          place,
          system: 'external-secrets',
        },
      ],
    },
    expect: ['system external-secrets'],
  },
  {
    name: 'a system that only carries values',
    policy: 'systems: [{ allow: [sops] }]',
    input: { facts: [value('x', { system: 'kustomize', protection: 'encrypted' }), value('x', { system: 'core' })] },
    expect: [],
  },
  { name: 'another path', policy: 'systems: [{ paths: [infra/**], allow: [] }]', input: { envelope: 'sops' }, expect: [] },
  { name: 'an allowed recipient', policy: 'recipients: [{ allow: [age1a] }]', input: { notes: block('age1a') }, expect: [] },
  {
    name: 'a recipient too many',
    policy: 'recipients: [{ allow: [age1a] }]',
    input: { notes: block('age1a', 'age1b') },
    expect: ['recipient age1b'],
  },
  {
    name: 'a fingerprint in another notation',
    policy: 'recipients: [{ allow: ["fbc7 b9e2 a4f9 289a c0c1 d484 3d16 cee4 a27f 08f9"] }]',
    input: { notes: block('FBC7B9E2A4F9289AC0C1D4843D16CEE4A27F08F9') },
    expect: [],
  },
];

suite('what a file may use', (test) => {
  for (const { name, policy, input, expect } of uses) {
    test(name, () =>
      assert.equal(
        notAllowed(file(input), policyOf(policy)).map((one) => one.fact.keyPath),
        expect,
      ),
    );
  }
});

suite('loosening as findings', (test) => {
  const before = policyOf('');
  const after = policyOf('rules:\n  core/*: off\nexclude: [a/, b/]');
  const matches = looseningMatches(loosenings(before, after, [plain]), repoPath('.sealgate.yaml'));

  test('each is a warning at its line', () => {
    const found = findings(matches, { severity: (one) => before.severity(one) });
    assert.equal(
      found.map((one) => [one.severity, one.location.line, one.message]),
      [
        ['warning', 3, 'core/secret-plain: off instead of error'],
        ['warning', 4, 'a/ is excluded'],
        ['warning', 4, 'b/ is excluded'],
      ],
    );
  });

  test('new waivers and a growing baseline are loosenings too', () => {
    assert.equal(
      newWaivers(waiver.entries).map((one) => one.what),
      ['a waiver of core/secret-plain is new (me, until 2026-06-30)'],
    );
    assert.equal(
      grownBaseline(emptyBaseline, known, '.sealgate/baseline').map((one) => one.what),
      ['the baseline grows by one finding'],
    );
    assert.equal(grownBaseline(known, emptyBaseline, '.sealgate/baseline'), []);
  });

  test('the rules of the gate can be configured like any other', () => {
    const strict = policyOf('rules: { policy/loosened: error }');
    assert.equal([...new Set(matches.map((one) => strict.severity(one)))], ['error']);
    assert.ok(gateRules.every((one) => one.id.startsWith('policy/')));
  });

  test('an observation without words is filled with general ones', () => {
    const [one] = findings(
      [
        match(
          rule('a/b', { message: '{key} {resource} {detail.x} {mask} {path}' }),
          observation('a', { resource: null, keyPath: '' }),
          path,
        ),
      ],
      { severity: () => 'info' },
    );
    assert.is(one?.message, 'the value this file ? *** apps/db/secret.yaml');
  });
});
