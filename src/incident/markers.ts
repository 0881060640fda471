import { base64Runs } from '../text/base64-runs.ts';
import { decode } from '../text/decode.ts';
import { Words } from '../text/words.ts';
import { privateMarkers } from './keys/armour.ts';

const keyStoreOfGnupg = ['11:private-key', '21:protected-private-key', 'Key: (private-key', 'Key: (protected-private-key'];
const materialWords = [...privateMarkers, 'PuTTY-User-Key-File', ...keyStoreOfGnupg];
const sopsWords = ['ENC[AES256_GCM', ...inBase64('ENC[AES256_GCM')];
const sealedWords = ['encryptedData', ...inBase64('encryptedData')];
const certificateWords = ['BEGIN CERTIFICATE', ...inBase64('BEGIN CERTIFICATE')];

const material = new Words(materialWords);
const encrypted = new Words([...sopsWords, ...sealedWords]);
const sops = new Words(sopsWords);
const any = new Words([...materialWords, ...sopsWords, ...sealedWords, ...certificateWords]);
const secretKind = /kind["']?\s*:\s*["']?Secret\b/;

/** Every private key in a text has one of these words. */
export const holdsMaterial = (text: string): boolean => material.isIn(text);

/** Values that a key opens, or that an opened one can equal: what they are and where they stand takes a parser. */
export const holdsValues = (text: string): boolean => encrypted.isIn(text) || secretKind.test(text) || holdsSealed(text);

export const holdsSops = (text: string): boolean => sops.isIn(text);

/** Anything that the sweep looks for; most texts have none of it and are let go unread. */
const holdsAnything = (text: string): boolean => any.isIn(text) || secretKind.test(text) || holdsSealed(text);

/** Does the blob hold anything to read? A test of bytes alone, at the rate of memory. */
export function mayHold(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  if (bytes.includes(0)) return isKeyShaped(bytes) || isWideText(bytes);
  return holdsAnything(bytes.toString('latin1'));
}

/** Begins as DER of a private key, or as an OpenPGP secret key packet. */
export function isKeyShaped(bytes: Buffer): boolean {
  const [a = 0, b = 0] = bytes;
  const wholeSequence = b < 0x80 ? bytes.length === b + 2 : b === 0x81 ? bytes.length === (bytes[2] ?? 0) + 3 : b === 0x82;
  return (a === 0x30 && wholeSequence && bytes.length < 1 << 15) || ((a === 0x95 || a === 0x94 || a === 0xc5) && bytes.length < 1 << 20);
}

function isWideText(bytes: Buffer): boolean {
  const decoded = decode(bytes);
  return decoded.kind === 'text' && holdsAnything(decoded.source.text);
}

/** A ciphertext of Sealed Secrets begins a run of base64; within one, the numbers of every RSA key of SSH look like it. */
function holdsSealed(text: string): boolean {
  for (const { start } of base64Runs(text, 64)) if (sealedBeginning.test(text.slice(start, start + 3))) return true;
  return false;
}

const sealedBeginning = /^(?:A[gQYI]|BA)[A-D]/;

/** The text as it stands inside base64, in each of the three alignments, without the characters its neighbours decide. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + word).toString('base64');
    return text.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3));
  });
}
