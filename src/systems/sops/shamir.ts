/**
 * The secret that shares of one splitting give back: 33 bytes each, 32 values and the x coordinate last; interpolation at 0
 * in GF(2^8) with the polynomial of AES (upstream `shamir/shamir.go`). Enough shares are the caller's concern: too few give
 * a wrong secret, not an error. null: fewer than two, of unequal length, or two with the same x.
 */
export function combineShares(shares: readonly Uint8Array[]): Uint8Array | null {
  const [first] = shares;
  if (first === undefined || shares.length < 2 || first.length < 2) return null;
  if (shares.some((share) => share.length !== first.length)) return null;
  const xs = shares.map((share) => share[first.length - 1] ?? 0);
  if (new Set(xs).size !== xs.length || xs.includes(0)) return null;
  const weights = xs.map((x) =>
    xs.filter((other) => other !== x).reduce((product, other) => multiply(product, multiply(other, inverse(x ^ other))), 1),
  );
  return Uint8Array.from({ length: first.length - 1 }, (_, index) =>
    shares.reduce((sum, share, of) => sum ^ multiply(share[index] ?? 0, weights[of] ?? 0), 0),
  );
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = ((product << 1) ^ (product & 0x80 ? 0x11b : 0)) & 0xff;
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** a^254: the group has 255 elements. */
function inverse(a: number): number {
  let power = 1;
  for (let time = 0; time < 254; time += 1) power = multiply(power, a);
  return power;
}
