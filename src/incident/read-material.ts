import { binaryKey } from '../systems/key-material/binary.ts';
import { findKeyMaterial } from '../systems/key-material/find.ts';
import type { CertificateHolding, MaterialHolding } from './holdings.ts';
import { armours } from './keys/armour.ts';
import { sealingCertificate } from './keys/certificate.ts';
import { readKeys } from './keys/read.ts';
import { holdsMaterial, isKeyShaped } from './markers.ts';

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
  const maybe = text === null ? isKeyShaped(bytes) : holdsMaterial(text);
  if (!maybe) return [];
  const usable = await usableKeys(bytes);
  return [...usable, ...otherKeys(bytes, text, usable)];
}

/** Keys that Sealed Secrets or SOPS can use. */
async function usableKeys(bytes: Buffer): Promise<MaterialHolding[]> {
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

/** Every other private key: it opens nothing here, and whoever reads the repository has it. Beginnings of keys are left to the gate. */
function otherKeys(bytes: Buffer, text: string | null, usable: readonly MaterialHolding[]): MaterialHolding[] {
  const binary = text === null ? binaryKey(bytes) : null;
  const found = text === null ? (binary === null ? [] : [binary]) : findKeyMaterial(text);
  const names = new Set<string | null>(usable.map(({ fingerprint }) => fingerprint));
  // A key without a fingerprint cannot be told from those that were read: one of its family speaks for it.
  const families = new Set(usable.map(({ kind }) => familyOf(kind)));
  const others = new Map<string, MaterialHolding>();
  for (const { kind, algorithm, fingerprint, locked, cut } of found) {
    const known = fingerprint === null ? families.has(familyOf(kind)) : names.has(fingerprint);
    if (known || cut || kind === 'passphrase-file') continue;
    const word = algorithm === '' || kind !== 'private' ? kind : (algorithm.split(' ')[0] ?? kind).toLowerCase();
    const keyId = fingerprint === null ? null : `${word}:${fingerprint}`;
    others.set(keyId ?? `${word} ${locked}`, { keyId, kind: word, fingerprint, recipients: [], controllerMade: false, locked });
  }
  return [...others.values()];
}

const familyOf = (kind: string): string => (kind === 'age' || kind === 'pgp' ? kind : 'private');
