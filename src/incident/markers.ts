import { decode } from '../text/decode.ts';
import { privateMarkers } from './keys/armour.ts';

const material = [
  ...privateMarkers.map((marker) => marker.replaceAll(/[+]/g, '\\+')),
  'PuTTY-User-Key-File',
  // The key store of GnuPG.
  '\\d\\d:(?:protected-)?private-key',
  'Key: \\((?:protected-)?private-key',
];

/** Every private key in a text has one of these. */
export const materialMarkers = new RegExp(material.join('|'));

const closedMarkers = [
  'ENC\\[AES256_GCM',
  ...['ENC[AES256_GCM', 'encryptedData'].flatMap(inBase64),
  'encryptedData',
  // Never within longer base64: the numbers of every RSA key of SSH look like it there.
  '(?<![A-Za-z0-9+/])(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/]{60}',
  ...material,
  ...['BEGIN CERTIFICATE', ...inBase64('BEGIN CERTIFICATE')],
];
const closed = new RegExp(closedMarkers.join('|'));
const secretKind = 'kind["\']?\\s*:\\s*["\']?Secret\\b';

/** Bytes that stand in everything the sweep looks for; most blobs have none of them and are let go unread. */
export const markers = new RegExp([...closedMarkers, secretKind].join('|'));

/** A Secret in clear, and nothing that is sealed, encrypted or a key. */
export function holdsOnlySecrets(text: string): boolean {
  return !closed.test(text) && new RegExp(secretKind).test(text);
}

/** Does the blob hold anything to read? A test of bytes alone, at the rate of memory. */
export function mayHold(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  if (bytes.includes(0)) return isKeyShaped(bytes) || isWideText(bytes);
  return markers.test(bytes.toString('latin1'));
}

/** Begins as DER of a private key, or as an OpenPGP secret key packet. */
export function isKeyShaped(bytes: Buffer): boolean {
  const [a = 0, b = 0] = bytes;
  const wholeSequence = b < 0x80 ? bytes.length === b + 2 : b === 0x81 ? bytes.length === (bytes[2] ?? 0) + 3 : b === 0x82;
  return (a === 0x30 && wholeSequence && bytes.length < 1 << 15) || ((a === 0x95 || a === 0x94 || a === 0xc5) && bytes.length < 1 << 20);
}

function isWideText(bytes: Buffer): boolean {
  const decoded = decode(bytes);
  return decoded.kind === 'text' && markers.test(decoded.source.text);
}

/** The text as it stands inside base64, in each of the three alignments, without the characters its neighbours decide. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + word).toString('base64');
    return text.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3)).replaceAll('+', '\\+');
  });
}
