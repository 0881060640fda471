import type { ObservationFact } from '../model/fact.ts';
import { type RepoPath, ruleId } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { Rule } from '../model/rule.ts';

const nothing = { references: [], examples: { fail: [], pass: [], gaps: [] } } as const;

/** A change makes the policy itself laxer. */
export const loosened: Rule = {
  ...nothing,
  id: ruleId('policy/loosened'),
  title: 'Policy made laxer by this change',
  severity: 'warning',
  class: 'policy',
  subject: 'change',
  match: { system: 'policy', aspect: 'loosened' },
  message: '{detail.what}',
  why: 'This change is still judged by the policy of its base; the next one is judged by what it leaves behind.',
  remedy: 'Let somebody who answers for the policy look at this line before it is merged.',
};

/** A file uses a secret system that the policy does not allow there. */
export const systemNotAllowed: Rule = {
  ...nothing,
  id: ruleId('policy/system-not-allowed'),
  title: 'Secret system that is not allowed here',
  severity: 'error',
  class: 'policy',
  subject: 'document',
  match: { system: 'policy', aspect: 'system-not-allowed' },
  message: '{detail.system} is used here; the policy allows {detail.allowed} ({detail.source})',
  why: 'A team keeps to few secret systems so that it knows how to rotate every one of them when something leaks.',
  remedy: 'Bring the secret in by a system that the policy allows at this path.',
};

/** Something encrypted can be opened by somebody whom the policy does not list. */
export const recipientNotAllowed: Rule = {
  ...nothing,
  id: ruleId('policy/recipient-not-allowed'),
  title: 'Recipient that is not allowed here',
  severity: 'error',
  class: 'policy',
  subject: 'document',
  match: { system: 'policy', aspect: 'recipient-not-allowed' },
  message: '{detail.recipient} can open this file; the policy does not list it ({detail.source})',
  why: 'Whoever holds that key reads every value of the file, in this version and in all that were encrypted to it.',
  remedy: [
    'Correct .sops.yaml, then take the recipient out and make a new data key:',
    '  sops updatekeys {path}',
    '  sops rotate --in-place {path}',
    'What was committed before stays readable for that recipient: rotate the values too.',
  ].join('\n'),
};

/** People seal with a certificate whose key is not one that the policy lists. */
export const certificateNotAllowed: Rule = {
  ...nothing,
  id: ruleId('policy/certificate-not-allowed'),
  title: 'Sealing certificate that is not allowed here',
  severity: 'error',
  class: 'policy',
  subject: 'document',
  match: { system: 'policy', aspect: 'certificate-not-allowed' },
  message: 'The certificate {detail.recipient} is not one that the policy lists ({detail.source})',
  why: 'Whoever holds its private key reads everything that is sealed with it; a certificate that is exchanged unnoticed seals for somebody else.',
  remedy: [
    'Put the controller’s own certificate back:',
    '  kubeseal --fetch-cert > {path}',
    'If anything was sealed with this one, rotate those values. If it is meant, list its fingerprint under recipients.',
  ].join('\n'),
};

/** The rules that the gate itself judges by; the others come from rule files. They can be configured like any other. */
export const gateRules: readonly Rule[] = [loosened, systemNotAllowed, recipientNotAllowed, certificateNotAllowed];

/** A match of one of these rules. `keyPath` tells it from others of the same file, whatever line it stands in. */
export function gateMatch(
  rule: Rule,
  path: RepoPath,
  place: ObservationFact['place'],
  keyPath: string,
  detail: ObservationFact['detail'],
): Match {
  const fact: ObservationFact = {
    subject: rule.subject === 'change' ? 'change' : 'document',
    system: 'policy',
    aspect: rule.id.slice('policy/'.length),
    place,
    resource: null,
    key: null,
    keyPath,
    detail,
    example: false,
    test: false,
  };
  return { rule, fact, path, blob: null, specificity: 2 };
}
