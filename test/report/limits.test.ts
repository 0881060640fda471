import * as assert from 'uvu/assert';
import type { Finding } from '../../src/model/finding.ts';
import { toGithub } from '../../src/report/github.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { toSarif } from '../../src/report/sarif.ts';
import { toText } from '../../src/report/text.ts';
import { match, value } from '../gate/sample.ts';
import { suite } from '../support/suite.ts';
import { coverage, everyday, found, gap, plain, report, rules, waived, wide } from './sample.ts';

const [error, warning] = [plain, wide].map((rule) => found([match(rule, value('x'))])[0]) as [Finding, Finding];
const many = (one: Finding, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) => ({ ...one, location: { ...one.location, line: index + 1 } }));

suite('annotations', (test) => {
  const lines = (of: ReturnType<typeof report>) => toGithub(of, rules).trimEnd().split('\n');
  const levels = (all: readonly string[]) =>
    ['error', 'warning', 'notice'].map((level) => all.filter((line) => line.startsWith(`::${level}`)).length);

  test('ten of each level, gravest first, the rest counted', () => {
    const info: Finding = { ...error, severity: 'info' };
    const all = lines(report([...many(error, 12), ...many(warning, 11), ...many(info, 3)]));
    assert.equal(levels(all), [10, 10, 3]);
    assert.is(all.at(-1), '3 more findings without an annotation: the job summary lists them');
    assert.match(all[0] ?? '', /^::error/);
  });

  test('a gap takes the first place of the errors', () => {
    const all = lines(report(many(error, 12), { coverage: { ...coverage, incomplete: [gap] } }));
    assert.equal(levels(all), [10, 0, 0]);
    assert.match(all[0] ?? '', 'Not read: objects are missing');
    assert.match(all.at(-1) ?? '', /^3 more/);
  });

  test('what is gone from the tree has no line to stand at: its commit is named', () => {
    const introduced = { commit: 'abcdef0123'.repeat(4), date: '2026-01-01T00:00:00Z', author: 'Ann' };
    const [line = ''] = lines(report([{ ...error, current: false, introduced }]));
    assert.not.match(line, 'file=');
    assert.match(line, 'apps/db/secret.yaml:7, no longer in the tree, still in history, introduced in abcdef0123');
  });

  test('nothing found, nothing printed', () => assert.is(toGithub(report([]), rules), ''));
});

suite('job summary', (test) => {
  test('rows are cut at 300 and the rest is counted', () => {
    const text = toMarkdown(report(many(error, 305)), rules);
    assert.is(text.split('\n').filter((line) => line.startsWith('| **error**')).length, 300);
    assert.match(text, 'and 5 more findings: the JSON and SARIF reports hold all of them');
  });

  test('it stays within its budget of bytes and says that it was cut', () => {
    for (const mostBytes of [1500, 3000, 20_000]) {
      const text = toMarkdown(report(many({ ...error, message: '•'.repeat(500) }, 100)), rules, { mostBytes });
      assert.ok(Buffer.byteLength(text) <= mostBytes, `${Buffer.byteLength(text)} of ${mostBytes}`);
      assert.match(text, /more findings|Cut to fit/);
    }
  });

  test('a finding of a middle commit names it', () => {
    const introduced = { commit: 'abcdef0123'.repeat(4), date: '2026-01-01T00:00:00Z', author: 'Ann' };
    assert.match(
      toMarkdown(report([{ ...error, current: false, introduced }]), rules),
      'in `abcdef0123`, no longer in the tree, still in history',
    );
  });
});

interface Artifact {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}
interface Result {
  readonly suppressions?: readonly { readonly kind: string }[];
  readonly partialFingerprints: object;
  readonly relatedLocations?: readonly Artifact[];
  readonly locations: readonly Artifact[];
}
interface DescribedRule {
  readonly helpUri: string;
  readonly properties: object;
  readonly help: { readonly markdown: string };
}
interface Sarif {
  readonly runs: readonly {
    readonly results: readonly Result[];
    readonly tool: { readonly driver: { readonly rules: readonly DescribedRule[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}
const sarif = (of: ReturnType<typeof report>) => {
  const [run] = (JSON.parse(toSarif(of, rules)) as Sarif).runs;
  if (run === undefined) throw new Error('no run');
  return run;
};

suite('SARIF', (test) => {
  test('at most 25,000 results, and how many are left out', () => {
    const run = sarif(report(many(error, 25_003)));
    assert.is(run.results.length, 25_000);
    assert.match(run.invocations[0]?.toolExecutionNotifications[0]?.message.text ?? '', /^3 findings are left out/);
  });

  test('what is waived or known is suppressed, with its reason', () => {
    const of = report([error], { waived: [waived(error), waived(error, 'pending'), waived(error, 'expired')], baselined: [error] });
    assert.equal(
      sarif(of).results.map((one) => one.suppressions ?? null),
      [
        null,
        [{ kind: 'inSource', status: 'accepted', justification: 'test data (@platform, until 2026-06-30)' }],
        [{ kind: 'inSource', status: 'underReview', justification: 'test data (@platform, until 2026-06-30)' }],
        [{ kind: 'inSource', status: 'accepted', justification: 'test data (@platform, until 2026-06-30, expired)' }],
        [{ kind: 'external', status: 'accepted', justification: 'in the baseline' }],
      ],
    );
  });

  test('a waiver of the file is external', () => {
    const one = waived(error);
    const of = report([], { waived: [{ ...one, waiver: { ...one.waiver, source: '.sealgate/waivers.yaml:3' } }] });
    assert.is(sarif(of).results[0]?.suppressions?.[0]?.kind, 'external');
  });

  test('the fingerprint is ours and the line hash is made of it', () => {
    assert.equal(sarif(report([error])).results[0]?.partialFingerprints, {
      'sealgate/v1': error.fingerprint,
      primaryLocationLineHash: `${error.fingerprint}:1`,
    });
  });

  test('equal values are related locations', () => {
    const related = sarif(everyday()).results[0]?.relatedLocations ?? [];
    assert.equal(
      related.map((one) => one.physicalLocation.artifactLocation.uri),
      ['apps/web/secret.yaml'],
    );
  });

  test('a rule has help, a link and a severity as a string', () => {
    const [rule] = sarif(report([error])).tool.driver.rules;
    assert.equal(rule?.helpUri, 'https://example.org/why');
    assert.equal(rule?.properties, { tags: ['security', 'gitops', 'leak'], 'security-severity': '9.0' });
    assert.match(rule?.help.markdown ?? '', '```sh\nkubectl create secret generic NAME -n NAMESPACE');
  });

  test('paths are relative URIs, bytes that are not UTF-8 as they were', () => {
    const uri = (path: string) => {
      const [one] = found([match(plain, value('x'), path)]);
      return sarif(report(one === undefined ? [] : [one])).results[0]?.locations[0]?.physicalLocation.artifactLocation;
    };
    for (const [path, expected] of [
      ['a b/c#d?e.yaml', 'a%20b/c%23d%3Fe.yaml'],
      ['c:/x', 'c%3A/x'],
      ['../x', '%2E%2E/x'],
      ['ä/\udcff.yaml', '%C3%A4/%FF.yaml'],
      ['😀\ud800', '%F0%9F%98%80%EF%BF%BD'],
    ] as const) {
      assert.equal(uri(path), { uri: expected, uriBaseId: 'SRCROOT' });
    }
  });

  test('an incomplete run was not successful', () => {
    assert.is(sarif(report([], { coverage: { ...coverage, incomplete: [gap] } })).invocations[0]?.executionSuccessful, false);
  });
});

suite('text', (test) => {
  const text = (of: ReturnType<typeof report>, width = 100, colour = false) => toText(of, rules, { colour, width });

  test('above 50 findings one line each, 20 of a rule, the rest counted', () => {
    const short = text(report(many(error, 51)));
    assert.is(short.split('\n').filter((line) => line.startsWith('  apps/')).length, 20);
    assert.match(short, 'and 31 more places; --format json lists all');
    assert.match(short, 'sealgate explain core/secret-plain');
    assert.match(short, 'sealgate: 51 errors in staged changes');
  });

  test('no line of running text is wider than the terminal', () => {
    const told = text(everyday(), 60).split('\n');
    const [first, last] = [told.findIndex((line) => line.startsWith('  why')), told.findIndex((line) => line.includes('in sealed:'))];
    assert.ok(first > 0 && last > first + 2);
    for (const line of told.slice(first, last)) assert.ok(line.length <= 60, line);
  });

  test('colour is asked for, never guessed', () => {
    assert.not.match(text(everyday()), '\u001b');
    const coloured = text(everyday(), 100, true);
    assert.match(coloured, '\u001b[31m');
    assert.is(coloured.replace(/\u001b\[\d+m/g, ''), text(everyday()));
  });

  test('where and when history first had it, and that it is gone', () => {
    const introduced = { commit: '3f2a9c1e00'.repeat(4), date: '2026-01-04T10:00:00Z', author: 'Ann' };
    const told = text(report([{ ...error, introduced, current: false, occurrences: 3 }]));
    assert.match(told, 'since 2026-01-04 in 3f2a9c1e00 by Ann, 3 times; gone from the current tree, still in history');
  });

  test('a rule that is not known is still told', () => {
    assert.match(toText(report([error]), new Map(), { colour: false, width: 100 }), 'password of Secret prod/db stands in clear');
  });

  test('a terminal of no width is no trouble', () => assert.match(text(everyday(), 0), 'sealgate: 2 errors'));
});
