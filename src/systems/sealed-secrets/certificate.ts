import { createHash, X509Certificate } from 'node:crypto';
import type { Place, SourceText } from '../../model/document.ts';
import { identityOf } from '../key-material/fingerprint.ts';
import type { Emit } from '../system.ts';
import { textPlace } from '../text-place.ts';

/** A certificate that people seal with (`kubeseal --cert`). It is public, and whoever replaces it reads what is sealed from then on. */
export interface CertificateNote {
  readonly kind: 'certificate';
  readonly place: Place;
  /** `SHA256:` of its public key: of the SPKI in DER, and as OpenSSH and the controller write it. */
  readonly spki: string;
  readonly fingerprint: string | null;
}

/** Certificates of the controller, which have neither subject nor issuer, and those of its guide, which are called sealed-secret. */
export function noteCertificates(source: SourceText, emit: Emit): void {
  if (!source.text.includes('-----BEGIN CERTIFICATE-----')) return;
  let noted = 0;
  for (const found of source.text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,16384})-----END CERTIFICATE-----/g)) {
    const sealing = sealingCertificate(Buffer.from(found[1] ?? '', 'base64'));
    if (sealing === null) continue;
    const note: CertificateNote = { kind: 'certificate', place: textPlace(source, found.index, found.index + found[0].length), ...sealing };
    emit.note(note);
    noted += 1;
    if (noted === most) return;
  }
}

/** Bundles of authorities hold hundreds, none of which seals. */
const most = 100;

function sealingCertificate(der: Buffer): Pick<CertificateNote, 'spki' | 'fingerprint'> | null {
  try {
    const { subject, issuer, publicKey } = new X509Certificate(der);
    // Node says undefined where there is no subject.
    const isSealing = (!subject && !issuer) || /^CN=sealed-secrets?$/m.test(subject);
    if (!isSealing || publicKey.asymmetricKeyType !== 'rsa') return null;
    const spki = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64');
    return { spki: `SHA256:${spki.replace(/=+$/, '')}`, fingerprint: identityOf(publicKey).fingerprint };
  } catch {
    return null; // no certificate, whatever its armour says
  }
}
