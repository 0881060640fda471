import { isBase64OfText } from './encoding.ts';
import { type Decided, decided, type Evidence, says, where } from './evidence.ts';
import { grainOf } from './grain.ts';
import { isGuessable } from './guessable.ts';
import { isCredential } from './key-name.ts';
import type { Question } from './question.ts';
import { ofBinary } from './verdict-binary.ts';
import { ofUuid } from './verdict-uuid.ts';
import { isEnum, isNoHost, isOwnWord, isUserAndPassword, ofGuessableKey, ofWords } from './verdict-words.ts';

/**
 * | shape of the value | in a Secret | elsewhere |
 * | --- | --- | --- |
 * | private key, provider token, URL with password, JWT | secret | secret (JWT: suspect where the name says something else; wrong checksum: suspect) |
 * | password hash | secret | suspect |
 * | certificate, public key | public | public |
 * | boolean | none | none |
 * | duration, timestamp, version, image | none; secret under a password's name, suspect under a machine's | none |
 * | checksum | none; suspect under a secret's name | none |
 * | binary | secret under a secret's name or a keystore's, suspect under none | none |
 * | host, e-mail, path, plain URL | public; secret or suspect under a password's name, suspect under a machine's (a path: public) | public |
 * | URL with a generated part | secret | secret under a webhook's or secret's name |
 * | UUID | public under an identifier's name, secret under a secret's, else suspect | secret under a secret's name |
 * | number | secret under a password's or pin's name, suspect with one or two digits | guessable under a password's name, and in env under a secret's: secret |
 * | random | secret, unless the name says identifier, user or public | secret under a secret's name, suspect under a weak one |
 * | opaque | secret; letters alone under a neutral name: suspect | secret under a password's name, and with digits under a secret's |
 * | word, words, identifier | secret under a secret's name, none under a public one, else suspect | password's name: secret in env, as one word of small letters, when guessable and when mixed as no name is (`tulip-Harbor-42`), else suspect; secret's name: secret in env when guessable or made of the word secret |
 *
 * In a comment only what is a secret by itself counts, and as suspect what looks generated under a secret's name.
 * Placeholders, documents and residues beside references are told apart before (`judge.ts`). A user's name is public, unless a
 * Secret holds something generated there. A name that points elsewhere (`existingSecret`, `tokenFile`) or is a setting (`tokenTtl`) makes all but self-evident values none.
 */
export function verdictOf(evidence: Evidence): Decided {
  const { question, place, name, shape, text } = evidence;
  if (emulators.has(text)) return decided('public', 'it is the key that an emulator has everywhere');
  const evident = selfEvident(evidence);
  if (evident !== null) return evident;
  if (question.container === 'comment' && isCredential(name) && isGenerated(evidence))
    return decided('suspect', says(name), 'it looks generated');
  if (place === 'evident') return decided('none', 'nothing in it is a secret by itself');
  switch (shape.shape) {
    case 'certificate':
    case 'public-key':
      return decided('public', `it is a ${shape.shape.replace('-', ' ')}`);
    case 'boolean':
      return decided('none', 'it is a boolean');
    case 'duration':
    case 'timestamp':
    case 'version':
    case 'image':
      return place === 'secret' && isCredential(name)
        ? decided(name.role === 'password' ? 'secret' : 'suspect', says(name), where(question))
        : decided('none', `it is a ${shape.shape}`);
    case 'checksum':
      return place === 'secret' && isCredential(name)
        ? decided('suspect', says(name), 'it is a checksum')
        : decided('none', 'it is a checksum');
    case 'binary':
      return ofBinary(evidence);
    default:
      break;
  }
  if (name.role === 'username') {
    // Nobody is called so: somebody mixed up the two, or generated both.
    const generated = place === 'secret' && shape.shape === 'random' && text.length >= 12;
    if (place === 'secret' && isLogin.test(text) && shape.shape !== 'host')
      return decided('suspect', 'it is a user with a password', where(question));
    return generated ? decided('secret', 'it looks generated', where(question)) : decided('public', says(name));
  }
  if (name.role === 'pointer' || name.role === 'setting' || name.role === 'public' || name.role === 'identifier')
    return ofHarmlessName(evidence);
  if (isAccessKeyId(question, name.says, text)) return decided('public', 'it is the half of a pair that only names somebody');
  // What changes when a Secret does, so that its pods start again; a password may be guessed from its hash.
  if (name.role === 'secret' && /hash$/i.test(question.key ?? '') && isDigest.test(text)) return decided('none', 'it is a checksum');
  // Ids and fingerprints of OpenPGP keys: of one, or in lists of those that are trusted.
  if (/^(?:(?:gpg|pgp|signing) key|keys)$/.test(name.says ?? '') && /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})$/.test(text))
    return decided('public', 'it is the id of a key');
  if (place !== 'secret' && /pbkdf2$/i.test(question.key ?? '') && text.length >= 40) return decided('suspect', 'it is a password hash');
  // `Password:` is what a form calls its field.
  if (place !== 'secret' && /^[A-Z][a-z]+(?: [A-Za-z]+){0,3}:$/.test(text)) return decided('none', 'it reads like a label');
  if ((name.role === 'weak' || isCredential(name)) && isUserAndPassword(text))
    return decided('secret', says(name), 'it is base64 of a user and a password');
  switch (shape.shape) {
    case 'url':
      return ofUrl(evidence);
    case 'host':
    case 'email':
    case 'path':
      if (shape.shape === 'host' && isNoHost(evidence)) return decided('secret', says(name), 'no host is written so');
      if (place !== 'secret' || !isCredential(name)) return decided('public', `it is a ${shape.shape}`);
      if (name.role === 'password') return decided(shape.shape === 'path' ? 'suspect' : 'secret', says(name), where(question));
      return decided(shape.shape === 'path' ? 'public' : 'suspect', says(name), `it is a ${shape.shape}`);
    case 'uuid':
      return ofUuid(evidence);
    case 'number':
      return ofNumber(evidence);
    case 'random':
      return ofRandom(evidence);
    case 'opaque':
      return ofOpaque(evidence);
    default:
      return text.length > 200 && name.role !== 'password' ? decided('none', 'it is prose') : ofWords(evidence);
  }
}

/** The accounts of Azurite and of the emulator of Cosmos DB: fixed, printed in Microsoft's documentation, of use nowhere else. */
const emulators: ReadonlySet<string> = new Set([
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
]);

/** Of a comment a word says nothing: it shows how a setting is written. */
const isGenerated = ({ shape, guessable, text }: Evidence): boolean =>
  shape.shape === 'random' || (shape.shape === 'opaque' && !guessable && text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text));

function selfEvident({ question, name, shape, guessable, place }: Evidence): Decided | null {
  switch (shape.shape) {
    case 'private-key':
      return decided('secret', 'it is a private key');
    case 'token':
      if (shape.identifier)
        return decided(question.container === 'credential-field' ? 'suspect' : 'public', `it is an identifier: ${shape.token}`);
      // OpenShift calls the object of a token by the token's hash, which has the same form.
      if (shape.token === 'openshift-token' && question.key === 'name') return decided('public', 'it is the name of a token');
      // Firebase and Maps have them in every page; what they open is a matter of their restrictions.
      if (place === 'evident' && shape.token === 'google-api-key') return decided('suspect', 'keys of this form may stand in public pages');
      if (shape.forged) {
        const expected = place === 'secret' || isCredential(name);
        return decided(expected ? 'secret' : 'suspect', `it has the format of a ${shape.token}, with a wrong checksum`);
      }
      return decided('secret', `it has the format of a ${shape.token}`);
    case 'jwt':
      if (name.role === 'pointer' || name.role === 'setting') return decided('suspect', 'it is a JSON Web Token');
      return decided(place === 'secret' || isCredential(name) || name.role === 'neutral' ? 'secret' : 'suspect', 'it is a JSON Web Token');
    case 'url-with-password':
      return decided(
        place === 'evident' && (guessable || (question.container === 'comment' && question.key !== null)) ? 'suspect' : 'secret',
        'it holds a password',
        ...(guessable ? ['the password is guessable'] : []),
      );
    case 'password-hash':
      if (question.container === 'comment' && question.key !== null) return decided('none', 'it is a password hash, in a comment');
      return decided(place === 'secret' || question.container === 'dotenv' ? 'secret' : 'suspect', 'it is a password hash');
    default:
      return null;
  }
}

/** Names that point elsewhere or name something public are believed, unless a Secret holds something that only a generator makes. */
function ofHarmlessName({ question, name, shape, text, place }: Evidence): Decided {
  if (name.says === 'public') return decided('public', says(name));
  if (place === 'secret' && shape.randomPart) return decided('secret', 'a part of the URL looks generated', where(question));
  if (/^(?:[\w-]+ )?(?:digest|checksum|commit|sum|(?:sha\d+|md5)(?:sum)?)$/.test(name.says ?? '') && isDigest.test(text))
    return decided('none', says(name), 'it is a checksum');
  if (place === 'secret' && shape.shape === 'random' && name.role !== 'identifier' && text.length >= 20)
    return decided('secret', 'it looks generated', where(question));
  return decided(name.role === 'pointer' || name.role === 'setting' ? 'none' : 'public', says(name));
}

/** Of a store of objects, as AWS, MinIO, Wasabi and Alibaba make it; what opens the store is longer. */
function isAccessKeyId({ key, neighbours }: Question, says: string | null, text: string): boolean {
  if (says?.endsWith('access key') !== true || /secret[-_.]?access/i.test(key ?? '') || !accessKeyId.test(text)) return false;
  return !neighbours.some((one) => /key[-_]?id$/i.test(one));
}

const accessKeyId = /^(?=.*\d)(?=.*[A-Z])[A-Za-z0-9]{16,26}$/;

/** `users: admin:tulip7`. */
const isLogin = /^[A-Za-z][\w.@-]{0,40}:[^\s:/]{3,64}$/;

/** In hexadecimal, as long as MD5, SHA-1, SHA-256 or SHA-512 make it. */
const isDigest = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;

function ofUrl({ question, name, shape, place }: Evidence): Decided {
  if (!shape.randomPart)
    return place === 'secret' && isCredential(name)
      ? decided('suspect', says(name), 'it is a URL')
      : decided('public', 'it is a URL without a password');
  if (place === 'secret' || isCredential(name) || name.role === 'url')
    return decided('secret', 'a part of the URL looks generated', where(question));
  return decided('public', 'it is a URL without a password');
}

function ofNumber({ question, name, guessable, text, place }: Evidence): Decided {
  const digits = text.replace(/\D/g, '').length;
  if (place === 'secret' && (isCredential(name) || (name.role === 'weak' && digits >= 4)))
    return decided(digits >= 3 ? 'secret' : 'suspect', says(name), where(question));
  const isOfFile = question.container === 'config-file' && question.key === 'secret' && digits >= 4;
  if (isOfFile || (name.role === 'password' && (digits >= 6 || (guessable && digits >= 4)))) return decided('secret', says(name));
  if (
    name.role === 'secret' &&
    guessable &&
    digits >= 4 &&
    (question.container === 'env' || question.container === 'dotenv') &&
    /secret(?:[-_]?key)?$/i.test(question.key ?? '')
  )
    return decided('secret', says(name), 'it is guessable');
  return decided('none', 'it is a number');
}

function ofRandom({ question, name, text, place }: Evidence): Decided {
  if (place === 'secret') return decided('secret', ...(isCredential(name) ? [says(name)] : []), 'it looks generated', where(question));
  // Duo: the integration key names the application, its secret key is the secret.
  if (name.says === 'integration key' && /^DI[A-Z0-9]{18}$/.test(text)) return decided('public', 'it is an identifier');
  if (name.role === 'secret' && isBase64OfWords(text)) return decided('suspect', says(name), 'it is base64 of words');
  if (name.role === 'password' || name.role === 'secret') return decided('secret', says(name), 'it looks generated');
  if (name.role === 'url' && text.length >= 20) return decided('suspect', says(name), 'it looks generated');
  // A bare `key` is the key of a map, a label or a remote secret.
  if (name.role === 'weak' && text.length >= 16 && (name.says !== 'key' || place === 'direct'))
    return decided(place === 'direct' && text.length >= 24 ? 'secret' : 'suspect', says(name), 'it looks generated');
  return decided('none', 'the name does not say that it is a secret');
}

/** `secretValue1`: no machine's credential, but somebody's example; a password may be as simple. */
function isBase64OfWords(text: string): boolean {
  if (!isBase64OfText(text)) return false;
  const inner = Buffer.from(text, 'base64').toString('utf8');
  return (grainOf(inner) === 'word' || grainOf(inner) === 'identifier') && !isGuessable(inner);
}

function ofOpaque(evidence: Evidence): Decided {
  const { question, name, text, place, guessable } = evidence;
  if (place === 'secret') {
    if (isCredential(name)) return decided('secret', says(name), where(question));
    if (isWordList.test(text)) return decided('none', 'it is a list of words');
    // Letters alone, under a name that says nothing: as likely a word that no list has.
    return decided(text.length < 4 || /^[A-Za-z]{1,24}$/.test(text) ? 'suspect' : 'secret', where(question));
  }
  if (isEnum(text)) return decided('none', 'it is a word of a setting');
  if (name.role === 'password')
    return text.length >= 3 ? decided('secret', says(name)) : decided('none', 'it is too short to be a password');
  if (isWordList.test(text)) return decided('none', 'it is a list of words');
  if (name.role === 'secret' && (isObjectName.test(text) || isProgramName.test(text)))
    return decided('none', 'it reads like the name of an object');
  if (name.role === 'secret' && guessable && text.length < 8) return ofGuessableKey(evidence);
  if (name.role === 'secret' && isOwnWord(evidence)) return decided('secret', says(name), where(question));
  if (name.role === 'secret' && text.length >= 8 && /\d/.test(text)) return decided('secret', says(name));
  if (question.inSecret && name.role === 'secret' && text.length >= 3) return decided('suspect', says(name), 'it stands in a Secret');
  if (name.role === 'secret' && (text.length >= 12 || (place === 'direct' && text.length >= 8))) return decided('suspect', says(name));
  return decided('none', 'the name does not say that it is a secret');
}

/** `11009103-pull-secret`. */
const isObjectName = /^[a-z0-9]+(?:[-.][a-z0-9]+)*-(?:secret|credential|cred|token|key)s?$/;

/** `n8nStorage`: what programs call a thing. */
const isProgramName = /^[a-z][a-z0-9]{0,7}(?:[A-Z][a-z]{2,}){1,4}$/;

/** `gravatar,initials`; `ssh/gitea.ed25519,ssh/gitea.rsa`. */
const isWordList = /^(?:[a-z]+(?:,[a-z]+)+|(?:\/[\w.-]+)+(?:,(?:\/[\w.-]+)+)+|[a-z]+\/[a-z][\w.-]*(?:,[a-z]+\/[a-z][\w.-]*)+)$/;
