/** What a scan cannot judge makes it incomplete and takes nothing else with it. */
import * as assert from 'uvu/assert';
import type { Fact } from '../../src/model/fact.ts';
import { type BlobId, repoPath } from '../../src/model/ids.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import type { Read } from '../../src/scan/entry.ts';
import { establish } from '../../src/scan/establish.ts';
import { memory } from '../../src/scan/examples.ts';
import { scan } from '../../src/scan/scan.ts';
import { Tally } from '../../src/scan/tally.ts';
import { systems } from '../../src/systems/registry.ts';
import type { System } from '../../src/systems/system.ts';
import { profileOf } from '../../src/text/profile.ts';
import { clean, secret, value } from '../support/secrets.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();

async function scanned(files: Readonly<Record<string, string>>, change: Partial<Parameters<typeof scan>[0]> = {}) {
  const tally = new Tally();
  const { entries, read, readAt } = memory({ files, before: {}, earlier: [] });
  const { matches } = await scan({ entries, read, readAt, treesOf: () => [''], rules, tally, ...change });
  const { incomplete, blobs, unparsed } = tally.coverage('', 0);
  return { found: [...new Set(matches.map(({ path }) => path))].sort(), incomplete, blobs, unparsed };
}

suite('what cannot be judged', (test) => {
  test('a failure of ours names the file, without what it says, and the others are judged', async () => {
    const failing = {
      run(facts: Iterable<Fact>) {
        const all = [...facts];
        if (all.some((fact) => fact.resource?.name === 'bad')) throw new RangeError(`bad ${value}`);
        return rules.run(all);
      },
      isSilentOnHarmless: () => false,
    };
    const { found, incomplete } = await scanned(
      { 'a.yaml': secret, 'x\n.yaml': secret.replace('ledger-db', 'bad'), 'z.yaml': secret.replace('ledger-db', 'other') },
      { rules: failing },
    );
    assert.equal(found, ['a.yaml', 'z.yaml']);
    assert.equal(incomplete, [{ reason: 'sealgate failed (RangeError)', count: 1, repair: 'look by hand at x\n.yaml' }]);
  });

  test('a malformed object is told as such, and what stands beside it is judged', async () => {
    const malformed =
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: bad, namespace: payments}\nspec: {encryptedData: [a, b]}\n';
    const list = `apiVersion: v1\nkind: List\nitems:\n${[malformed, secret].map((one) => one.trimEnd().replace(/^/gm, '    ').replace('    ', '  - ')).join('\n')}\n`;
    for (const text of [`${malformed}---\n${secret}`, list]) {
      const { entries, read, readAt } = memory({ files: { 'a.yaml': text }, before: {}, earlier: [] });
      const { matches } = await scan({ entries, read, readAt, treesOf: () => [''], rules, tally: new Tally() });
      const told = matches.map(({ rule }) => rule.id as string);
      assert.ok(told.includes('sealed-secrets/malformed'), told.join());
      assert.ok(told.includes('core/secret-plain'), told.join());
    }
  });

  for (const hook of ['read', 'document', 'text', 'stream', 'envelope'] as const) {
    test(`a system that fails in ${hook} takes nothing down with it, and the file counts as not read in full`, async () => {
      const broken = systems.find((one) => one.id === 'kamus') as { -readonly [key in keyof System]: System[key] };
      const whole = { ...broken };
      const kamus = 'apiVersion: soluto.com/v1alpha2\nkind: KamusSecret\nmetadata: {name: bad, namespace: payments}\n';
      broken[hook] = () => {
        throw new TypeError(`bad ${value}`);
      };
      try {
        const { entries, read, readAt } = memory({ files: { 'a.yaml': `${kamus}---\n${secret}---\na: b\n` }, before: {}, earlier: [] });
        const tally = new Tally();
        const { matches } = await scan({ entries, read, readAt, treesOf: () => [''], rules, tally });
        assert.ok(matches.some(({ rule }) => (rule.id as string) === 'core/secret-plain'));
        assert.equal(tally.coverage('', 0).incomplete, [
          { reason: 'sealgate failed (TypeError)', count: 1, repair: 'look by hand at a.yaml' },
        ]);
        const facts = establish(new TextEncoder().encode(kamus), profileOf(repoPath('a.yaml')));
        const told = facts.facts.filter(({ aspect }) => aspect === 'malformed');
        assert.equal(
          told.map((fact) => fact.detail),
          hook === 'read' ? [{ reason: 'sealgate failed (TypeError)' }] : [],
        );
      } finally {
        for (const name of [hook]) if (whole[name] === undefined) delete broken[name];
        Object.assign(broken, whole);
      }
    });
  }

  for (const { name, text, expect } of [
    { name: 'clean text', text: clean, expect: [] },
    { name: 'a broken Secret whose values the line reader finds', text: `${secret}  broken: [\n`, expect: [] },
    {
      name: 'a broken Secret of one line',
      text: '{"kind":"Secret","data":[',
      expect: ['broken text that speaks of a Secret cannot be read'],
    },
    {
      name: 'a Secret in a script, found as an object and in the string',
      text: `run:\n  - |\n    P=$(cat p)\n    cat <<EOF | kubectl apply -f -\n${secret.replace(/^/gm, '    ').trimEnd()}\n    EOF\n`,
      expect: [],
    },
    { name: 'broken text about something else', text: '{"kind":"Pod","a":{"a":"YWJj"', expect: [] },
    { name: 'a template that no grammar reads', text: 'kind: Secret\n{{ range }}: [\n', expect: [] },
    { name: 'nesting', text: `a: ${'['.repeat(300)}${']'.repeat(300)}\n`, expect: ['a document is nested deeper than the limit'] },
    {
      name: 'aliases of aliases',
      text: [
        'a: &a [x, x, x, x, x, x, x, x, x]',
        ...'bcdefg'.split('').map((key, index) => `${key}: &${key} [${`*${'abcdef'[index]}, `.repeat(9)}]`),
        '',
      ].join('\n'),
      expect: ['a document expands to more aliases than the limit'],
    },
  ]) {
    test(`${name}: ${expect[0] ?? 'complete'}`, async () => {
      const { incomplete } = await scanned({ 'a.yaml': text });
      assert.equal(
        incomplete.map(({ reason }) => reason),
        expect,
      );
    });
  }

  test('a few of many files are named', async () => {
    const files = Object.fromEntries([1, 2, 3, 4, 5].map((one) => [`${one}.yaml`, `{"kind":"Secret","n${one}":1,"data":[`]));
    const { incomplete } = await scanned(files);
    assert.equal(
      incomplete.map(({ count, repair }) => `${count} ${repair}`),
      ['5 look by hand at 1.yaml, 2.yaml, 3.yaml and 2 more'],
    );
  });

  for (const { name, answer, reason } of [
    { name: 'missing', answer: (id: BlobId): Read => ({ kind: 'missing', id, told: false }), reason: ['an object is missing or damaged'] },
    { name: 'missing, as is known', answer: (id: BlobId): Read => ({ kind: 'missing', id, told: true }), reason: [] },
    {
      name: 'unreadable',
      answer: (id: BlobId): Read => ({ kind: 'unreadable', id, reason: 'EACCES' }),
      reason: ['a file cannot be read (EACCES)'],
    },
    {
      name: 'too large',
      answer: (id: BlobId): Read => ({ kind: 'tooLarge', id, size: 1, start: Buffer.from('a: b') }),
      reason: ['a file is larger than the limit'],
    },
    {
      name: 'too large, and no text',
      answer: (id: BlobId): Read => ({ kind: 'tooLarge', id, size: 1, start: Buffer.from('1f8b0800000000000003', 'hex') }),
      reason: [],
    },
  ]) {
    test(`what is ${name} counts where it is judged, not where it is only compared with`, async () => {
      const asked = { files: { 'a.yaml': clean, 'b.yaml': secret }, before: { 'b.yaml': clean.replace('info', 'warn') }, earlier: [] };
      const { entries } = memory(asked);
      const [lost, kept] = entries;
      for (const [id, expect] of [
        [lost?.blob, reason],
        [kept?.before ?? undefined, []],
      ] as const) {
        const { read, readAt } = memory(asked);
        const tally = new Tally();
        const answering = async function* (ids: readonly BlobId[]) {
          for await (const one of read(ids, 1)) yield one.id === id ? answer(one.id) : one;
        };
        const { matches } = await scan({ entries, read: answering, readAt, treesOf: () => [], rules, tally });
        assert.equal(
          [tally.coverage('', 0).incomplete.map((gap) => gap.reason), matches.some(({ path }) => path === repoPath('b.yaml'))],
          [expect, true],
        );
      }
    });
  }
});
