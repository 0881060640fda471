import type { CompromisedKey, RotationStep } from '../model/compromise.ts';
import { remedy as sealedRemedy } from '../systems/sealed-secrets/remedy.ts';
import { remedy as sopsRemedy } from '../systems/sops/remedy.ts';
import type { RemedyStep } from '../systems/system.ts';
import type { ClassName } from './credential.ts';

/** Revoking a leaked key comes before any credential: else the new values are protected with the leaked one. */
export function revokeSteps({ kind, algorithm }: CompromisedKey): readonly RotationStep[] {
  switch (kind) {
    case 'sealed-secrets':
      return [...sealedRemedy.steps.slice(0, 2), ...sealedRemedy.steps.slice(-2)].map((one) => step(one, {}, false));
    case 'age':
    case 'ssh':
    case 'pgp': {
      const made =
        kind === 'pgp'
          ? ['gpg --quick-generate-key NAME']
          : algorithm.startsWith('ML-KEM')
            ? ['age-keygen -pq -o new.agekey']
            : ['age-keygen -o new.agekey'];
      const first: RotationStep = {
        text: 'Make a successor and hand it to the clusters and people that decrypt.',
        command: made[0] ?? null,
        tried: true,
      };
      const revoke: RotationStep[] =
        kind === 'pgp'
          ? [
              {
                text: 'Make the revocation of the leaked key, import it, and publish it where the key is.',
                command: 'gpg --generate-revocation FINGERPRINT',
                tried: true,
              },
            ]
          : [];
      return [first, ...sopsRemedy.steps.slice(0, 4).map((one) => step(one, { path: 'FILE' }, true)), ...revoke];
    }
    case 'aws-kms':
    case 'gcp-kms':
    case 'azure-kv':
    case 'vault-transit':
    case 'huawei-kms':
      return [
        {
          text: 'Take the right to decrypt from whoever leaked: the role, token or account first, the key only when nothing needs it any more.',
          command: null,
          tried: false,
        },
        {
          text: 'Read the audit log of the key service: every decryption since the leak names what was opened.',
          command: null,
          tried: false,
        },
        ...sopsRemedy.steps.slice(0, 4).map((one) => step(one, { path: 'FILE' }, true)),
      ];
  }
}

export interface Standing {
  readonly repo: string;
  readonly path: string;
  readonly system: 'sealed-secrets' | 'sops' | 'plain';
  readonly namespace: string | null;
  readonly name: string | null;
}

/**
 * What to do about one credential: files of SOPS get a new data key first, else the new value is encrypted with one that was readable; then
 * it is changed where it is issued; then the new value is sealed or encrypted at every place where it stands.
 */
export function credentialSteps(name: ClassName, standing: readonly Standing[]): readonly RotationStep[] {
  const steps: RotationStep[] = [];
  const shown = standing.slice(0, 20);
  const files = new Map(shown.filter(({ system }) => system === 'sops').map((one) => [`${one.repo}: ${one.path}`, one.path] as const));
  for (const [file, path] of files) {
    const text = `Give ${file} a new data key, once for all of its values, when .sops.yaml names the leaked key no more.`;
    const command = 'sops updatekeys --yes {path} && sops rotate --in-place {path}';
    steps.push(step({ text, command }, { path }, true));
  }
  steps.push({ text: issuer[name], command: null, tried: false });
  for (const { repo, path, system, namespace, name: object } of shown) {
    const place = `${repo}: ${path}`;
    if (system === 'sealed-secrets') {
      const seal = sealedRemedy.steps.find(({ command }) => command?.includes('--dry-run=client'));
      if (seal !== undefined)
        steps.push(
          step({ ...seal, text: `Seal the new value for ${place}, with the new certificate.` }, { namespace, name: object, path }, false),
        );
    } else if (system === 'sops') {
      steps.push(step({ text: `Set the new value in ${place}.`, command: 'sops edit {path}' }, { path }, true));
    } else {
      steps.push({
        text: `${place} holds the value in clear: seal or encrypt the new one before it is committed.`,
        command: null,
        tried: false,
      });
    }
  }
  if (standing.length === 0)
    steps.push({
      text: 'It stands at no tip any more: find out whether it is still accepted where it was issued, and take it back there.',
      command: null,
      tried: false,
    });
  steps.push({
    text: 'Read the access logs of the window given; re-encrypting or deleting the old value takes nothing back.',
    command: null,
    tried: false,
  });
  return steps;
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

function step({ text, command }: RemedyStep, names: Readonly<Record<string, string | null>>, tried: boolean): RotationStep {
  const filled = command?.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in names ? shellWord(names[name] ?? name.toUpperCase()) : whole,
  );
  return { text, command: filled ?? null, tried: tried && filled !== undefined };
}

/** A word of a repository as one word for a POSIX shell: names can hold anything. */
export function shellWord(text: string): string {
  if (text !== '' && /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')) return text;
  const printable = text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
  const quoted = `'${printable.replaceAll("'", `'\\''`)}'`;
  return text.startsWith('-') ? `./${quoted}` : quoted;
}
