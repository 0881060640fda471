import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { encodingOf, isBase64OfText } from '../../src/sensitivity/encoding.ts';
import { suite } from '../support/suite.ts';

const base64 = (value: string | Uint8Array, times = 1): string =>
  times === 0 ? Buffer.from(value).toString('latin1') : base64(Buffer.from(value).toString('base64'), times - 1);

const b64 = ['base64'];

const cases = [
  { name: 'text', input: base64('Ysr2iq7fD@cLoLMszn'), layers: b64, text: 'Ysr2iq7fD@cLoLMszn', weakness: [] },
  { name: 'a word that is base64 itself', input: base64('password'), layers: b64, text: 'password', weakness: [] },
  { name: 'admin', input: base64('admin'), layers: b64, text: 'admin', weakness: [] },
  { name: 'eight capitals', input: base64('ABCDEFGH'), layers: b64, text: 'ABCDEFGH', weakness: [] },
  { name: 'digits', input: base64('12345678'), layers: b64, text: '12345678', weakness: [] },
  { name: 'hex', input: base64('9e107d9d372bb6826bd81d3542a419d6'), layers: b64, text: '9e107d9d372bb6826bd81d3542a419d6', weakness: [] },
  { name: 'words without a break', input: base64('superSecretPassword1'), layers: b64, text: 'superSecretPassword1', weakness: [] },
  { name: 'the newline of echo', input: base64('Ysr2iq7fD@cL\n'), layers: b64, text: 'Ysr2iq7fD@cL\n', weakness: ['trailing-newline'] },
  {
    name: 'a newline at the end of several lines is no accident',
    input: base64('a: b\nc: d\n'),
    layers: b64,
    text: 'a: b\nc: d\n',
    weakness: [],
  },
  {
    name: 'wrapped lines',
    input: `${base64('Ysr2iq7fD@cL').slice(0, 8)}\n  ${base64('Ysr2iq7fD@cL').slice(8)}\n`,
    layers: b64,
    text: 'Ysr2iq7fD@cL',
    weakness: [],
  },
  {
    name: 'without padding',
    input: base64('dfF6cCRBRb3QQcV9Z').replace(/=+$/, ''),
    layers: b64,
    text: 'dfF6cCRBRb3QQcV9Z',
    weakness: ['no-padding'],
  },
  {
    name: 'base64url',
    input: Buffer.from('>>>???>>>~~~').toString('base64url'),
    layers: b64,
    text: '>>>???>>>~~~',
    weakness: ['base64url'],
  },
  { name: 'plain text', input: 'FCSxjKLBH-dkTMQuQb!', layers: [], text: 'FCSxjKLBH-dkTMQuQb!', weakness: ['not-base64'] },
  { name: 'a word put in as it is', input: 'password', layers: [], text: 'password', weakness: ['not-base64'] },
  { name: 'words put in as they are', input: 'supersecretpassword', layers: [], text: 'supersecretpassword', weakness: ['not-base64'] },
  { name: 'a number put in as it is', input: '443', layers: [], text: '443', weakness: ['not-base64'] },
  { name: 'a name put in as it is', input: 'example-bucket-name', layers: [], text: 'example-bucket-name', weakness: ['not-base64'] },
  { name: 'too much padding', input: 'abc===', layers: [], text: 'abc===', weakness: ['not-base64'] },
  { name: 'a length that cannot be', input: 'abcde', layers: [], text: 'abcde', weakness: ['not-base64'] },
  { name: 'twice', input: base64('TvXznmmQW%z/3', 2), layers: ['base64', 'base64'], text: 'TvXznmmQW%z/3', weakness: ['double-base64'] },
  {
    name: 'twice, and guessable',
    input: base64('admin123', 2),
    layers: ['base64', 'base64'],
    text: 'admin123',
    weakness: ['double-base64'],
  },
  {
    name: 'three times',
    input: base64('OXBWVZBtS', 3),
    layers: ['base64', 'base64', 'base64'],
    text: 'OXBWVZBtS',
    weakness: ['double-base64'],
  },
  {
    name: 'no more than three times',
    input: base64('OXBWVZBtS', 4),
    layers: ['base64', 'base64', 'base64'],
    text: base64('OXBWVZBtS'),
    weakness: ['double-base64'],
  },
  {
    name: 'twice, by echo',
    input: base64(`${base64('hunter2hunter2')}\n`),
    layers: ['base64', 'base64'],
    text: 'hunter2hunter2',
    weakness: ['double-base64'],
  },
  {
    name: 'a Helm release record',
    input: base64(gzipSync('{"name":"web"}'), 2),
    layers: ['base64', 'base64', 'gzip'],
    text: '{"name":"web"}',
    weakness: [],
  },
  { name: 'gzip', input: base64(gzipSync('a: b')), layers: ['base64', 'gzip'], text: 'a: b', weakness: [] },
  { name: 'bytes', input: base64(new Uint8Array([0, 255, 17, 200, 3])), layers: b64, text: null, weakness: [] },
  { name: 'empty', input: '', layers: b64, text: '', weakness: [] },
] as const;

suite('encoding of data', (test) => {
  for (const { name, input, layers, text, weakness } of cases) {
    test(name, () => {
      const found = encodingOf(input);
      assert.equal(found.layers, layers);
      assert.is(found.text, text);
      assert.equal(found.weakness, weakness);
    });
  }
  test('gzip that is cut or too large is bytes', () => {
    assert.is(encodingOf(base64(gzipSync('x'.repeat(5000)).subarray(0, 20))).text, null);
  });
  test('base64 of text, and what only looks so', () => {
    for (const text of ['CrpKri9UH!kdHFmdQQ', 'hunter2!', 'a b c d', 'correct horse']) assert.ok(isBase64OfText(base64(text)), text);
    for (const text of [
      'password',
      'administrator',
      'LMr5NEaa3PVpfSEu7R3KxdakyV8EdRfyTRym',
      'J6tGNKMBvGsivcKmgkqLwTwFvidXsjqT',
      'db-credentials',
      '',
    ])
      assert.not.ok(isBase64OfText(text), text);
  });
  test('random letters and digits are hardly ever taken for base64 of text', () => {
    let taken = 0;
    let state = 1;
    const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    for (let n = 0; n < 2000; n += 1) {
      let text = '';
      while (text.length < 16) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        text += alphabet[(state >>> 16) % 62] ?? '';
      }
      if (isBase64OfText(text)) taken += 1;
    }
    assert.ok(taken < 10, `${taken} of 2000`);
  });
  test('what was encoded comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const found = encodingOf(base64(text));
        if (found.layers.length === 1) assert.is(Buffer.from(found.bytes).toString(), Buffer.from(text).toString());
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void encodingOf(text)));
  });
});
