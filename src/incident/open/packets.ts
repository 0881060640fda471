/** The bytes of an armoured PGP message, without its headers and checksum; null where there is no armour. */
export function pgpMessage(text: string): Buffer | null {
  const block = /-----BEGIN PGP MESSAGE-----\r?\n([\s\S]*?)-----END PGP MESSAGE-----/.exec(text);
  if (block === null) return null;
  const lines = (block[1] ?? '').split(/\r?\n/).map((line) => line.trim());
  return Buffer.from(lines.filter((line) => !/^[A-Za-z]+: |^=[A-Za-z0-9+/]{4}$/.test(line)).join(''), 'base64');
}

/**
 * Key ids (16 upper-case hex digits) to which a message encrypts its session key, from its leading PKESK packets; zeros hide the
 * recipient. At most a thousand; [] for what is no such message. RFC 9580 §4.2 and §5.1.
 */
export function recipientKeyIds(message: Uint8Array): string[] {
  const bytes = Buffer.from(message);
  const ids: string[] = [];
  let at = 0;
  while (at < bytes.length && ids.length < 1000) {
    const packet = header(bytes, at);
    if (packet === null || packet.tag !== 1) break;
    const body = bytes.subarray(packet.start, packet.start + packet.length);
    if (body[0] === 3 && body.length >= 9) ids.push(body.subarray(1, 9).toString('hex').toUpperCase());
    // Version 6 names a fingerprint: of a v4 key its last eight bytes are the id, of a v6 key its first.
    if (body[0] === 6) ids.push(version6(body));
    at = packet.start + packet.length;
  }
  return ids;
}

function version6(body: Buffer): string {
  const fingerprint = body.subarray(3, 2 + (body[1] ?? 0));
  const id = body[2] === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8);
  return id.toString('hex').toUpperCase().padStart(16, '0');
}

interface PacketHeader {
  readonly tag: number;
  readonly start: number;
  readonly length: number;
}

function header(bytes: Buffer, at: number): PacketHeader | null {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return null;
  const left = bytes.subarray(at + 1);
  if ((first & 0x40) === 0) {
    const width = [1, 2, 4, 0][first & 3] ?? 0;
    if (width === 0 || left.length < width) return null;
    return { tag: (first >> 2) & 15, start: at + 1 + width, length: left.readUIntBE(0, width) };
  }
  const tag = first & 63;
  const [a = 0, b = 0] = left;
  if (a < 192) return { tag, start: at + 2, length: a };
  if (a < 224) return { tag, start: at + 3, length: ((a - 192) << 8) + b + 192 };
  // Partial lengths never stand on a PKESK packet.
  return a === 255 && left.length >= 5 ? { tag, start: at + 6, length: left.readUInt32BE(1) } : null;
}
