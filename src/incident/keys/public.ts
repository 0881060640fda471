import { createPublicKey } from 'node:crypto';
import type { Armour } from './armour.ts';
import type { SealingCertificate } from './certificate.ts';
import { publicIdentity } from './identity.ts';
import { type LeakedKey, leakedKey } from './leaked.ts';
import { rsaNumbers } from './rsa.ts';

/** What a file without a private key names, PGP aside: certificates, public keys, recipients a line. */
export function publicKeys(
  blocks: readonly Armour[],
  certificates: readonly SealingCertificate[],
  text: string,
  source: string,
): LeakedKey[] {
  const keys = certificates.map((certificate) => sealing(certificate, source, null));
  for (const block of blocks) {
    if (block.kind !== 'pem' || !/^(?:RSA )?PUBLIC KEY$/.test(block.label)) continue;
    const rsa = numbersOf(block);
    if (rsa !== null) keys.push(leakedKey(describeRsa(rsa.fingerprint, rsa.bits, source, undefined), { rsa }));
  }
  for (const line of text.split(/\r?\n/).slice(0, 10_000)) {
    const identity = line.startsWith('#') ? null : publicIdentity(line, source);
    if (identity !== null) keys.push(identity);
  }
  return keys;
}

/** The public half of a sealing key. */
export function sealing(certificate: SealingCertificate, source: string, note: string | null): LeakedKey {
  const { rsa } = certificate;
  return leakedKey({ ...describeRsa(rsa.fingerprint, rsa.bits, source, certificate), note }, { rsa });
}

export function describeRsa(name: string, bits: number, source: string, certificate: SealingCertificate | undefined) {
  const { notBefore = null, notAfter = null, controllerMade = false } = certificate ?? {};
  return { kind: 'sealed-secrets', fingerprint: name, source, algorithm: `RSA ${bits}`, notBefore, notAfter, controllerMade } as const;
}

function numbersOf(block: Armour & { readonly kind: 'pem' }): ReturnType<typeof rsaNumbers> {
  try {
    return rsaNumbers(createPublicKey(block.pem === '' ? { key: block.der, format: 'der', type: 'spki' } : block.pem));
  } catch {
    return null;
  }
}
