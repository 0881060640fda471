import type { Readable } from 'node:stream';

const high = 4 << 20;
const low = 1 << 20;

/**
 * The bytes of a stream, taken in pieces of the taker's choosing, without waiting where they are there. The stream is
 * stopped while 4 MiB, or one piece that is larger, wait to be taken; its own iterator would stop it for each chunk, which
 * halves the rate of a pipe.
 */
export class ByteQueue {
  private readonly stream: Readable;
  private readonly chunks: Buffer[] = [];
  private at = 0;
  private queued = 0;
  private needed = 0;
  private ended = false;
  private wake: (() => void) | null = null;

  constructor(stream: Readable) {
    this.stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.queued += chunk.length;
      if (this.queued > high && this.queued >= this.needed) stream.pause();
      this.wake?.();
    });
    const end = () => {
      this.ended = true;
      this.wake?.();
    };
    stream.on('end', end).on('close', end).on('error', end);
  }

  /** The bytes before the next line end, which is taken too; null when it has not come yet. */
  line(): Buffer | null {
    let before = 0;
    for (let index = 0; index < this.chunks.length; index++) {
      const chunk = this.chunks[index] ?? none;
      const from = index === 0 ? this.at : 0;
      const stop = chunk.indexOf(lineEnd, from);
      if (stop !== -1) return this.take(before + stop - from + 1)?.subarray(0, -1) ?? null;
      before += chunk.length - from;
    }
    return null;
  }

  /** The next `length` bytes: a view where they came in one chunk. null when they have not all come yet. */
  take(length: number): Buffer | null {
    if (this.queued < length) {
      this.needed = length;
      this.stream.resume();
      return null;
    }
    this.needed = 0;
    const first = this.chunks[0] ?? none;
    if (first.length - this.at >= length) {
      const view = first.subarray(this.at, this.at + length);
      this.advance(length);
      return view;
    }
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let filled = 0; filled < length; ) {
      const chunk = this.chunks[0] ?? none;
      const count = chunk.copy(bytes, filled, this.at, this.at + length - filled);
      filled += count;
      this.advance(count);
    }
    return bytes;
  }

  /** A copy of the next `length` bytes, which stay; null when they have not all come yet. */
  peek(length: number): Buffer | null {
    if (this.queued < length) {
      this.needed = length;
      this.stream.resume();
      return null;
    }
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    for (let index = 0; filled < length; index++) filled += (this.chunks[index] ?? none).copy(bytes, filled, index === 0 ? this.at : 0);
    return bytes;
  }

  /** Lets up to `length` bytes go by; how many there were. */
  skip(length: number): number {
    const count = Math.min(length, this.queued);
    for (let left = count; left > 0; ) {
      const part = Math.min(left, (this.chunks[0] ?? none).length - this.at);
      left -= part;
      this.advance(part);
    }
    return count;
  }

  /** Waits for more bytes than there are now; false at the end of the stream. */
  async more(): Promise<boolean> {
    const had = this.queued;
    while (this.queued <= had && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    return this.queued > had;
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
}

const none = Buffer.alloc(0);
const lineEnd = 10;
