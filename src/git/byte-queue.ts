import type { Readable } from 'node:stream';

const high = 4 << 20;
const low = 1 << 20;

/**
 * The bytes of a stream, taken in pieces of the taker's choosing. The stream is stopped while 4 MiB wait to be taken; its
 * own iterator would stop it for each chunk, which halves the rate of a pipe.
 */
export class ByteQueue {
  private readonly stream: Readable;
  private readonly chunks: Buffer[] = [];
  private at = 0;
  private queued = 0;
  private ended = false;
  private wake: (() => void) | null = null;

  constructor(stream: Readable) {
    this.stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.queued += chunk.length;
      if (this.queued > high) stream.pause();
      this.wake?.();
    });
    const end = () => {
      this.ended = true;
      this.wake?.();
    };
    stream.on('end', end).on('close', end).on('error', end);
  }

  /** The bytes before the next line end, which is taken too; null at the end of the stream. */
  async line(): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (;;) {
      const chunk = this.chunks[0] ?? (await this.more());
      if (chunk === undefined) return null;
      const stop = chunk.indexOf(10, this.at);
      if (stop !== -1) {
        const part = chunk.subarray(this.at, stop);
        this.advance(stop + 1 - this.at);
        return parts.length === 0 ? part : Buffer.concat([...parts, part]);
      }
      parts.push(chunk.subarray(this.at));
      this.advance(chunk.length - this.at);
    }
  }

  /** The next `length` bytes: without a copy where they came in one chunk. null when the stream ends before. */
  async take(length: number): Promise<Buffer | null> {
    if (length === 0) return Buffer.alloc(0);
    const first = this.chunks[0] ?? (await this.more());
    if (first === undefined) return null;
    if (first.length - this.at >= length) {
      const whole = first.subarray(this.at, this.at + length);
      this.advance(length);
      return whole;
    }
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    const read = await this.pass(length, (part) => {
      bytes.set(part, filled);
      filled += part.length;
    });
    return read ? bytes : null;
  }

  /** Lets `length` bytes go by; false when the stream ends before. */
  skip(length: number): Promise<boolean> {
    return this.pass(length, () => {});
  }

  private async pass(length: number, see: (part: Buffer) => void): Promise<boolean> {
    for (let left = length; left > 0; ) {
      const chunk = this.chunks[0] ?? (await this.more());
      if (chunk === undefined) return false;
      const part = chunk.subarray(this.at, this.at + left);
      see(part);
      left -= part.length;
      this.advance(part.length);
    }
    return true;
  }

  private advance(length: number): void {
    this.at += length;
    this.queued -= length;
    if (this.at === this.chunks[0]?.length) {
      this.chunks.shift();
      this.at = 0;
    }
    if (this.queued < low && this.stream.isPaused()) this.stream.resume();
  }

  private async more(): Promise<Buffer | undefined> {
    while (this.chunks.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    return this.chunks[0];
  }
}
