import { createHash } from 'node:crypto';
import { lenientBase64 } from '../../text/base64.ts';

/** One recipient stanza of an age header: `-> X25519 <ephemeral share>`. */
interface Stanza {
  readonly type: string;
  readonly args: readonly string[];
}

/** What can be seen of an age file without a key. */
interface AgeFile {
  readonly stanzas: readonly Stanza[];
  /** Bytes after the header: 64 for a data key of 32 bytes, 65 for a share of one. */
  readonly payload: number;
}

/** Reads the header of an armored age file; null where it is none. */
export function readAge(armored: string): AgeFile | null {
  const bytes = unarmor(armored, 'AGE ENCRYPTED FILE');
  if (bytes === null) return null;
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mac = header.indexOf('\n---');
  const end = mac < 0 ? -1 : header.indexOf('\n', mac + 1);
  if (end < 0) return null;
  const [version, ...lines] = header.toString('latin1', 0, mac).split('\n');
  if (version !== 'age-encryption.org/v1') return null;
  const stanzas = lines
    .filter((line) => line.startsWith('-> '))
    .map((line) => line.slice(3).split(' '))
    .map(([type = '', ...args]) => ({ type, args }));
  return { stanzas, payload: bytes.length - end - 1 };
}

/**
 * How many readers the header has beside the first. Stanzas of a plugin may be several for one recipient; `*-grease` is
 * noise that some writers add, of no key.
 */
export function ageReaders(file: AgeFile): number {
  return file.stanzas.filter((stanza) => !stanza.type.endsWith('-grease')).length;
}

/** The tag by which a stanza names an SSH key: the first four bytes of SHA-256 of its public blob. */
export function sshTag(recipient: string): string | null {
  const blob = lenientBase64(recipient.trim().split(/\s+/)[1] ?? '');
  if (blob === null || blob.length === 0) return null;
  return createHash('sha256').update(blob).digest().subarray(0, 4).toString('base64').replace(/=+$/, '');
}

/**
 * Key ids of the session-key packets of an armored PGP message, 16 hex digits each; zeros: a hidden recipient; `password` for
 * a packet that a passphrase opens. null where it is no message.
 */
export function pgpReaders(armored: string): readonly string[] | null {
  const bytes = unarmor(armored, 'PGP MESSAGE');
  if (bytes === null) return null;
  const readers: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const packet = packetAt(bytes, at);
    if (packet === null) return null;
    if (packet.tag === publicKeySession) readers.push(keyId(bytes, packet.body));
    else if (packet.tag === passwordSession) readers.push('password');
    else break;
    at = packet.body + packet.length;
  }
  return readers.length === 0 ? null : readers;
}

const publicKeySession = 1;
const passwordSession = 3;

interface Packet {
  readonly tag: number;
  /** Offset of its body. */
  readonly body: number;
  readonly length: number;
}

/** Header of one packet (RFC 4880 §4.2); null for what no session-key packet has: partial or open lengths, none at all. */
function packetAt(bytes: Uint8Array, at: number): Packet | null {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return null;
  const tag = first & 0x40 ? first & 0x3f : (first >> 2) & 0x0f;
  if (tag !== publicKeySession && tag !== passwordSession) return { tag, body: at, length: bytes.length - at };
  const octet = (index: number): number => bytes[at + index] ?? 0;
  if (!(first & 0x40)) {
    const size = [1, 2, 4, 0][first & 3] ?? 0;
    if (size === 0) return null;
    let length = 0;
    for (let index = 1; index <= size; index += 1) length = length * 256 + octet(index);
    return { tag, body: at + 1 + size, length };
  }
  if (octet(1) < 192) return { tag, body: at + 2, length: octet(1) };
  if (octet(1) < 224) return { tag, body: at + 3, length: (octet(1) - 192) * 256 + octet(2) + 192 };
  if (octet(1) !== 255) return null;
  return { tag, body: at + 6, length: octet(2) * 2 ** 24 + octet(3) * 2 ** 16 + octet(4) * 256 + octet(5) };
}

/** Version 3 packets have the key id behind the version; version 6 a length, a version and a fingerprint. */
function keyId(bytes: Uint8Array, body: number): string {
  if (bytes[body] !== 6) return hex(bytes.subarray(body + 1, body + 9));
  const length = bytes[body + 1] ?? 0;
  if (length === 0) return '0'.repeat(16);
  const fingerprint = bytes.subarray(body + 3, body + 2 + length);
  return hex(bytes[body + 2] === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Bytes inside an armor, its headers and checksum left out. */
function unarmor(armored: string, label: string): Uint8Array | null {
  const begin = `-----BEGIN ${label}-----`;
  const start = armored.indexOf(begin);
  const end = armored.indexOf(`-----END ${label}-----`, start);
  if (start < 0 || end < 0) return null;
  const lines = armored
    .slice(start + begin.length, end)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes(': ') && !/^=[A-Za-z0-9+/]{4}$/.test(line));
  const bytes = lenientBase64(lines.join(''));
  return bytes === null || bytes.length === 0 ? null : bytes;
}
