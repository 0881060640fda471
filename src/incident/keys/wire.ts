/** Reads the SSH wire form (RFC 4251): lengths in front, big endian. Every step out of bounds throws. */
export class WireReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  uint32(): number {
    this.at += 4;
    return this.bytes.readUInt32BE(this.at - 4);
  }

  field(): Buffer {
    const length = this.uint32();
    if (length > this.bytes.length - this.at) throw new RangeError('field longer than what is left');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return this.field().toString('latin1');
  }

  /** An mpint without its leading zero. */
  number(): Buffer {
    const field = this.field();
    return field[0] === 0 ? field.subarray(1) : field;
  }
}

export function wire(...fields: readonly (Uint8Array | string)[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = Buffer.from(field);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** An mpint: a leading zero where the top bit is set. */
export function mpint(number: Uint8Array): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  const bytes = Buffer.from(first < 0 ? [] : number.subarray(first));
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}
