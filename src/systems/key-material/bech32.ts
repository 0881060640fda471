const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Decodes Bech32 (BIP 173 without its limit of 90 characters, as age uses it); null where prefix, alphabet or checksum is wrong. */
export function decodeBech32(text: string): { readonly prefix: string; readonly bytes: Uint8Array } | null {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return null;
  const split = lower.lastIndexOf('1');
  if (split < 1 || lower.length - split < 7) return null;
  const words = [...lower.slice(split + 1)].map((letter) => alphabet.indexOf(letter));
  const prefix = lower.slice(0, split);
  if (words.includes(-1) || checksum([...expanded(prefix), ...words]) !== 1) return null;
  const bytes = regroup(words.slice(0, -6), 5, 8, false);
  return bytes === null ? null : { prefix, bytes: Uint8Array.from(bytes) };
}

/** Lower case. */
export function encodeBech32(prefix: string, bytes: Uint8Array): string {
  const words = regroup([...bytes], 8, 5, true) ?? [];
  const check = checksum([...expanded(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  for (let shift = 25; shift >= 0; shift -= 5) words.push((check >>> shift) & 31);
  return `${prefix}1${words.map((word) => alphabet[word]).join('')}`;
}

/** From groups of `from` bits to groups of `to`; null where what is left over is no padding. */
function regroup(groups: readonly number[], from: number, to: number, pad: boolean): number[] | null {
  const out: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const group of groups) {
    rest = ((rest << from) | group) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push((rest >>> bits) & ((1 << to) - 1));
    }
  }
  if (pad) {
    if (bits > 0) out.push((rest << (to - bits)) & ((1 << to) - 1));
    return out;
  }
  return bits >= from || (rest & ((1 << bits) - 1)) !== 0 ? null : out;
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function checksum(words: readonly number[]): number {
  let check = 1;
  for (const word of words) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ word;
    for (const [bit, value] of generator.entries()) if ((top >>> bit) & 1) check ^= value;
  }
  return check;
}
