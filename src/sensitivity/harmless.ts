import { Memo } from '../text/memo.ts';
import { type KeyRole, mayNameSecret, readKeyName } from './key-name.ts';
import { mayHoldToken } from './token.ts';

/**
 * Told by a look, which most values need no more than: outside of what holds secrets by its kind (a Secret, a login, a generator of
 * either) `judge` says `none` or `public` of it, without a weakness, and no grammar finds a reference in it. False says nothing.
 */
export const isHarmless = (text: string, key: string | null): boolean =>
  (unsuspicious.test(text) || numbered.test(text)) && !mayHoldToken(text) && isHarmlessKey(key);

/**
 * Letters, digits and the signs of names, numbers, paths and versions: nothing that reads as several words, as structure, as a
 * reference or as a login in a URL. What is made of these alone and is a secret by itself is longer, is a token, or begins so:
 * JSON Web Tokens and the hashes that PostgreSQL keeps.
 */
const unsuspicious = /^(?!eyJ|md5|.*__)[\w.,/+~^-]{1,60}$/;
/** The same with a port or the version of an image behind it. */
const numbered = /^(?!eyJ|md5|akeyless|.*__)[\w./-]{1,60}:v?\d[\w.-]{0,30}$/;

/** A name under which nothing of the kind is a secret, whatever stands around it. */
const isHarmlessKey = (key: string | null): boolean =>
  key === null || names.of(key, () => !mayNameSecret(key) || harmlessRoles.has(readKeyName(key, '').role));

const names = new Memo<boolean>(1 << 12);
const harmlessRoles: ReadonlySet<KeyRole> = new Set(['username', 'identifier', 'public', 'pointer', 'setting', 'neutral']);
