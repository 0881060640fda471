import type { Shape } from '../model/sensitivity.ts';
import { grainOf, readsLikeWord, wordiness } from './grain.ts';
import { findTokens } from './token.ts';
import { hasSecretPart, urlPassword } from './url.ts';

export interface ShapeOf {
  readonly shape: Shape;
  /** Name of the provider's token format when the whole text is one (or a word like `Bearer` before one), else null. */
  readonly token: string | null;
  /** The token only names somebody (an access key id); its other half is the secret. */
  readonly identifier: boolean;
  /** Has a provider's format, and a checksum that is wrong. */
  readonly forged: boolean;
  /** For URLs and words: a part of it looks generated (a webhook's path, a word of a command line). */
  readonly randomPart: boolean;
  /** An age or PGP message: armour around ciphertext. */
  readonly ciphertext: boolean;
}

export const plainShape = (shape: Shape, randomPart = false): ShapeOf => ({
  shape,
  token: null,
  identifier: false,
  forged: false,
  randomPart,
  ciphertext: false,
});

/** What the characters of a value look like, by themselves. Linear; only the first 256 kB are looked at. */
export function shapeOf(value: string): ShapeOf {
  const text = value.slice(0, 1 << 18).trim();
  // Most values are short words and numbers: a question is asked only of a text that has the length and the signs for it.
  if (text.length < 3 && !/[\p{L}\p{N}]/u.test(text)) return plainShape('empty');
  if (text.length >= shortestKey) {
    if (/^-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----/.test(text) || kmsBlob.test(text))
      return { ...plainShape('opaque'), ciphertext: true };
    const armoured = armour(text);
    if (armoured !== null) return plainShape(armoured);
  }
  if (isBinary(text)) return plainShape('binary');
  if (text.includes('\n') || /^[[{<]/.test(text)) return isStructured(text) ? plainShape('structured') : severalLines(text);
  const simple = simpleShape(text);
  if (simple !== null) return plainShape(simple);
  if (text.includes('//') && /^[a-z][a-z0-9+.-]*:/i.test(text)) return ofUrl(text);
  const hash = hashShape(text);
  if (hash !== null) return plainShape(hash);
  const token = wholeToken(text);
  if (token !== null) return token;
  if (text.startsWith('eyJ') && /^[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/.test(text)) return plainShape('jwt');
  if (/\s/.test(text)) return ofWords(text);
  if (urlPassword(text) !== null) return plainShape('url-with-password');
  const peeled = peel(text);
  if (peeled !== null) return peeled;
  // What Helm calls the Secret of a release.
  if (text.startsWith('sh.helm.release.v1.')) return plainShape('identifier');
  const place = placeShape(text);
  if (place !== null) return plainShape(place);
  return plainShape(grainOf(text));
}

/** `ssh-rsa AAAA` and a letter: no key, hash or wrapped text is shorter. */
const shortestKey = 13;

/** What AWS KMS returns for a symmetric key: its blobs start with the bytes 01 02 02 00 or 01 02 03 00, and a tool may put its own label before. */
const kmsBlob = /^(?:[\w.-]{1,40}:){0,4}AQIC[AB][A-Za-z0-9+/]{100,}={0,2}$/;

/** Private keys with a body, certificates, public keys, recipients; a private key without one is `empty`. */
function armour(text: string): Shape | null {
  if (!armourSigns.test(text)) return null;
  if (/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/.test(text)) {
    if (hasBody(text)) return 'private-key';
    if (text.startsWith('-----BEGIN')) return 'empty';
  }
  if (/AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{50,}/.test(text)) return 'private-key';
  if (/^PuTTY-User-Key-File-\d:/.test(text)) return 'private-key';
  if (/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE(?: REQUEST)?-----|-----BEGIN NEW CERTIFICATE REQUEST-----/.test(text))
    return 'certificate';
  if (/-----BEGIN [A-Z0-9 ]{0,30}PUBLIC KEY(?: BLOCK)?-----/.test(text)) return 'public-key';
  if (/^-----BEGIN (?:[A-Z0-9 ]{0,30}PARAMETERS|X509 CRL)-----/.test(text)) return 'certificate';
  if (/^(?:[\w.,:[\]*|=+/-]{1,200} )?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-(?:ssh|ecdsa)\S*) AAAA[A-Za-z0-9+/=]+/.test(text))
    return 'public-key';
  // The key of a line of `authorized_keys` alone.
  if (/^AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNhL|GnNrLX)[A-Za-z0-9+/]{20,}={0,2}$/.test(text)) return 'public-key';
  // minisign: two bytes that say so, eight of an id, 32 of the key.
  if (/^age1[02-9ac-hj-np-z]{50,}$/.test(text) || /^RW[QRST][A-Za-z0-9+/]{53}$/.test(text)) return 'public-key';
  return null;
}

// Every form above has one of these: who adds a form adds its sign.
const armourSigns = /-----BEGIN |AGE-SECRET-KEY-|^PuTTY-| AAAA|^AAAA|^age1|^RW[QRST]/;

/** More than dots and placeholders between the lines of the armour: 40 characters of base64 that vary. What stands around it does not count. */
function hasBody(text: string): boolean {
  const inside = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----([\s\S]*?)(?:-----END|$)/.exec(text)?.[1] ?? '';
  // Shortened by hand.
  if (/\.{3}|…|truncated/.test(inside)) return false;
  // What to put there, said in words.
  const body = inside.replace(/^[ \t]*#.*$/gm, '').replace(/\\n|\s/g, '');
  const run = /[A-Za-z0-9+/=]{40,}/.exec(body)?.[0] ?? '';
  // The shortest RSA key that anybody made has 512 bits.
  const shortest = /-----BEGIN RSA PRIVATE KEY-----/.test(text) ? 300 : 40;
  return run.length >= 40 && body.length >= shortest && new Set(run).size >= 12 && wordiness(run) < 0.8;
}

/** A password hash, with the user before it as in `.htpasswd`; or a checksum that says so. */
export function hashShape(text: string): Shape | null {
  if (text.length < shortestKey || !hashSigns.test(text)) return null;
  const password =
    /^(?:[\w.@-]{1,64}:)?(?:\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|\$(?:1|5|6|7|y|gy|apr1|sha1|argon2(?:id|i|d)|pbkdf2(?:-sha\d+)?|scrypt)\$\S{10,}|\{S?SHA\d*\}[A-Za-z0-9+/=]{20,}|pbkdf2(?:_sha\d+\$|:sha\d+:)\S{20,}|scrypt:\d+:\S{20,}|SCRAM-SHA-\d+\$\S{20,}|argon2\$\S{20,}|md5[0-9a-f]{32})$/;
  if (password.test(text)) return 'password-hash';
  if (/^(?:sha(?:1|224|256|384|512)|md5|h1)[:-][A-Za-z0-9+/=]{20,128}$/i.test(text)) return 'checksum';
  return null;
}

// Every form above has one of these: who adds a form adds its sign.
const hashSigns = /[$:{]|^(?:sha|md5|h1)/i;

function simpleShape(text: string): Shape | null {
  if (text.length <= 5 && /^(?:true|false|yes|no|on|off)$/i.test(text)) return 'boolean';
  const numeric = /\d/.test(text) ? numericShape(text) : null;
  if (numeric !== null) return numeric;
  if (/^[@*\d/,-]/.test(text) && schedule.test(text)) return 'timestamp';
  if (text.length === 36 && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return 'uuid';
  return text.includes('@') && /^[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,24}$/i.test(text) ? 'email' : null;
}

const schedule = /^(?:[@*](?:yearly|annually|monthly|weekly|daily|hourly|reboot)|(?:[\d*/,-]+ ){4}[\d*/,A-Za-z-]+)$/;

function numericShape(text: string): Shape | null {
  if (!numericSigns.test(text)) return null;
  if (/^[-+]?(?:\d+(?:[._,]\d+)*|0x[0-9a-fA-F]{1,8}|0o[0-7]+)(?:[KMGTPE]i?B?|%|m)?$/.test(text))
    return /^v?\d+\.\d+\.\d+/.test(text) ? 'version' : 'number';
  if (/^\d+(?:, ?\w+=\d+)+$/.test(text)) return 'number';
  if (/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y)){1,6}$/.test(text)) return 'duration';
  if (/^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[A-Z]{3,4}|[+-]\d\d:?\d\d)?)?$/.test(text)) return 'timestamp';
  if (/^(?:[\^~]|[<>=]{1,2} ?)v?\d+(?:\.[\dx*]+){0,3}\S*$/.test(text) || /^\d+\.\d+\.\d+\(\S*\)$/.test(text)) return 'version';
  if (/^v?\d+\.\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.-]{1,40})?$/.test(text)) return 'version';
  return null;
}

// How the forms above begin.
const numericSigns = /^(?:[-+\d^~<>=]|v\d)/;

/** Hosts, addresses, paths and images; not what merely has a slash or a dot in it. */
function placeShape(text: string): Shape | null {
  if (!/[.:/]/.test(text)) return null;
  if (/^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?$/.test(text) || /^[0-9a-f:]*::[0-9a-f:]*(?:\/\d{1,3})?$/i.test(text)) return 'host';
  if (/^(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.)+[a-z]{2,24}\.?(?::\d{2,5})?$/i.test(text) && wordiness(text) > 0.3) return 'host';
  if (/^(?:[a-z][a-z0-9-]*)?:\d{2,5}$/.test(text)) return 'host';
  // A registry and a repository in it, without a scheme.
  if (/^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d{2,5})?(?:\/[a-z0-9._-]+)+\/?$/.test(text)) return 'url';
  if (/^(?:[\w.-]+(?::\d+)?\/)+[\w.-]+(?::[\w.-]+)?@sha256:[0-9a-f]{64}$/.test(text)) return 'image';
  // No password begins at home, or where somebody is to guess.
  if (/^(?:~|…|\$HOME|\$\{HOME\})\/[\w./@+-]+$/.test(text)) return 'path';
  if (/^(?:~|\.{1,2}|\$\w{1,40}|\$\{\w{1,40}\})?\/[\w.@+-]*(?:\/[\w.@+-]+)*\/?$/.test(text) || /^[A-Za-z]:\\[\w\\. -]+$/.test(text))
    return wordiness(text) > 0.5 || text.length < 6 || root.test(text) || file.test(text) ? 'path' : null;
  // `ssh/ssh_host_ed25519_key`, `certs/tls.key`: a file by a relative way; a role or a bucket of AWS.
  if (/^(?:[a-z][\w.-]*\/)+[a-z][\w.-]*(?:_key|\.(?:pem|key|crt|pub|p12|jks|json|ya?ml|conf|txt))$/.test(text)) return 'path';
  // `ledger/data/token`: where Vault keeps a secret.
  if (/^(?:[A-Za-z][\w-]*\/)+(?:data|metadata)\/[A-Za-z][\w/-]*$/.test(text) && wordiness(text) > 0.3) return 'path';
  if (/^arn:aws[\w-]*:(?:iam|s3|kms|sts|sns|sqs):[a-z0-9-]*:\d*:[\w/.*:@+=,-]+$/.test(text)) return 'path';
  if (/^(?:[a-z0-9.-]+(?::\d+)?\/)+[a-z0-9._-]+:[\w.-]+$/.test(text) && wordiness(text) > 0.4) return 'image';
  return null;
}

/** Where files of containers stand, or a file of a key, whatever it is called. */
const root =
  /^\/(?:etc|mnt|var|run|tmp|home|opt|usr|secrets?|data|vault|app|config|root|srv|certs?|ssl|tls|keys?)\/|\.(?:pem|key|crt|json|ya?ml|conf|txt)$/;

function ofUrl(text: string): ShapeOf {
  const token = wholeToken(text);
  if (token !== null) return token;
  if (urlPassword(text) !== null) return plainShape('url-with-password');
  return plainShape('url', hasSecretPart(text));
}

/** The text is one token, or a scheme and one (`Bearer x`), or a URL that is its own credential. */
function wholeToken(text: string): ShapeOf | null {
  const found = findTokens(text)[0];
  if (found === undefined) return null;
  const rest = text.slice(0, found.start) + text.slice(found.end);
  if (!/^[\s"']*(?:(?:Bearer|Basic|Token|token|ApiKey)[\s:]+)?[\s"';,]*$/.test(rest) && !/:\/\//.test(text.slice(0, found.end)))
    return null;
  if (found.name === 'jwt') return { ...plainShape('jwt'), token: 'jwt' };
  return { ...plainShape('token', true), token: found.name, identifier: found.identifier, forged: !found.genuine };
}

function ofWords(text: string): ShapeOf {
  if (urlPassword(text) !== null) return plainShape('url-with-password');
  if (isAppPassword(text)) return plainShape('random');
  const parts = text.split(/\s+/).filter((part) => part !== '');
  const random = parts.some((part) => part.length >= 12 && grainOf(part.replace(/^["'(]+|[)"',;.]+$/g, '')) === 'random');
  return plainShape('words', random);
}

/** `mcyx vnwi gcnx qndb`: how Google prints the password of an app, also with blanks that do not break. */
const isAppPassword = (text: string): boolean =>
  /^[a-z]{4}(?:\s[a-z]{4}){3}$/.test(text) && text.split(/\s/).filter((part) => !readsLikeWord(part)).length >= 2;

function severalLines(text: string): ShapeOf {
  if (/^(?:[A-Za-z0-9+/_-]{40,}={0,2}\s+)+[A-Za-z0-9+/_-]*={0,2}$/.test(`${text}\n`)) return shapeOf(text.replace(/\s+/g, ''));
  return ofWords(text);
}

/** `/geo/Cities-A2.mmdb`: a file, whatever it is called, for no base64 has a dot. */
const file = /^\/(?:[\w-]+\/)+[\w-]+\.[a-z]{2,5}$/;

/** JSON, XML, YAML, properties, INI: something with keys of its own. */
function isStructured(text: string): boolean {
  if (text.startsWith('{')) return /^\{\s*\}$|[:=]/.test(text);
  if (text.startsWith('[')) return /^\[\s*(?:\]|["'{[\d-])|^\[[^\]]*,|^\[[\w .-]+\]\s*\n/.test(text);
  if (text.startsWith('<')) return /^<[?!]|<\/\w|\/>/.test(text);
  return text.split('\n', 400).filter((line) => /^\s*(?:- )?["']?[\w./-]{1,80}["']?\s*[:=](?:\s|$|\S)/.test(line)).length >= 1;
}

/** Base64 of PEM or of an image stands bare in values (`caBundle`); one layer tells which. */
function peel(text: string): ShapeOf | null {
  if (text.length < shortestKey) return null;
  if (/^LS0tLS1CRUdJTi/.test(text)) {
    const inner = armour(Buffer.from(text, 'base64').toString('latin1'));
    return inner === null ? null : plainShape(inner);
  }
  if (/^(?:iVBORw0KGgo|\/9j\/4|R0lGOD|PHN2Zy|PD94bWwg|UEsDB|AAABAA|JVBERi0)/.test(text) && text.length > 60) return plainShape('binary');
  if (/^data:[a-z]+\/[\w.+-]+;base64,/.test(text)) return plainShape('binary');
  return null;
}

function isBinary(text: string): boolean {
  const head = text.slice(0, 2000);
  if (!/[\u0000-\u0008\u000E-\u001F\uFFFD]/.test(head)) return false;
  const odd = head.replace(/[^\u0000-\u0008\u000E-\u001F\uFFFD]/g, '').length;
  return odd > head.length / 20;
}
