import * as assert from 'uvu/assert';
import { binaryStart, decode, lfsPointer } from '../../src/text/decode.ts';
import { suite } from '../support/suite.ts';

const yaml = 'kind: Secret\ndata:\n  password: QUJD\n';
const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);
const swapped = (text: string): Buffer => bytes(text, 'utf16le').swap16();

const cases: readonly { readonly name: string; readonly input: Uint8Array; readonly expect: string }[] = [
  { name: 'ASCII', input: bytes(yaml), expect: `utf-8 ${yaml}` },
  { name: 'nothing', input: bytes(''), expect: 'utf-8 ' },
  { name: 'UTF-8 beyond ASCII', input: bytes('name: Zoë 🔑'), expect: 'utf-8 name: Zoë 🔑' },
  { name: 'a byte order mark is no character of the text', input: bytes(`\uFEFF${yaml}`), expect: `utf-8 ${yaml}` },
  { name: 'UTF-16LE with mark', input: bytes(`\uFEFF${yaml}`, 'utf16le'), expect: `utf-16le ${yaml}` },
  { name: 'UTF-16LE without mark', input: bytes(yaml, 'utf16le'), expect: `utf-16le ${yaml}` },
  { name: 'UTF-16BE with mark', input: swapped(`\uFEFF${yaml}`), expect: `utf-16be ${yaml}` },
  { name: 'UTF-16BE without mark', input: swapped(yaml), expect: `utf-16be ${yaml}` },
  { name: 'UTF-16 with an odd byte at its end', input: Buffer.concat([bytes(yaml, 'utf16le'), Buffer.of(10)]), expect: `utf-16le ${yaml}` },
  { name: 'UTF-16 without any ASCII', input: bytes('\uFEFF密码秘密', 'utf16le'), expect: 'utf-16le 密码秘密' },
  { name: 'a Latin-1 comment', input: bytes(`# Schlüssel\n${yaml}`, 'latin1'), expect: `utf-8 # Schl\uFFFDssel\n${yaml}` },
  { name: 'a stray NUL in a page of text', input: bytes(`${yaml.repeat(4)}\0`), expect: `utf-8 ${yaml.repeat(4)}\0` },
  { name: 'a git-crypt file', input: bytes('\0GITCRYPT\0\x12\x34', 'latin1'), expect: 'binary git-crypt' },
  { name: 'NUL bytes', input: Buffer.of(0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0), expect: 'binary nul-bytes' },
  { name: 'UTF-32', input: Buffer.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), expect: 'binary nul-bytes' },
  {
    name: 'random bytes without a NUL',
    input: Buffer.from(Array.from({ length: 200 }, (_, i) => ((i * 97) % 255) + 1)),
    expect: 'binary not-text',
  },
];

suite('text/decode', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const decoded = decode(input);
      assert.is(decoded.kind === 'text' ? `${decoded.source.encoding} ${decoded.source.text}` : `binary ${decoded.reason}`, expect);
    });
  }

  test('reads a view into a larger buffer, not the whole of it', () => {
    const decoded = decode(new Uint8Array(bytes('xxabcxx')).subarray(2, 5));
    assert.is(decoded.kind === 'text' && decoded.source.text, 'abc');
  });

  test('knows a pointer of Git LFS', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
    assert.ok(lfsPointer(bytes(pointer)));
    assert.not(lfsPointer(bytes(`${pointer}${'x'.repeat(2000)}`)));
    assert.not(lfsPointer(bytes('version https://git-lfs.github.com/spec/v1\nkind: Secret\n')));
    assert.not(lfsPointer(bytes(yaml)));
  });
});

suite('text: the start of a file', (test) => {
  for (const { name, start, expect } of [
    { name: 'text', start: Buffer.from('a: b\n'), expect: null },
    { name: 'nothing', start: Buffer.alloc(0), expect: null },
    { name: 'text that is cut within a character', start: Buffer.from('パスワード'.repeat(9)).subarray(0, -1), expect: null },
    { name: 'an archive', start: Buffer.from('1f8b0800000000000003', 'hex'), expect: 'nul-bytes' },
    { name: 'a file of git-crypt', start: Buffer.from('\0GITCRYPT\0x'), expect: 'git-crypt' },
    { name: 'bytes without any NUL', start: Buffer.from('fffa8199b3c4d5e6f70102f3a4'.repeat(20), 'hex'), expect: 'not-text' },
  ])
    test(name, () => assert.is(binaryStart(start), expect));
});
