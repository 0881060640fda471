import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseEnc } from '../../../src/systems/sops/enc.ts';
import { type Case, suite } from '../../support/suite.ts';

const data = 'aQrKZRruAKi=';
const iv = Buffer.alloc(32, 7).toString('base64');
const tag = Buffer.alloc(16, 9).toString('base64');
const whole = (parts: Partial<Record<'data' | 'iv' | 'tag' | 'type', string>> = {}): string =>
  `ENC[AES256_GCM,data:${parts.data ?? data},iv:${parts.iv ?? iv},tag:${parts.tag ?? tag},type:${parts.type ?? 'str'}]`;

const cases: readonly Case<string, string | null>[] = [
  { name: 'a whole value', input: whole(), expect: 'enc' },
  { name: 'a comment', input: whole({ type: 'comment' }), expect: 'enc' },
  { name: 'the type bytes, which is only read', input: whole({ type: 'bytes' }), expect: 'enc' },
  { name: 'a line end after the bracket, as a block scalar leaves it', input: `${whole()}\n`, expect: 'enc' },
  { name: 'a carriage return after the bracket', input: `${whole()}\r`, expect: 'enc' },
  { name: 'ordinary text', input: 'hunter2', expect: null },
  { name: 'text before the bracket is plaintext', input: `x${whole()}`, expect: null },
  { name: "another tool's ENC", input: 'ENC[PKCS7,MIIBeQYJ]', expect: null },
  { name: 'text after the bracket', input: `${whole()}x`, expect: 'text-after' },
  { name: 'text on the line after the bracket', input: `${whole()}\nx`, expect: 'text-after' },
  { name: 'two values in one', input: whole() + whole(), expect: 'text-after' },
  { name: 'no closing bracket', input: whole().slice(0, -1), expect: 'cut-off' },
  { name: 'only the beginning', input: 'ENC[AES256_GCM', expect: 'cut-off' },
  { name: 'no tag', input: `ENC[AES256_GCM,data:${data},iv:${iv},type:str]`, expect: 'fields' },
  { name: 'a field too many', input: whole().replace(',type:', ',x:1,type:'), expect: 'fields' },
  { name: 'no fields', input: 'ENC[AES256_GCM]', expect: 'fields' },
  { name: 'another algorithm of the same beginning', input: whole().replace('AES256_GCM', 'AES256_GCM_SIV'), expect: 'fields' },
  { name: 'data without padding', input: whole({ data: 'aQrKZRruAKi' }), expect: 'data-base64' },
  { name: 'data in the URL alphabet', input: whole({ data: 'aQ-_' }), expect: 'data-base64' },
  { name: 'no data', input: whole({ data: '' }), expect: 'data-empty' },
  { name: 'an iv of 12 bytes', input: whole({ iv: Buffer.alloc(12).toString('base64') }), expect: 'iv-length' },
  { name: 'an iv that is no base64', input: whole({ iv: '?' }), expect: 'iv-base64' },
  { name: 'a tag of 12 bytes', input: whole({ tag: Buffer.alloc(12).toString('base64') }), expect: 'tag-length' },
  { name: 'a tag that is no base64', input: whole({ tag: '!!!!' }), expect: 'tag-base64' },
  { name: 'a type in capitals', input: whole({ type: 'STR' }), expect: 'type' },
  { name: 'a type nobody knows', input: whole({ type: 'secret' }), expect: 'type' },
];

suite('sops enc', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const parsed = parseEnc(input);
      assert.is(parsed?.kind === 'damaged' ? parsed.damage : (parsed?.kind ?? null), expect);
    });
  }

  test('the length is that of the plaintext', () => {
    for (const length of [1, 2, 3, 31, 128]) {
      const parsed = parseEnc(whole({ data: Buffer.alloc(length).toString('base64') }));
      assert.is(parsed?.kind === 'enc' ? parsed.length : null, length);
    }
  });

  test('any text is parsed in one pass, and what parses is written as it was', () => {
    const piece = fc.oneof(fc.constantFrom('ENC[AES256_GCM', ',data:', ',iv:', ',tag:', ',type:', ']', 'str', data, iv, tag), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseEnc(text);
        if (parsed?.kind === 'enc') assert.is(text.trim(), whole(parsed));
        else if (parsed === null) assert.not.ok(text.startsWith('ENC[AES256_GCM'));
      }),
      { numRuns: 2000 },
    );
  });

  test('a megabyte of data is a value like any other', () => {
    const parsed = parseEnc(whole({ data: 'A'.repeat(4 << 20) }));
    assert.is(parsed?.kind, 'enc');
    assert.is(parseEnc(`${'ENC[AES256_GCM,data:'.repeat(1 << 17)}`)?.kind, 'damaged');
  });
});
