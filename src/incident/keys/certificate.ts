import { X509Certificate } from 'node:crypto';
import { type RsaNumbers, rsaNumbers } from './rsa.ts';

/** A certificate of Sealed Secrets: what seals with it, and when it was valid. */
export interface SealingCertificate {
  readonly rsa: RsaNumbers;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Made by the controller: then `notBefore` is the birth of the key. A certificate brought along says nothing of its age. */
  readonly controllerMade: boolean;
}

/** null: no certificate, or not of an RSA key. */
export function sealingCertificate(bytes: Buffer): SealingCertificate | null {
  try {
    const certificate = new X509Certificate(bytes);
    const rsa = rsaNumbers(certificate.publicKey);
    if (rsa === null) return null;
    const notBefore = new Date(certificate.validFrom).toISOString();
    const notAfter = new Date(certificate.validTo).toISOString();
    return { rsa, notBefore, notAfter, controllerMade: isControllerMade(certificate.raw) };
  } catch {
    return null;
  }
}

/** The controller alone asks for nothing but `encipherOnly`, critical: extension 2.5.29.15 with the one bit. */
function isControllerMade(der: Buffer): boolean {
  return der.includes(Buffer.from('0603551d0f0101ff040403020001', 'hex'));
}
