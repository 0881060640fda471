import { type Concealed, reveal } from '../model/concealed.ts';
import type { Shape } from '../model/sensitivity.ts';
import { readKeyName } from '../sensitivity/key-name.ts';
import { shapeOf } from '../sensitivity/shape.ts';

/** What kind of credential a value is, by its name and, where it is open, its shape. */
export interface CredentialClass {
  readonly name: ClassName;
  /** How much its holder can do, and so how soon it is changed: 0 (nothing) to 4. */
  readonly weight: number;
}

export type ClassName = keyof typeof weights;

const weights = {
  'decryption key': 4,
  'cloud credential': 4,
  'cluster credential': 4,
  'TLS private key': 3,
  'SSH key': 3,
  'signing key': 3,
  'database credential': 3,
  'registry credential': 3,
  'identity provider secret': 3,
  'source forge token': 3,
  'mail credential': 2,
  webhook: 2,
  'API token': 3,
  'encryption key': 3,
  password: 3,
  credential: 2,
  'name or address': 1,
  setting: 0,
} as const;

/** `content`: the value, where it was opened; it is looked at here and only a word comes back. */
export function credentialClass(key: string, resource: string | null, path: string, content: Concealed | null): CredentialClass {
  const name = byContent(content) ?? byName(key, resource ?? '', path, content);
  return { name, weight: weights[name] };
}

function byContent(content: Concealed | null): ClassName | null {
  if (content === null) return null;
  return reveal(content, (text): ClassName | null => {
    const head = text.slice(0, 1 << 16);
    if (/AGE-SECRET-KEY-|-----BEGIN PGP PRIVATE KEY/.test(head)) return 'decryption key';
    if (/-----BEGIN OPENSSH PRIVATE KEY/.test(head)) return 'SSH key';
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(head))
      return /"type":\s*"service_account"/.test(head) ? 'cloud credential' : 'TLS private key';
    if (/"auths"\s*:/.test(head)) return 'registry credential';
    if (/^"?apiVersion"?: "?v1"?,?$/m.test(head) && /^ *"?kind"?: "?Config"?,?$/m.test(head)) return 'cluster credential';
    if (/^(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|rediss|amqps?|jdbc:\w+):\/\//.test(head)) return 'database credential';
    if (/^https:\/\/(?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|[\w-]+\.webhook\.office\.com)/.test(head)) return 'webhook';
    return byShape(shapeOf(head));
  });
}

function byShape({ shape, token }: { readonly shape: Shape; readonly token: string | null }): ClassName | null {
  if (token !== null) {
    if (/aws|google|gcp|azure|alibaba|digitalocean|cloudflare|linode|hetzner/i.test(token)) return 'cloud credential';
    if (/git|bitbucket|forge/i.test(token)) return 'source forge token';
    return /slack.*hook|webhook/i.test(token) ? 'webhook' : 'API token';
  }
  const dull: readonly Shape[] = ['number', 'boolean', 'duration', 'timestamp', 'version', 'empty'];
  const addresses: readonly Shape[] = ['host', 'email', 'url', 'image', 'certificate', 'public-key'];
  if (dull.includes(shape)) return 'setting';
  return addresses.includes(shape) ? 'name or address' : null;
}

const families: readonly (readonly [ClassName, RegExp])[] = [
  ['decryption key', /agekey|(?:^|[._-])age[._-]?key|unseal|(?:vault|root)[._-]?token/i],
  ['TLS private key', /^tls\.key$|(?:^|[._-])(?:ca|server|client|tls|ssl)[._-]?key(?:\.pem)?$|\.key$/i],
  ['SSH key', /^ssh[-_]?(?:private)?key|^id_(?:rsa|ed25519|ecdsa)|^identity$|deploy[-_]?key/i],
  ['registry credential', /dockerconfig|dockercfg|registry|image[-_]?pull|harbor|quay/i],
  ['cluster credential', /kube[-_]?config|bearer[-_]?token|cluster[-_]?token|service[-_]?account/i],
  ['cloud credential', /aws|azure|gcp|google|cloud|s3|access[-_]?key|object[-_]?store|minio|digitalocean|hetzner|route53/i],
  ['database credential', /db|database|postgres|mysql|maria|mongo|redis|sql|rabbit|kafka|elastic|cassandra|dsn/i],
  ['webhook', /webhook|hook/i],
  ['mail credential', /smtp|mail|sendgrid|mailgun|postmark/i],
  ['identity provider secret', /oidc|oauth|client[-_]?secret|saml|ldap|keycloak|dex|sso|jwt/i],
  ['source forge token', /github|gitlab|gitea|bitbucket|forgejo|git[-_]?token/i],
  ['signing key', /sign/i],
  ['encryption key', /encrypt|cookie|session|fernet|secret[-_]?key[-_]?base|master[-_]?key/i],
  ['API token', /token|api[-_]?key/i],
];

function byName(key: string, resource: string, path: string, content: Concealed | null): ClassName {
  const last = key.split('.').at(-1) ?? key;
  const { role } = readKeyName(last, key);
  const isOpen = content !== null;
  if (role === 'username' || role === 'identifier' || role === 'public' || role === 'pointer') return 'name or address';
  if (role === 'setting' && isOpen) return 'setting';
  const file = path.split('/').at(-1) ?? '';
  // What the key itself says weighs more than where it stands.
  for (const words of [last, key, resource, file]) {
    const family = families.find(([, pattern]) => words !== '' && pattern.test(words))?.[0];
    if (family !== undefined && (family !== 'API token' || words === last || words === key)) return family;
  }
  if (role === 'password') return 'password';
  return 'credential';
}
