/** Reads length-prefixed fields as SSH writes them (RFC 4251, 5). Past the end every read is null. */
export class Wire {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint32(): number | null {
    if (this.at + 4 > this.bytes.length) return null;
    this.at += 4;
    return this.bytes.readUInt32BE(this.at - 4);
  }

  field(): Buffer | null {
    const length = this.uint32();
    if (length === null || this.at + length > this.bytes.length) return null;
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  skip(length: number): void {
    this.at += length;
  }
}

/** One field. An integer (`mpint`) gets a zero byte before a high bit. */
export function field(bytes: Uint8Array, integer = false): Buffer {
  const body = integer && (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}
