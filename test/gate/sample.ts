import { Concealed } from '../../src/model/concealed.ts';
import type { ObservationFact, ValueFact } from '../../src/model/fact.ts';
import { blobId, repoPath, ruleId } from '../../src/model/ids.ts';
import type { Match } from '../../src/model/match.ts';
import { pointer } from '../../src/model/pointer.ts';
import type { Rule } from '../../src/model/rule.ts';
import { maskOf } from '../../src/text/mask.ts';

/** A rule with what a test says of it. */
export function rule(id: string, given: Partial<Rule> = {}): Rule {
  return {
    id: ruleId(id),
    title: `Title of ${id}`,
    severity: 'error',
    class: 'leak',
    subject: 'value',
    match: {},
    message: '{key} of {resource} stands in clear',
    why: 'Everyone can read it.',
    remedy: 'Seal it:\n  kubeseal --name {name} --namespace {namespace} < {path}',
    references: ['https://example.org/why'],
    examples: { fail: [], pass: [], gaps: [] },
    ...given,
  };
}

/** A value of a Secret, with what a test says of it. */
export function value(content: string, given: Partial<ValueFact> & { readonly line?: number } = {}): ValueFact {
  const { line = 7, ...rest } = given;
  const key = rest.key ?? 'password';
  return {
    subject: 'value',
    system: 'core',
    aspect: 'secret-data',
    place: {
      document: 0,
      line,
      column: 13,
      endLine: line,
      endColumn: 13 + content.length,
      pointer: pointer('data', key),
      inner: pointer(),
    },
    resource: { apiVersion: 'v1', kind: 'Secret', namespace: 'prod', name: 'db' },
    key,
    keyPath: `data.${key}`,
    detail: {},
    container: 'secret',
    protection: 'plain',
    damage: null,
    layers: [],
    envelope: null,
    selected: null,
    sensitivity: { verdict: 'secret', shape: 'random', token: null, reasons: ['the key name says password'] },
    weakness: [],
    liveExport: null,
    read: 'parsed',
    example: false,
    test: false,
    mask: maskOf(content.length),
    content: new Concealed(content),
    ...rest,
  };
}

/** Something said of a SealedSecret rather than of a value. */
export function observation(aspect: string, given: Partial<ObservationFact> = {}): ObservationFact {
  return {
    subject: 'resource',
    system: 'sealed-secrets',
    aspect,
    place: { document: 0, line: 4, column: 3, endLine: 4, endColumn: 9, pointer: pointer('metadata'), inner: pointer() },
    resource: { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', namespace: 'prod', name: 'db' },
    key: null,
    keyPath: 'metadata',
    detail: {},
    example: false,
    test: false,
    ...given,
  };
}

export function match(by: Rule, fact: Match['fact'], path = 'apps/db/secret.yaml', given: Partial<Match> = {}): Match {
  return { rule: by, fact, path: repoPath(path), blob: null, specificity: 3, ...given };
}

/** The nth blob id there is. */
export const blob = (n: number) => blobId(n.toString(16).padStart(40, '0'));
