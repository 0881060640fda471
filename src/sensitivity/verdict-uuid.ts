import { type Decided, decided, type Evidence, says, where } from './evidence.ts';
import type { Question } from './question.ts';

export function ofUuid({ question, name, place }: Evidence): Decided {
  if (isSecretId(question))
    return place === 'secret' || place === 'direct' || question.neighbours.some((one) => /^role[-_]?id$/i.test(one))
      ? decided('secret', 'it is the secret half of an AppRole')
      : decided('suspect', 'it may be the secret half of an AppRole');
  // authentik and others refer so to a pair of keys that they keep elsewhere.
  if (place === 'named' && /^(?:signing|encryption) key$/.test(name.says ?? '')) return decided('suspect', says(name), 'it is a UUID');
  if (name.role === 'password' || name.role === 'secret') return decided('secret', says(name), 'it is a UUID');
  if (place === 'secret') return decided(question.container === 'credential-field' ? 'secret' : 'suspect', 'it is a UUID', where(question));
  return decided('public', 'it is a UUID');
}

/** The secret id of an AppRole (Vault): `secret id` alone also names a Secret's identifier. */
function isSecretId({ key, neighbours }: Question): boolean {
  if (key === null || !/secret[-_]?id$/i.test(key)) return false;
  return /(?:vault|avp|approle|role|^secret[-_]?id$)/i.test(key) && !/^secretId$/.test(key)
    ? true
    : neighbours.some((one) => /role[-_]?id$/i.test(one));
}
