import { createHash } from 'node:crypto';

/**
 * The key derivation of locked OpenSSH keys (bcrypt_pbkdf of OpenBSD), which node:crypto lacks. One round takes some milliseconds,
 * and ssh-keygen asks for 16 or 24; callers bound the number.
 */
export function bcryptPbkdf(passphrase: Uint8Array, salt: Uint8Array, rounds: number, length: number): Buffer {
  const key = Buffer.alloc(length);
  const stride = Math.ceil(length / 32);
  const perBlock = Math.ceil(length / stride);
  const pass = words(sha512(passphrase));
  const start = digitsOfPi();
  for (let count = 1; count <= stride; count += 1) {
    const counted = Buffer.concat([salt, Buffer.of(count >>> 24, count >>> 16, count >>> 8, count)]);
    let block = bcryptHash(start, pass, words(sha512(counted)));
    const out = Buffer.from(block);
    for (let round = 1; round < rounds; round += 1) {
      block = bcryptHash(start, pass, words(sha512(block)));
      for (let i = 0; i < 32; i += 1) out[i] = (out[i] ?? 0) ^ (block[i] ?? 0);
    }
    // The output is spread over the key, so that no part of it can be had more cheaply.
    for (let i = 0; i < perBlock; i += 1) if (i * stride + count - 1 < length) key[i * stride + count - 1] = out[i] ?? 0;
  }
  return key;
}

function bcryptHash(start: Uint32Array, pass: Uint32Array, salt: Uint32Array): Buffer {
  const state = start.slice();
  expand(state, salt, pass);
  const none = new Uint32Array(16);
  for (let i = 0; i < 64; i += 1) {
    expand(state, none, salt);
    expand(state, none, pass);
  }
  const data = words(Buffer.from('OxychromaticBlowfishSwatDynamite'));
  for (let i = 0; i < 64; i += 1) for (let j = 0; j < 8; j += 2) encipher(state, data, j);
  const out = Buffer.alloc(32);
  data.forEach((word, i) => {
    out.writeUInt32LE(word, 4 * i);
  });
  return out;
}

/** The state is one array: 18 round keys, then four boxes of 256. */
const boxes = 18;

function expand(state: Uint32Array, data: Uint32Array, key: Uint32Array): void {
  for (let i = 0; i < boxes; i += 1) state[i] = at(state, i) ^ at(key, i % key.length);
  const pair = new Uint32Array(2);
  for (let i = 0, j = 0; i < state.length; i += 2, j += 2) {
    pair[0] = at(pair, 0) ^ at(data, j % data.length);
    pair[1] = at(pair, 1) ^ at(data, (j + 1) % data.length);
    encipher(state, pair, 0);
    state[i] = at(pair, 0);
    state[i + 1] = at(pair, 1);
  }
}

/** Blowfish on the two words at `index`. */
function encipher(state: Uint32Array, data: Uint32Array, index: number): void {
  let left = at(data, index) ^ at(state, 0);
  let right = at(data, index + 1);
  for (let i = 1; i <= 16; i += 2) {
    right ^= mix(state, left) ^ at(state, i);
    left ^= mix(state, right) ^ at(state, i + 1);
  }
  data[index] = right ^ at(state, 17);
  data[index + 1] = left;
}

function mix(state: Uint32Array, word: number): number {
  const sum = at(state, boxes + (word >>> 24)) + at(state, boxes + 256 + ((word >>> 16) & 255));
  return (sum ^ at(state, boxes + 512 + ((word >>> 8) & 255))) + at(state, boxes + 768 + (word & 255));
}

const at = (array: Uint32Array, index: number): number => array[index] ?? 0;

/** Blowfish starts from the binary digits of pi behind the point; computed (Machin) rather than written out. */
function digitsOfPi(): Uint32Array {
  const count = boxes + 4 * 256;
  const bits = BigInt(32 * count + 64);
  const arctan = (inverse: bigint): bigint => {
    let term = (1n << bits) / inverse;
    let sum = term;
    for (let n = 3n, sign = -1n; term > 0n; n += 2n, sign = -sign) {
      term /= inverse * inverse;
      sum += (sign * term) / n;
    }
    return sum;
  };
  const fraction = 4n * (4n * arctan(5n) - arctan(239n)) - (3n << bits);
  const hex = (fraction >> 64n).toString(16).padStart(8 * count, '0');
  return Uint32Array.from({ length: count }, (_, i) => Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16));
}

function words(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(4 * i));
}

function sha512(bytes: Uint8Array): Buffer {
  return createHash('sha512').update(bytes).digest();
}
