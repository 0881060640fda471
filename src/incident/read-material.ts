import type { CertificateHolding, MaterialHolding } from './holdings.ts';
import { armours, privateMarkers } from './keys/armour.ts';
import { sealingCertificate } from './keys/certificate.ts';
import { readKeys } from './keys/read.ts';
import { isKeyShaped } from './markers.ts';

/** Certificates that the controller of Sealed Secrets made; others say nothing of sealing. */
export function readCertificates(text: string): CertificateHolding[] {
  if (!text.includes('BEGIN CERTIFICATE') && !/LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR/.test(text)) return [];
  const blocks = armours(text).flatMap((block) => (block.kind === 'pem' && block.label === 'CERTIFICATE' ? [block.der] : []));
  return blocks.slice(0, 1000).flatMap((der) => {
    const certificate = sealingCertificate(der);
    if (certificate?.controllerMade !== true) return [];
    const { rsa, notBefore, notAfter } = certificate;
    return [{ fingerprint: rsa.fingerprint, notBefore, notAfter }];
  });
}

/** Private keys in a file, whatever it is; the keys themselves are let go. `text` is null for binary files. */
export async function readMaterial(bytes: Buffer, text: string | null): Promise<MaterialHolding[]> {
  const maybe = text === null ? isKeyShaped(bytes) : privateMarkers.some((marker) => text.includes(marker));
  if (!maybe) return [];
  const keys = await readKeys({ source: '', bytes }, async () => null).catch(() => []);
  return keys
    .filter(({ key }) => key.private || key.note !== null)
    .map(({ key: { id, kind, fingerprint, recipients, controllerMade, private: open } }) => ({
      keyId: id,
      kind,
      fingerprint,
      recipients,
      controllerMade,
      locked: !open,
    }));
}
