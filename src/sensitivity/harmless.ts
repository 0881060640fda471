import { Memo } from '../text/memo.ts';
import { isBelowPointer, type KeyRole, mayNameSecret, readKeyName } from './key-name.ts';
import { findTokens } from './token.ts';

/**
 * Told by a look, which most values need no more than: outside of what holds secrets by its kind (a Secret, a login, a generator of
 * either) `judge` says `none` or `public` of it, without a weakness, and no grammar finds a reference in it. False says nothing.
 */
export const isHarmless = (text: string, key: string | null, keyPath: string): boolean =>
  (unsuspicious.test(text) || numbered.test(text)) && !holdsToken(text) && (key === null || isHarmlessKey(key, keyPath));

/**
 * Letters, digits and the signs of names, numbers, paths and versions: nothing that reads as several words, as structure, as a
 * reference or as a login in a URL. What is made of these alone and is a secret by itself is longer, is a token, or begins so:
 * JSON Web Tokens and the hashes that PostgreSQL keeps.
 */
const unsuspicious = /^(?!eyJ|md5|.*__)[\w.,/+~^-]{1,60}$/;
/** The same with a port or the version of an image behind it. */
const numbered = /^(?!eyJ|md5|akeyless|.*__)[\w./-]{1,60}:v?\d[\w.-]{0,30}$/;

const holdsToken = (text: string): boolean =>
  text.length >= 20 && (!nameOfPieces.test(text) || inPieces.test(text)) && findTokens(text).length > 0;

/** How hosts, objects and images are called: no token is written so but those that `inPieces` tells. */
const nameOfPieces = /^(?:[a-z0-9]{0,19}[-./,:])*[a-z0-9]{0,19}$/;
/** How tokens begin that may be in lower case and have signs within, so that no piece of them is long. */
const inPieces = /gl[a-z]{2,5}-|xox|ya29|hv[sbr]\.|sq0csp/;

/** A name under which nothing of the kind is a secret, by itself or by what stands above it, whatever stands beside it. */
function isHarmlessKey(key: string, keyPath: string): boolean {
  const role = roles.of(key, () => (mayNameSecret(key) ? readKeyName(key, '').role : 'neutral'));
  return harmless.has(role) || (role !== 'url' && isBelowPointer(keyPath, key));
}

const roles = new Memo<KeyRole>(1 << 12);
const harmless: ReadonlySet<KeyRole> = new Set(['username', 'identifier', 'public', 'pointer', 'setting', 'neutral']);
