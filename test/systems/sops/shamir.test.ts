import * as assert from 'uvu/assert';
import { combineShares } from '../../../src/systems/sops/shamir.ts';
import { suite } from '../../support/suite.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

suite('sops shamir', (test) => {
  test('two points give the line back: y = 0x53 + 0xCA x', () => {
    // 0xCA * 1 = 0xCA; 0xCA * 2 = 0x8F; 0xCA * 3 = 0x45 in GF(2^8) with the polynomial 0x11B.
    const shares = [bytes(0x53 ^ 0xca, 1), bytes(0x53 ^ 0x8f, 2), bytes(0x53 ^ 0x45, 3)];
    for (const pair of [
      [0, 1],
      [1, 2],
      [2, 0],
    ]) {
      assert.equal(combineShares(pair.map((index) => shares[index] ?? bytes())), bytes(0x53));
    }
    assert.equal(combineShares(shares), bytes(0x53), 'more shares than needed agree');
  });

  const refused = [
    { name: 'none', shares: [] },
    { name: 'one', shares: [bytes(1, 1)] },
    { name: 'two with the same x', shares: [bytes(1, 1), bytes(2, 1)] },
    { name: 'an x of zero', shares: [bytes(1, 0), bytes(2, 1)] },
    { name: 'two of unequal length', shares: [bytes(1, 1), bytes(1, 2, 3)] },
    { name: 'empty ones', shares: [bytes(), bytes()] },
    { name: 'an x and nothing else', shares: [bytes(1), bytes(2)] },
  ];
  for (const { name, shares } of refused) test(`refuses ${name}`, () => assert.is(combineShares(shares), null));
});
