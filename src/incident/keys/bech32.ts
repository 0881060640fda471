const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Bech32 (BIP 173, without its limit of 90 characters, as age uses it) of bytes under a human-readable prefix, in lower case. */
export function bech32(prefix: string, bytes: Uint8Array): string {
  const words = regroup(bytes);
  const check = polymod([...expand(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  for (let i = 0; i < 6; i += 1) words.push((check >>> (5 * (5 - i))) & 31);
  return `${prefix}1${words.map((word) => alphabet[word]).join('')}`;
}

/** Prefix and checksum are right: a recipient mistyped by one letter is told apart. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const split = lower.lastIndexOf('1');
  if ((text !== lower && text !== text.toUpperCase()) || split < 1 || lower.length - split < 7) return false;
  const words = [...lower.slice(split + 1)].map((letter) => alphabet.indexOf(letter));
  return !words.includes(-1) && polymod([...expand(lower.slice(0, split)), ...words]) === 1;
}

function regroup(bytes: Uint8Array): number[] {
  const words: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = ((rest << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      words.push((rest >>> bits) & 31);
    }
  }
  if (bits > 0) words.push((rest << (5 - bits)) & 31);
  return words;
}

function expand(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(words: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let check = 1;
  for (const word of words) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ word;
    generator.forEach((value, i) => {
      if ((top >>> i) & 1) check ^= value;
    });
  }
  return check;
}
