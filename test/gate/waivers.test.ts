import * as assert from 'uvu/assert';
import { findings } from '../../src/gate/findings.ts';
import { inlineWaivers } from '../../src/gate/inline-waiver.ts';
import { defaultWaivers } from '../../src/gate/policy.ts';
import type { WaiverEntry } from '../../src/gate/waiver.ts';
import { parseWaivers } from '../../src/gate/waiver-file.ts';
import { brought, type WaiverBook, type Waiving, waive } from '../../src/gate/waiving.ts';
import { repoPath } from '../../src/model/ids.ts';
import { suite } from '../support/suite.ts';
import { match, rule, value } from './sample.ts';

const path = repoPath('apps/db/secret.yaml');
const form = 'sealgate: allow core/secret-plain until 2026-06-30 by @platform -- test data';
const facts = (line: number, comment: string, ownLine = true, valueLine = 7) => ({
  comments: [{ text: comment, line, ownLine }],
  facts: [value('x', { line: valueLine, key: `key${valueLine}` })],
});

const malformed: readonly { readonly name: string; readonly input: string; readonly expect: string }[] = [
  { name: 'nothing said', input: 'sealgate:', expect: 'it does not say which rule it allows' },
  { name: 'another word', input: 'sealgate: ignore', expect: 'it does not say which rule it allows' },
  { name: 'every rule', input: 'sealgate: allow * until 2026-06-30 by me -- x', expect: 'it must name one rule by its id' },
  { name: 'no date', input: 'sealgate: allow core/secret-plain by me -- x', expect: 'it does not say until when' },
  {
    name: 'no day of the calendar',
    input: 'sealgate: allow core/secret-plain until 2026-02-30 by me -- x',
    expect: 'its date is no day of the calendar in the form YYYY-MM-DD',
  },
  { name: 'no owner', input: 'sealgate: allow core/secret-plain until 2026-06-30 -- x', expect: 'it does not say by whom' },
  { name: 'no reason', input: 'sealgate: allow core/secret-plain until 2026-06-30 by me', expect: 'it gives no reason' },
  { name: 'an empty reason', input: 'sealgate: allow core/secret-plain until 2026-06-30 by me -- ', expect: 'it gives no reason' },
];

suite('inline waiver', (test) => {
  for (const { name, input, expect } of malformed) {
    test(`${name} is reported with the form that is accepted`, () => {
      const found = inlineWaivers(path, facts(6, input));
      assert.equal(found.entries, []);
      assert.is(found.malformed[0]?.line, 6);
      assert.is(found.malformed[0]?.sentence, `${expect}; the form is: # sealgate: allow RULE until YYYY-MM-DD by OWNER -- reason`);
    });
  }

  test('a malformed one is never quoted: a secret may stand in it', () => {
    const found = inlineWaivers(path, facts(6, 'sealgate: allow canary-0f3d'));
    assert.not.ok(JSON.stringify(found).includes('canary'));
  });

  test('all its parts are read', () => {
    const [entry] = inlineWaivers(
      path,
      facts(6, 'Sealgate: allow core/secret-plain until 2026-06-30 by Ann B. <ann@example.org> -- old -- but dead'),
    ).entries;
    assert.equal(
      [entry?.rule, entry?.expires, entry?.owner, entry?.reason, entry?.source],
      ['core/secret-plain', '2026-06-30', 'Ann B. <ann@example.org>', 'old -- but dead', 'apps/db/secret.yaml:6'],
    );
  });

  test('other comments are left alone', () => {
    assert.equal(inlineWaivers(path, facts(6, 'see sealgate: allow')), { entries: [], malformed: [] });
  });
});

const found = (...lines: readonly number[]) =>
  findings(
    lines.map((line) => match(rule('core/secret-plain'), value('x', { line, key: `key${line}` }), path)),
    { severity: () => 'error' },
  );

const waiving = (given: Partial<Waiving> = {}): Waiving => ({
  today: '2026-06-01',
  settings: defaultWaivers,
  honour: () => ({ counts: false, because: '' }),
  touched: () => true,
  complete: true,
  ...given,
});
const base = (...entries: readonly WaiverEntry[]): WaiverBook => ({ base: entries, brought: [] });
const inline = (line: number, ownLine: boolean, comment = form) => inlineWaivers(path, facts(line, comment, ownLine)).entries;

suite('waiver: what it covers', (test) => {
  const covered = (entries: readonly WaiverEntry[], ...lines: readonly number[]) =>
    waive(found(...lines), base(...entries), waiving()).waived.map((one) => one.location.line);

  test('its own line', () => assert.equal(covered(inline(7, false), 6, 7, 8), [7]));
  test('the line below, when it stands alone', () => assert.equal(covered(inline(6, true), 6, 7, 8), [7]));
  test('stacked waivers cover the same line', () => {
    const comments = [
      { text: form.replace('plain', 'base64'), line: 5, ownLine: true },
      { text: form, line: 6, ownLine: true },
    ];
    const { entries } = inlineWaivers(path, { comments, facts: [] });
    assert.equal(
      entries.map((one) => one.place.kind === 'line' && one.place.line),
      [7, 7],
    );
  });
  test('a block scalar is covered above its key and beside it', () => {
    const block = found(8).map((one) => ({ ...one, keyPath: 'data.key7', location: { ...one.location, endLine: 12 } }));
    for (const entries of [inline(6, true), inline(7, false)]) assert.is(waive(block, base(...entries), waiving()).waived.length, 1);
  });
  test('only its rule', () => assert.equal(covered(inline(7, false, form.replace('plain', 'base64')), 7), []));
  test('only its file', () => {
    const { entries } = inlineWaivers(repoPath('other.yaml'), facts(7, form, false));
    assert.equal(covered(entries, 7), []);
  });

  const described = (place: string) =>
    parseWaivers(`version: 1\nwaivers:\n  - { rule: core/secret-plain, ${place}, reason: r, owner: o, expires: 2026-06-30 }\n`);
  for (const [place, count] of [
    ['path: apps/**', 2],
    ['path: infra/**', 0],
    ['resource: Secret/prod/db', 2],
    ['resource: Secret/db', 2],
    ['resource: Secret/dev/db', 0],
    ['resource: Secret/*/db', 2],
    ['key: key7', 1],
    ['key: data.key*', 2],
    ['path: apps/**, key: key9', 1],
    ['path: infra/**, key: key9', 0],
    [`fingerprint: ${found(7)[0]?.fingerprint}`, 1],
  ] as const) {
    test(`${place.slice(0, 40)} covers ${count} of 2`, () => assert.is(covered(described(place), 7, 9).length, count));
  }
});

suite('waiver: whether it counts', (test) => {
  const [entry] = inline(7, false);
  const expiring = (expires: string): WaiverEntry[] => (entry === undefined ? [] : [{ ...entry, expires }]);
  const outcome = (book: WaiverBook, given: Partial<Waiving> = {}) => {
    const { open, waived, notes } = waive(found(7), book, waiving(given));
    return [open.length, waived[0]?.waiver.state ?? null, ...notes.map((one) => one.kind)];
  };

  test('active', () => assert.equal(outcome(base(...expiring('2026-06-30'))), [0, 'active']));
  test('on its last day, with a warning', () => assert.equal(outcome(base(...expiring('2026-06-01'))), [0, 'active', 'expires-soon']));
  test('14 days ahead a warning, 15 none', () => {
    assert.equal(outcome(base(...expiring('2026-06-15'))), [0, 'active', 'expires-soon']);
    assert.equal(outcome(base(...expiring('2026-06-16'))), [0, 'active']);
  });
  test('expired fails a change that touches the place', () => assert.equal(outcome(base(...expiring('2026-05-31'))), [1, null, 'expired']));
  test('expired passes a change that does not, and says so', () => {
    assert.equal(outcome(base(...expiring('2026-05-31')), { touched: () => false }), [0, 'expired', 'expired']);
  });
  test('too far ahead', () => assert.equal(outcome(base(...expiring('2027-06-30'))), [1, null, 'refused']));
  test('inline, where the policy accepts none', () => {
    assert.equal(outcome(base(...expiring('2026-06-30')), { settings: { ...defaultWaivers, inline: 'never' } }), [1, null, 'refused']);
  });
  test('without the approver that the policy asks for', () => {
    assert.equal(outcome(base(...expiring('2026-06-30')), { settings: { ...defaultWaivers, requireApprover: true } }), [
      1,
      null,
      'refused',
    ]);
  });
  test('brought by the change itself', () => {
    const book = { base: [], brought: expiring('2026-06-30') };
    assert.equal(outcome(book), [1, null, 'pending']);
    assert.equal(outcome(book, { honour: () => ({ counts: true, because: '' }) }), [0, 'pending', 'pending']);
  });
  test('a file’s waiver that the change brings never counts', () => {
    const waivers = parseWaivers(
      'version: 1\nwaivers:\n  - { rule: core/secret-plain, path: apps/**, reason: r, owner: o, expires: 2026-06-30 }\n',
    );
    assert.equal(outcome({ base: [], brought: waivers }, { honour: () => ({ counts: true, because: '' }) }), [1, null, 'pending']);
  });
  test('unused, once everything was looked at', () => {
    const waivers = parseWaivers(
      'version: 1\nwaivers:\n  - { rule: core/secret-plain, path: gone/**, reason: r, owner: o, expires: 2026-06-30 }\n',
    );
    assert.equal(outcome(base(...waivers)), [1, null, 'unused']);
    assert.equal(outcome(base(...waivers), { complete: false }), [1, null]);
  });
  test('covering everything is too wide', () => {
    const waivers = parseWaivers(
      'version: 1\nwaivers:\n  - { rule: core/secret-plain, path: "**", reason: r, owner: o, expires: 2026-06-30 }\n',
    );
    assert.equal(outcome(base(...waivers)), [0, 'active', 'too-wide']);
  });
  test('covering very much is too wide', () => {
    const waivers = parseWaivers(
      'version: 1\nwaivers:\n  - { rule: core/secret-plain, path: apps/**, reason: r, owner: o, expires: 2026-06-30 }\n',
    );
    const many = found(...Array.from({ length: 11 }, (_, index) => index + 1));
    assert.equal(
      waive(many, base(...waivers), waiving()).notes.map((one) => one.sentence),
      ["the waiver of core/secret-plain in .sealgate/waivers.yaml:3 covers 11 findings: name each place, or change the rule's severity"],
    );
  });
});

suite('waiver: what a change brings', (test) => {
  const at = (line: number, valueLine: number, key = 'password') =>
    inlineWaivers(path, { comments: [{ text: form, line, ownLine: true }], facts: [value('x', { line: valueLine, key })] }).entries;
  const split = (a: readonly WaiverEntry[], b: readonly WaiverEntry[]) => {
    const book = brought(a, b);
    return [book.base.length, book.brought.length];
  };

  test('the same waiver at another line is the base’s', () => assert.equal(split(at(6, 7), at(16, 17)), [1, 0]));
  test('moved to another value it is new', () => assert.equal(split(at(6, 7), at(6, 7, 'token')), [0, 1]));
  test('a copy is new', () => assert.equal(split(at(6, 7), [...at(6, 7), ...at(16, 17)]), [1, 1]));
  test('a longer one is new', () => {
    const longer = at(6, 7).map((one) => ({ ...one, expires: '2026-12-31' }));
    assert.equal(split(at(6, 7), longer), [0, 1]);
  });
});

const refused: readonly { readonly name: string; readonly input: string; readonly expect: string }[] = [
  { name: 'no place', input: 'rule: core/a, reason: r, owner: o, expires: 2026-06-30', expect: "lacks 'path'" },
  { name: 'no reason', input: 'rule: core/a, path: a, owner: o, expires: 2026-06-30', expect: "waivers.0 lacks 'reason'" },
  {
    name: 'a blank owner',
    input: 'rule: core/a, path: a, reason: r, owner: " ", expires: 2026-06-30',
    expect: 'waivers.0.owner has not the expected form',
  },
  {
    name: 'no such day',
    input: 'rule: core/a, path: a, reason: r, owner: o, expires: 2026-02-30',
    expect: 'expires is no day of the calendar; accepted: YYYY-MM-DD',
  },
  {
    name: 'the owner as approver',
    input: 'rule: core/a, path: a, reason: r, owner: o, approver: o, expires: 2026-06-30',
    expect: 'the approver must not be the owner',
  },
  {
    name: 'a pattern of rules',
    input: 'rule: core/*, path: a, reason: r, owner: o, expires: 2026-06-30',
    expect: 'waivers.0.rule has not the expected form',
  },
  { name: 'a bad pattern', input: 'rule: core/a, path: ../a, reason: r, owner: o, expires: 2026-06-30', expect: 'leaves the repository' },
];

suite('waivers.yaml', (test) => {
  for (const { name, input, expect } of refused) {
    test(`${name} is refused, with its line`, () => {
      assert.throws(
        () => parseWaivers(`version: 1\nwaivers:\n\n  - { ${input} }\n`),
        (error: Error) => error.message.startsWith('.sealgate/waivers.yaml, line 4: ') && error.message.includes(expect),
      );
    });
  }
});
