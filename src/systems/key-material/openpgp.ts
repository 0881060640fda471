import { createHash } from 'node:crypto';

/** What a stream of OpenPGP packets says of the secret keys in it. */
interface PgpKey {
  /** Of the first key, upper-case hex; null where its version or algorithm is not known. */
  readonly fingerprint: string | null;
  /** Every secret part is locked with a passphrase. */
  readonly locked: boolean;
}

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

const secretKey = 5;
const secretSubkey = 7;
const mostPackets = 1000;

/** null: no secret key, or only stubs (`gnu-dummy`, a card) in it. RFC 9580, 4.2 and 5.5; GnuPG's own S2K extension. */
export function readPgp(bytes: Uint8Array): PgpKey | null {
  const keys = packets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).filter(
    ({ tag }) => tag === secretKey || tag === secretSubkey,
  );
  const [first] = keys;
  if (first === undefined) return null;
  const protections = keys.map(({ body }) => protectionOf(body));
  if (protections.every((one) => one === 'stub')) return null;
  return { fingerprint: fingerprintOf(first.body), locked: !protections.includes('clear') };
}

/** A keyring is recognised by its first packet. */
export function startsWithSecretKey(bytes: Uint8Array): boolean {
  const tag = tagOf(bytes[0] ?? 0);
  if (tag !== secretKey && tag !== secretSubkey) return false;
  const [first] = packets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 1);
  return first !== undefined && first.body.length >= 40 && publicLength(first.body) !== null;
}

function tagOf(first: number): number | null {
  if ((first & 0x80) === 0) return null;
  return (first & 0x40) === 0 ? (first >> 2) & 15 : first & 63;
}

function packets(bytes: Buffer, most = mostPackets): Packet[] {
  const found: Packet[] = [];
  for (let at = 0; at < bytes.length && found.length < most; ) {
    const first = bytes[at] ?? 0;
    const tag = tagOf(first);
    const header = tag === null ? null : lengthAt(bytes, at + 1, first);
    if (tag === null || header === null) break;
    found.push({ tag, body: bytes.subarray(header.start, header.start + header.length) });
    at = header.start + header.length;
  }
  return found;
}

/** Keys are never written with partial lengths. */
function lengthAt(bytes: Buffer, at: number, first: number): { readonly start: number; readonly length: number } | null {
  const size = (first & 0x40) === 0 ? [1, 2, 4][first & 3] : sizeOf(bytes[at] ?? 0);
  if (size === undefined) return null;
  const skipped = size === 4 && (first & 0x40) !== 0 ? 1 : 0;
  if (at + skipped + size > bytes.length) return null;
  const value = bytes.readUIntBE(at + skipped, size);
  const length = size === 2 && (first & 0x40) !== 0 ? value - 0xc000 + 192 : value;
  return { start: at + skipped + size, length };
}

/** Bytes of a length in the new format; undefined for a partial one. */
function sizeOf(octet: number): number | undefined {
  if (octet < 192) return 1;
  if (octet < 224) return 2;
  return octet === 255 ? 4 : undefined;
}

/** Multi-precision integers of the public half, by algorithm; those with a curve first or native keys are told apart below. */
const integers: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 };
const native: Readonly<Record<number, number>> = { 25: 32, 26: 56, 27: 32, 28: 57 };

/** Length of the public half in the body of a key packet; null where it cannot be known. */
function publicLength(body: Buffer): number | null {
  const version = body[0] ?? 0;
  if (version !== 4 && version !== 5 && version !== 6) return null;
  const head = version === 4 ? 6 : 10;
  const algorithm = body[5] ?? 0;
  if (native[algorithm] !== undefined) return head + (native[algorithm] ?? 0) <= body.length ? head + (native[algorithm] ?? 0) : null;
  let at = head;
  let left = integers[algorithm];
  if (algorithm === 18 || algorithm === 19 || algorithm === 22) {
    at += 1 + (body[at] ?? 0);
    left = 1;
  }
  if (left === undefined) return null;
  for (; left > 0; left -= 1) {
    if (at + 2 > body.length) return null;
    at += 2 + Math.ceil(body.readUInt16BE(at) / 8);
  }
  // The key derivation of ECDH.
  if (algorithm === 18) at += 1 + (body[at] ?? 0);
  return at < body.length ? at : null;
}

function fingerprintOf(body: Buffer): string | null {
  const length = publicLength(body);
  if (length === null) return null;
  const version = body[0] ?? 0;
  const head = version === 4 ? Buffer.alloc(3, 0x99) : Buffer.alloc(5, version === 6 ? 0x9b : 0x9a);
  if (version === 4) head.writeUInt16BE(length, 1);
  else head.writeUInt32BE(length, 1);
  const hash = createHash(version === 4 ? 'sha1' : 'sha256')
    .update(head)
    .update(body.subarray(0, length));
  return hash.digest('hex').toUpperCase();
}

function protectionOf(body: Buffer): 'clear' | 'locked' | 'stub' {
  const length = publicLength(body);
  if (length === null) return 'locked';
  const usage = body[length];
  if (usage === 0) return 'clear';
  // 101 with the word GNU: the secret stays elsewhere, on a card or with the primary key.
  const stub = body.indexOf('GNU', length);
  return stub !== -1 && stub - length <= 8 && body[stub - 2] === 101 ? 'stub' : 'locked';
}
