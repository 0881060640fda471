import type { Place } from '../model/document.ts';
import type { Pointer } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { SnapshotFile } from '../model/snapshot.ts';
import type { CertificateNote } from '../systems/sealed-secrets/certificate.ts';
import type { Note } from '../systems/sealed-secrets/notes.ts';
import type { SopsNote } from '../systems/sops/note.ts';
import type { Allowances, Answer } from './allowances.ts';
import { certificateNotAllowed, gateMatch, recipientNotAllowed, systemNotAllowed } from './gate-rules.ts';
import type { Policy } from './policy.ts';

/** What a file uses that the policy does not allow at its path: a secret system, a recipient, a certificate to seal with. */
export function notAllowed(file: SnapshotFile, policy: Pick<Policy, 'systems' | 'recipients'>): Match[] {
  const found: Match[] = [];
  for (const [system, place] of systemsIn(file)) {
    const answer = policy.systems.at(file.path, system);
    if (answer.kind !== 'refused') continue;
    const allowed = answer.allow.length === 0 ? 'none' : answer.allow.join(', ');
    found.push(gateMatch(systemNotAllowed, file.path, place, `system ${system}`, { system, allowed, source: answer.source }));
  }
  for (const { id, place } of recipientsIn(file)) {
    const answer = askRecipient(policy.recipients, file.path, id);
    if (answer.kind !== 'refused') continue;
    found.push(gateMatch(recipientNotAllowed, file.path, place, `recipient ${id}`, { recipient: id, source: answer.source }));
  }
  for (const { spki, fingerprint, place } of certificatesIn(file)) {
    const answers = [spki, ...(fingerprint === null ? [] : [fingerprint])].map((id) => policy.recipients.at(file.path, id));
    const [first] = answers;
    // A list that names no certificate is about those who decrypt, and says nothing of certificates.
    if (first?.kind !== 'refused' || answers.some(({ kind }) => kind !== 'refused') || !first.allow.some(isCertificate)) continue;
    found.push(gateMatch(certificateNotAllowed, file.path, place, `certificate ${spki}`, { recipient: spki, source: first.source }));
  }
  return found;
}

const isCertificate = (word: string): boolean => word.startsWith('SHA256:');

/** They carry values from here to there and protect none: a policy about secret systems does not mean them. */
const carriers: ReadonlySet<string> = new Set([
  'core',
  'kustomize',
  'helm',
  'helmfile',
  'flux',
  'argocd',
  'ci',
  'config-files',
  'dotenv',
  'terraform',
  'kubeconfig',
  'talos',
  'key-material',
]);

/** Secret systems with the first place that shows their use: ciphertext, an envelope, or an object of theirs. */
export function systemsIn({ facts }: SnapshotFile): Map<string, Place> {
  const found = new Map<string, Place>();
  const add = (system: string, place: Place): void => {
    if (!carriers.has(system) && !found.has(system)) found.set(system, place);
  };
  for (const fact of facts.facts) {
    if (fact.subject === 'value' && (fact.protection === 'sealed' || fact.protection === 'encrypted')) add(fact.system, fact.place);
  }
  if (facts.envelope !== null) add(facts.envelope, top);
  for (const { system, place } of facts.resources) if (system !== undefined) add(system, place);
  return found;
}

/** Certificates to seal with. Which of them a SealedSecret was sealed with cannot be told from it. */
function certificatesIn({ facts }: SnapshotFile): readonly CertificateNote[] {
  return ((facts.notes['sealed-secrets'] ?? []) as readonly Note[]).filter((note) => note.kind === 'certificate');
}

/** Whoever the metadata of SOPS files names. */
function recipientsIn({ facts }: SnapshotFile): { readonly id: string; readonly place: Place }[] {
  const notes = (facts.notes['sops'] ?? []) as readonly SopsNote[];
  const blocks = notes.filter((note) => note.kind === 'block');
  return blocks.flatMap(({ recipients, place }) => recipients.map(({ id }) => ({ id, place })));
}

/** A PGP fingerprint may be listed with blanks or in small letters. */
function askRecipient(recipients: Allowances, path: string, id: string): Answer {
  const answer = recipients.at(path, id);
  return answer.kind === 'refused' && answer.allow.some((one) => plainHex(one) === plainHex(id)) ? { kind: 'silent' } : answer;
}

const plainHex = (id: string): string => (/^[0-9a-f\s]+$/i.test(id) ? id.replace(/\s/g, '').toUpperCase() : id);

const top: Place = { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: null, inner: '' as Pointer };
