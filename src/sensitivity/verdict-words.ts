import type { Container } from '../model/fact.ts';
import { isBase64OfText } from './encoding.ts';
import { type Decided, decided, type Evidence, says, where } from './evidence.ts';
import { isCredential, readKeyName } from './key-name.ts';
import { nameWords } from './name-words.ts';

/** A word, several words, or an identifier: passwords of people, or names of things. */
export function ofWords(evidence: Evidence): Decided {
  const { question, name, place, shape, guessable, text } = evidence;
  if (place === 'secret' && isCredential(name)) return decided('secret', says(name), where(question));
  if (isEnum(text)) return decided('none', 'it is a word of a setting');
  if (isHeader(text, shape.randomPart) && (place === 'secret' || isCredential(name) || name.role === 'weak'))
    return decided('secret', says(name), 'an authorization header');
  if (place === 'secret') {
    if (shape.shape === 'words' && shape.randomPart) return decided('secret', 'a part of it looks generated', where(question));
    return decided(guessable || name.role === 'weak' || name.role === 'neutral' ? 'suspect' : 'none', where(question));
  }
  if (shape.shape === 'words') {
    const isTyped = place === 'direct' || /wi-?fi|wlan|access-points/i.test(question.keyPath);
    const phrase = name.role === 'password' && isTyped && text.split(/\s+/).length <= 6;
    return decided(phrase ? 'suspect' : 'none', says(name), 'it is several words');
  }
  if (name.role === 'password') return ofPasswordWord(evidence);
  if (name.role === 'secret' && guessable && !namesAnObject(text)) return ofGuessableKey(evidence);
  if (name.role === 'secret' && isOwnWord(evidence)) return decided('secret', says(name), where(question));
  if (name.role === 'secret' && isMadeUp.test(text))
    return decided(place === 'direct' ? 'secret' : 'suspect', says(name), 'it is made of the word secret');
  // No object has so long a name without a break.
  if (name.role === 'secret' && ((shape.shape === 'word' && text.length >= 24) || /^[A-Za-z]{48,}$/.test(text)))
    return decided('secret', says(name), 'no name is so long');
  return decided('none', 'a word or a name');
}

/** `4711Tulip.minio`: what a program takes for its password; hosts begin with a small letter, and have no capitals. */
export const isNoHost = ({ question: { container }, name, text }: Evidence): boolean =>
  name.role === 'password' && isTaken.has(container) && /^\d+[A-Za-z]*[A-Z][A-Za-z]*\.[a-z]+\d*$/.test(text);

/** `RPC_SECRET: aria2` of Compose, `secret = tulip` of Asterisk: where nothing of Kubernetes is named, a word is the secret itself. */
export function isOwnWord({ question: { key, container }, text }: Evidence): boolean {
  if (!/^[a-z]{4,20}\d{0,4}$/i.test(text) || nameWords(key ?? '').includes(text.toLowerCase())) return false;
  return container === 'dotenv' ? /secret(?:[-_]?key)?$/i.test(key ?? '') : container === 'config-file' && key === 'secret';
}

/** `MINIO_SECRET_KEY: minioadmin`: the secret half of a pair is chosen like a password; of other machine credentials a word is as likely a name. */
export function ofGuessableKey({ question: { key, neighbours, container }, name, place, equalsKey, text }: Evidence): Decided {
  const half = secretHalf.exec(key ?? '');
  const isPaired = half !== null && (half[1] !== undefined || neighbours.some((one) => /access[-_]?key/i.test(one)));
  const isNamed = equalsKey || neighbours.some((one) => /existing|secret[-_]?(?:name|ref)/i.test(one));
  if (isPaired && !isNamed) return decided('secret', says(name), 'it is guessable');
  // `OPERATOR_SECRET: operator` is the name of a Secret; the other half of a pair names somebody.
  const isOfKey = text !== 'secret' && nameWords(key ?? '').includes(text.toLowerCase());
  const takesIt = isTaken.has(container) || (container === 'config-file' && /secret$/i.test(key ?? '') && /secret|pass|\d/i.test(text));
  if (takesIt && !isNamed && !isOfKey && !/token|access[-_]?key/i.test(`${key} ${text}`))
    return decided('secret', says(name), 'it is guessable');
  return place === 'direct' ? decided('suspect', says(name), 'it is guessable') : decided('none', 'a word or a name');
}

/** `my-super-secret-jwt-key`, `mysecretkey`: whoever writes so puts in a secret, and a poor one. `my-app-secret` is what a Secret is called. */
const isMadeUp =
  /^(?:(?:my|this|dev|local)[-_]?)?(?:super|very|top|un-?secure|insecure)[a-z_-]{0,40}secret|^(?:my|this|dev|local)[a-z_]{0,40}secret/i;

const secretHalf = /secret[-_]?(access[-_]?)?key$/i;

/** What a program takes for its password as it stands, though it may look like a name: `POSTGRES_PASSWORD=opsera_local`. */
const isTaken: ReadonlySet<Container> = new Set(['env', 'dotenv']);

function ofPasswordWord(evidence: Evidence): Decided {
  const { question, name, place, shape, guessable, equalsKey, text } = evidence;
  if (guessable && !(equalsKey && shape.shape === 'identifier')) return decided('secret', says(name), 'it is guessable');
  // `metabasepassword`, `sonarPass`: made up on the spot; nobody calls an object so.
  if ((shape.shape === 'word' && /.(?:pass(?:word)?|pwd|secret)$/i.test(text)) || /^[a-z]{3,}Pass$/.test(text))
    return decided('secret', says(name), 'it is made of the word password');
  if (namesAnObject(text)) {
    // `DB_PASSWORD=db-password` may be the name of a Secret; of none with such a sign in it.
    // `home-assistant-pass` is short for no name of a Secret.
    if (!isTaken.has(question.container) && !equalsKey && /pass$/i.test(text))
      return decided('suspect', says(name), 'it reads like a name');
    if (!isTaken.has(question.container) || (equalsKey && !/_/.test(text))) return decided('none', 'it reads like the name of an object');
    return decided(/_|-pwd?$/.test(text) && !equalsKey ? 'secret' : 'suspect', says(name), 'it reads like a name');
  }
  // `tulip-Harbor-42`, `Tulip@61`, `tulip@123`: no object of Kubernetes, no host and no variable is called so.
  if ((/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && /[-_.]/.test(text)) || /^[A-Za-z]+@\d{1,6}$/.test(text))
    return decided('secret', says(name), 'no name is written so');
  const taken = place === 'direct' ? shape.shape === 'word' || isTaken.has(question.container) : isPlainWord(evidence);
  return decided(taken ? 'secret' : 'suspect', says(name));
}

/** `mysql_root_password: localadmin`; `password: Passwort` is a label, and `PW: palau` a country. */
const isPlainWord = ({ question: { key, container }, shape, text }: Evidence): boolean =>
  (container === 'values' || container === 'config-map') && shape.shape === 'word' && /^[a-z]+$/.test(text) && (key ?? '').length > 2;

/** `Bearer` and a token, `Basic` and base64 of a user and a password. */
function isHeader(text: string, randomPart: boolean): boolean {
  const [, scheme = '', value = ''] = /^(Bearer|Basic|Token|ApiKey)\s+(\S{8,})$/i.exec(text) ?? [];
  return scheme !== '' && (randomPart || (/^basic$/i.test(scheme) && isUserAndPassword(value)));
}

/** `auth` of a registry, or a Basic header: base64 of `user:password`. */
export const isUserAndPassword = (text: string): boolean =>
  isBase64OfText(text) && /^[\w.@+-]{1,64}:\S{3,}$/.test(Buffer.from(text, 'base64').toString('utf8'));

/** `db-credentials`, `admin-password`, `my-token-secret`: what manifests call a Secret or a key of one. */
const namesAnObject = (text: string): boolean => /[-_./]/.test(text) && readKeyName(text, '').role !== 'neutral';

/** Words that switch something rather than hide it. */
const enumWords = new Set(
  'none null nil optional required require prefer allow verify-full verify-ca disable disabled enable enabled auto automatic default inherit never always on_create on-create random generate generated manual internal external plain basic digest bearer file env environment prompt ask keyring oauth oauth2 oidc ldap saml kubernetes opaque md5 scram-sha-256 trust peer string text int integer boolean object array'.split(
    ' ',
  ),
);
export const isEnum = (text: string): boolean => enumWords.has(text.toLowerCase());
