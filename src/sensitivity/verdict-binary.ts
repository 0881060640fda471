import { type Decided, decided, type Evidence, says, where } from './evidence.ts';
import { isCredential } from './key-name.ts';

/** Raw keys are binary; so are images and trust stores, whose names say so. */
export function ofBinary({ question, name, place }: Evidence): Decided {
  if (place !== 'secret' || isPublicFile(question.key)) return decided('none', 'it is binary');
  if (isCredential(name) || name.role === 'weak' || isKeystore(question.key)) return decided('secret', says(name), 'it is binary');
  return decided(name.role === 'neutral' ? 'suspect' : 'none', 'it is binary', where(question));
}

const isPublicFile = (key: string | null): boolean =>
  key !== null && /\.(?:crt|cer|pub|png|jpe?g|gif|ico|svg|woff2?|wasm|jar|zip|t?gz|tar|mo|pdf)$|truststore|trust\./i.test(key);
const isKeystore = (key: string | null): boolean =>
  key !== null && /\.(?:jks|p12|pfx|keystore|key|gpg|keytab|kdbx|pem|der)$|keystore|keytab/i.test(key) && !/truststore|trust\./i.test(key);
