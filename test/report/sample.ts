import { readFileSync, writeFileSync } from 'node:fs';
import { findings } from '../../src/gate/findings.ts';
import { verdict } from '../../src/gate/verdict.ts';
import type { Finding, WaivedFinding } from '../../src/model/finding.ts';
import { repoPath } from '../../src/model/ids.ts';
import type { Match } from '../../src/model/match.ts';
import type { Coverage, Report } from '../../src/model/report.ts';
import type { Rules } from '../../src/report/blocks.ts';
import { match, observation, rule, value } from '../gate/sample.ts';

export const plain = rule('core/secret-plain', {
  title: 'Secret with values in clear',
  why: 'A Secret in Git is readable by everyone who can fetch the repository, now and in every clone and fork.',
  remedy:
    'Take the value out of Git and rotate it.\nThen bring the new value in sealed:\n  kubectl create secret generic {name} -n {namespace} --from-literal={key}=NEW | kubeseal > {name}.sealed.yaml',
});
export const wide = rule('sealed-secrets/cluster-wide', {
  title: 'SealedSecret sealed cluster-wide',
  severity: 'warning',
  class: 'policy',
  message: '{resource} can be unsealed in any namespace under any name',
});
export const weak = rule('weak/short', { title: 'Very short value', severity: 'warning', class: 'smell' });
export const rules: Rules = new Map([plain, wide, weak].map((one) => [one.id, one]));

export const coverage: Coverage = {
  blobs: 3,
  bytes: 32_768,
  documents: 4,
  resources: 4,
  values: 1112,
  skipped: [{ reason: 'binary', count: 3, examples: ['logo.png', 'favicon.ico'] }],
  unparsed: [{ path: 'charts/web/templates/secret.yaml', line: 3, reason: 'template' }],
  incomplete: [],
  scope: 'staged changes',
  milliseconds: 46,
};

export const gap = { reason: 'objects are missing from a partial clone', count: 3, repair: 'git fetch --refetch' };

export const found = (matches: readonly Match[]): readonly Finding[] => findings(matches, { severity: (one) => one.rule.severity });

/** A report over these findings, judged at the default threshold. */
export function report(open: readonly Finding[], given: Partial<Report> = {}): Report {
  const read = given.coverage ?? coverage;
  return {
    version: 1,
    tool: { name: 'sealgate', version: '1.2.3', rules: 'abc' },
    ...verdict(open, 'error', read),
    threshold: 'error',
    coverage: read,
    findings: open,
    waived: [],
    baselined: [],
    notes: [],
    ...given,
  };
}

export function waived(finding: Finding, state: WaivedFinding['waiver']['state'] = 'active'): WaivedFinding {
  return { ...finding, waiver: { reason: 'test data', owner: '@platform', expires: '2026-06-30', source: 'a.yaml:6', state } };
}

/** The everyday case: a value at two places, a weak one beside it, a wide scope, something waived, something known. */
export function everyday(): Report {
  const open = found([
    match(plain, value('shared-value'), 'apps/db/secret.yaml'),
    match(weak, value('shared-value'), 'apps/db/secret.yaml', { specificity: 1 }),
    match(
      plain,
      value('shared-value', { resource: { apiVersion: 'v1', kind: 'Secret', namespace: 'prod', name: 'web' } }),
      'apps/web/secret.yaml',
    ),
    match(wide, observation('cluster-wide'), 'infra/sealed.yaml'),
  ]);
  const [one] = found([match(plain, value('other', { key: 'token', line: 9 }), 'test/a.yaml')]);
  if (one === undefined) throw new Error('the sample has no finding');
  return report(open, { waived: [waived(one)], baselined: [one], notes: ['the policy comes from HEAD'] });
}

/** One of each severity with every name an attacker may choose. */
export function hostile(name: string): Report {
  const resource = { apiVersion: name, kind: name, namespace: name, name };
  const given = { key: name, keyPath: name, resource };
  const open = found([
    match(
      plain,
      value('canary-0f3d', { ...given, sensitivity: { verdict: 'secret', shape: 'random', token: null, reasons: [name] } }),
      name,
    ),
    match(wide, observation('cluster-wide', { ...given, detail: { word: name } }), name),
  ]).map((one) => ({ ...one, introduced: { commit: 'c'.repeat(40), date: '2026-01-02T00:00:00Z', author: name }, refs: [name] }));
  const [first] = open;
  if (first === undefined) throw new Error('the sample has no finding');
  const bad: Coverage = {
    ...coverage,
    skipped: [{ reason: 'binary', count: 1, examples: [name] }],
    unparsed: [{ path: repoPath(name), line: 1, reason: 'syntax' }],
    incomplete: [{ ...gap, repair: `git fetch # ${name}` }],
    scope: name,
  };
  const waiver = { reason: name, owner: name, expires: '2026-06-30', source: `${name}:3`, state: 'active' as const };
  return report(open, { coverage: bad, waived: [{ ...first, waiver }], baselined: [first], notes: [name] });
}

/** Compares a whole output with its file; `SEALGATE_WRITE_LAYOUT=1` writes the file, to be read before it is committed. */
export function layout(name: string, actual: string): string {
  const file = new URL(`data/${name}`, import.meta.url);
  if (process.env['SEALGATE_WRITE_LAYOUT'] === '1') writeFileSync(file, actual);
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

export const data = (name: string): unknown => JSON.parse(readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8'));
