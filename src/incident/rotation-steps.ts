import type { CompromisedKey, RotationStep, Scope } from '../model/compromise.ts';
import { remedy as sealedRemedy } from '../systems/sealed-secrets/remedy.ts';
import { remedy as sopsRemedy } from '../systems/sops/remedy.ts';
import type { RemedyStep } from '../systems/system.ts';
import type { ClassName } from './credential.ts';

/** Revoking a leaked key comes before any credential: else the new values are protected with the leaked one. */
export function revokeSteps({ kind, algorithm, fingerprint }: CompromisedKey): readonly RotationStep[] {
  switch (kind) {
    case 'sealed-secrets':
      return [...sealedRemedy.steps.slice(0, 2), ...sealedRemedy.steps.slice(-2)].map((one) => step(one, {}));
    case 'age':
    case 'ssh':
    case 'pgp': {
      const postQuantum = algorithm.startsWith('ML-KEM');
      const successor = kind === 'pgp' ? 'gpg --quick-generate-key NAME' : `age-keygen ${postQuantum ? '-pq ' : ''}-o new.agekey`;
      const first = step({ text: 'Make a successor and hand it to the clusters and people that decrypt.', command: successor }, {});
      const text = 'Make the revocation of the leaked key, import it, and publish it where the key is.';
      const revoke = kind === 'pgp' ? [step({ text, command: 'gpg --generate-revocation {fingerprint}' }, { fingerprint })] : [];
      return [first, ...sopsRemedy.steps.slice(0, 4).map((one) => step(one, { path: 'FILE' })), ...revoke];
    }
    case 'aws-kms':
    case 'gcp-kms':
    case 'azure-kv':
    case 'vault-transit':
    case 'huawei-kms':
      return [...keyServiceSteps, ...sopsRemedy.steps.slice(0, 4).map((one) => step(one, { path: 'FILE' }))];
  }
}

const keyServiceSteps: readonly RotationStep[] = [
  'Take the right to decrypt from whoever leaked: the role, token or account first, the key only when nothing needs it any more.',
  'Read the audit log of the key service: every decryption since the leak names what was opened.',
].map((text) => step({ text }, {}));

export interface Standing {
  readonly repo: string;
  readonly path: string;
  readonly system: 'sealed-secrets' | 'sops' | 'plain';
  readonly namespace: string | null;
  readonly name: string | null;
  readonly key: string;
  /** Of Sealed Secrets. */
  readonly scope: Scope;
}

/**
 * What to do about one credential: files of SOPS get a new data key first, else the new value is encrypted with one that was readable; then
 * it is changed where it is issued; then the new value is sealed or encrypted at every place where it stands.
 */
export function credentialSteps(name: ClassName, standing: readonly Standing[], elsewhere: readonly string[]): readonly RotationStep[] {
  const steps: RotationStep[] = [];
  const shown = standing.slice(0, 20);
  const files = new Map(shown.filter(({ system }) => system === 'sops').map((one) => [`${one.repo}: ${one.path}`, one.path] as const));
  for (const [file, path] of files) {
    const text = `Give ${file} a new data key, once for all of its values, when .sops.yaml names the leaked key no more.`;
    const command = 'sops updatekeys --yes {path} && sops rotate --in-place {path}';
    steps.push(step({ text, command }, { path }));
  }
  steps.push({ text: issuer[name], command: null, tried: false });
  for (const one of shown) steps.push(setting(one));
  const nowhere = 'It stands at no tip any more: find out whether it is still accepted where it was issued, and take it back there.';
  const others = `It stands at the tip of ${elsewhere.slice(0, 5).join(', ')}${elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : ''}: what is deployed from it needs the new value too.`;
  if (elsewhere.length > 0) steps.push({ text: others, command: null, tried: false });
  else if (standing.length === 0) steps.push(step({ text: nowhere }, {}));
  steps.push(step({ text: 'Read the access logs of the window given; re-encrypting or deleting the old value takes nothing back.' }, {}));
  return steps;
}

/** Where it stands, and how the new value comes there. */
function setting({ repo, path, system, namespace, name, key, scope }: Standing): RotationStep {
  const place = `${repo}: ${path}`;
  if (system === 'sops') return step({ text: `Set the new value in ${place}.`, command: 'sops edit {path}' }, { path });
  if (system === 'plain')
    return step({ text: `${place} holds the value in clear: seal or encrypt the new one before it is committed.` }, {});
  const text = `Seal the new value (the file NEW_VALUE, without a line end) with the new certificate, and put what is printed in the place of ${key} in ${place}.`;
  const label = { strict: ' --namespace {namespace} --name {name}', 'namespace-wide': ' --namespace {namespace}', 'cluster-wide': '' }[
    scope
  ];
  const command = `kubeseal --raw --cert sealing-cert.pem --scope ${scope}${label} --from-file=NEW_VALUE`;
  return step({ text, command }, { namespace, name });
}

const issuer: Readonly<Record<ClassName, string>> = {
  'decryption key': 'Treat it as a leaked key of its own: sweep again with it, and replace it.',
  'cloud credential': 'Make a second access key, move its users over, disable and then delete the old one; review what it did.',
  'cluster credential': 'Issue a new token or client certificate, and delete the account or token of the old one.',
  'TLS private key': 'Have a certificate issued for a new private key, roll it out, and revoke the old certificate.',
  'SSH key': 'Make a new key, replace the public half everywhere it is authorised, and remove the old one.',
  'signing key':
    'Make a new signing key, let verifiers trust both for a while, then drop the old one: what it signed since the leak is in doubt.',
  'database credential': 'Create a second user or change the password in the database, move the clients over, and end the old sessions.',
  'registry credential': 'Revoke the robot account or token at the registry and issue a new one; check images pushed since the leak.',
  'identity provider secret': 'Make a new client secret at the identity provider, roll it out, and delete the old one.',
  'source forge token': 'Revoke the token at the forge, issue one with less rights, and review pushes since the leak.',
  'mail credential': 'Change the password or key at the mail service.',
  webhook: 'Make a new webhook or signing secret at the service, and delete the old one.',
  'API token': 'Issue a new token at the service, roll it out, and revoke the old one.',
  'encryption key': 'Make a new key and encrypt the data again: what was encrypted with the old one stays readable to whoever has it.',
  password: 'Change the password where it is set, and end the sessions opened with the old one.',
  credential: 'Change it where it is issued; what kind it is could not be told from its name.',
  'name or address': 'Probably no secret by itself; change it only if it was meant to be one.',
  setting: 'Probably no secret; check that it is none.',
};

/**
 * Each command was run with the real tool: sops 3.13.3, age 1.3.2, GnuPG 2.2, and kubeseal 0.40 and kubectl 1.32 against a stand-in for the API
 * server, where they need one.
 */
function step({ text, command }: RemedyStep, names: Readonly<Record<string, string | null>>): RotationStep {
  const filled = command?.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in names ? shellWord(names[name] ?? name.toUpperCase()) : whole,
  );
  return { text, command: filled ?? null, tried: filled !== undefined };
}

/** A word of a repository as one word for a POSIX shell: names can hold anything. */
export function shellWord(text: string): string {
  if (text !== '' && /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')) return text;
  const printable = text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
  const quoted = `'${printable.replaceAll("'", `'\\''`)}'`;
  return text.startsWith('-') ? `./${quoted}` : quoted;
}
