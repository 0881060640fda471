import { X509Certificate } from 'node:crypto';
import { readDocuments } from '../../manifest/documents.ts';
import { resourcesOf } from '../../manifest/resources.ts';
import type { SourceText } from '../../model/document.ts';
import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Scalar, textAt } from '../../model/tree.ts';
import { lenientBase64 } from '../../text/base64.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit, File } from '../system.ts';
import { findKeyMaterial } from './find.ts';

const label = 'sealedsecrets.bitnami.com/sealed-secrets-key';

/**
 * Sealing keys of Sealed Secrets: Secrets with the controller's label (whatever its value: keys that are no longer active open
 * old values all the same), with the names it gives, or with a certificate of the shape that only the controller makes.
 */
export function emitSealingKeys(source: SourceText, file: File, emit: Emit): void {
  if (!/sealed-secrets-key|kubernetes\.io\/tls/.test(source.text) || !source.text.includes('tls.key')) return;
  for (const document of readDocuments(source, file.profile)) {
    for (const resource of resourcesOf(document)) {
      if (resource.group !== '' || resource.id.kind !== 'Secret' || !isSealingKey(resource)) continue;
      for (const member of ['data', 'stringData']) emitKey(resource, member, emit);
    }
  }
}

function emitKey(resource: Resource, member: string, emit: Emit): void {
  const node = get(resource.root, member, 'tls.key');
  if (node?.kind !== 'scalar') return;
  const [key] = findKeyMaterial(node.text);
  if (key === undefined || key.cut) return;
  const as: WalkAs = {
    aspect: 'sealing-key',
    container: 'key-material',
    resource: resource.id,
    document: resource.document,
  };
  const pointer = below(resource.pointer, member, 'tls.key');
  emit.value({
    ...candidate(node, pointer, 'tls.key', `${member}.tls.key`, [], as),
    text: key.text,
    protection: 'plain',
    detail: { what: key.what, algorithm: key.algorithm, ...(key.fingerprint !== null && { fingerprint: key.fingerprint }) },
  });
}

function isSealingKey(resource: Resource): boolean {
  const metadata = get(resource.root, 'metadata');
  if (get(metadata, 'labels', label) !== undefined) return true;
  // Before 0.9 the Secret had the bare prefix for a name, and no label.
  const name = textAt(metadata, 'name') ?? textAt(metadata, 'generateName') ?? '';
  if (/^sealed-secrets-key(?:[bcdfghjklmnpqrstvwxz2456789]{5})?$/.test(name)) return true;
  return hasControllerCertificate(resource);
}

/** Self-signed with neither subject nor issuer: no other tool makes such a certificate. */
function hasControllerCertificate(resource: Resource): boolean {
  const data = get(resource.root, 'data', 'tls.crt');
  const plain = get(resource.root, 'stringData', 'tls.crt');
  const pem = data?.kind === 'scalar' ? decoded(data) : plain?.kind === 'scalar' ? plain.text : '';
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return false;
  try {
    const certificate = new X509Certificate(pem);
    return !certificate.subject && !certificate.issuer && certificate.publicKey.asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function decoded(node: Scalar): string {
  return Buffer.from(lenientBase64(node.text) ?? []).toString('latin1');
}
