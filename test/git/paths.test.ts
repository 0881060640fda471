import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { bytesFromPath, pathFromBytes } from '../../src/git/paths.ts';
import { suite } from '../support/suite.ts';

const cases: readonly { readonly name: string; readonly bytes: readonly number[]; readonly path: string }[] = [
  { name: 'ASCII', bytes: [0x61, 0x2f, 0x62], path: 'a/b' },
  { name: 'UTF-8', bytes: [0xc3, 0xa4, 0xf0, 0x9f, 0x94, 0x91], path: 'ä🔑' },
  { name: 'Latin-1', bytes: [0x63, 0x61, 0x66, 0xe9], path: 'caf\udce9' },
  { name: 'a byte order mark', bytes: [0xef, 0xbb, 0xbf, 0x61], path: '\ufeffa' },
  { name: 'an overlong slash', bytes: [0xc0, 0xaf], path: '\udcc0\udcaf' },
  { name: 'an encoded surrogate', bytes: [0xed, 0xb2, 0x80], path: '\udced\udcb2\udc80' },
  { name: 'a cut sequence', bytes: [0x61, 0xe2, 0x82], path: 'a\udce2\udc82' },
  { name: 'past the last code point', bytes: [0xf4, 0x90, 0x80, 0x80], path: '\udcf4\udc90\udc80\udc80' },
  { name: 'a stray byte after an astral character', bytes: [0xf0, 0x9f, 0x94, 0x91, 0x80], path: '🔑\udc80' },
];

suite('paths', (test) => {
  for (const { name, bytes, path } of cases) {
    test(`${name} survives both ways`, () => {
      assert.is(pathFromBytes(Uint8Array.from(bytes)), path);
      assert.equal([...bytesFromPath(pathFromBytes(Uint8Array.from(bytes)))], [...bytes]);
    });
  }

  test('any bytes survive both ways, and different bytes are different paths', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 12 });
    fc.assert(fc.property(bytes, (one) => Buffer.from(one).equals(bytesFromPath(pathFromBytes(one)))));
  });

  test('likely bytes survive both ways', () => {
    const bytes = fc.array(fc.constantFrom(0x61, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xa0, 0xef, 0xbb, 0xf0, 0x90, 0xf4, 0x8f), { maxLength: 8 });
    fc.assert(fc.property(bytes, (one) => Buffer.from(one).equals(bytesFromPath(pathFromBytes(Uint8Array.from(one))))));
  });
});
