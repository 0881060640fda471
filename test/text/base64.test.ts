import * as assert from 'uvu/assert';
import { decodeBase64, lenientBase64, strictBase64 } from '../../src/text/base64.ts';
import { suite } from '../support/suite.ts';

const cases: readonly { readonly name: string; readonly input: string; readonly expect: string }[] = [
  { name: 'standard', input: 'aGVsbG8=', expect: 'ok hello' },
  { name: 'empty', input: '', expect: 'ok ' },
  { name: 'line ends are skipped, as Go does', input: 'aGVs\r\nbG8=\n', expect: 'ok hello' },
  { name: 'trailing bits are not checked, as Go does', input: 'aGVsbG9=', expect: 'ok hello' },
  { name: 'both characters of the standard alphabet', input: '+/+/', expect: 'ok \u{fffd}\u{fffd}\u{fffd}' },
  { name: 'a blank inside', input: 'aGVs bG8=', expect: 'spaced hello' },
  { name: 'a blank before', input: ' aGVsbG8=', expect: 'spaced hello' },
  { name: 'padding missing', input: 'aGVsbG8', expect: 'unpadded hello' },
  { name: 'base64url', input: 'YT8-Pz4_', expect: 'url a?>?>?' },
  { name: 'base64url without padding', input: 'Pz4_Pw', expect: 'url ?>??' },
  { name: 'a length no encoder writes', input: 'aGVsb', expect: 'invalid' },
  { name: 'too much padding', input: 'aGVsbG8==', expect: 'invalid' },
  { name: 'padding in the middle', input: 'aGVs=bG8', expect: 'invalid' },
  { name: 'both alphabets at once', input: 'ab+-', expect: 'invalid' },
  { name: 'ordinary words', input: 'not base64!', expect: 'invalid' },
];

suite('text/base64', (test) => {
  for (const { name, input, expect } of cases) {
    test(name, () => {
      const decoded = decodeBase64(input);
      assert.is(decoded.kind === 'invalid' ? 'invalid' : `${decoded.kind} ${Buffer.from(decoded.bytes).toString('utf8')}`, expect);
    });
  }

  test('strict takes what the API server takes, lenient everything that can be decoded', () => {
    assert.is(strictBase64('aGVsbG8'), null);
    assert.is(Buffer.from(strictBase64('aGVsbG8=') ?? []).toString(), 'hello');
    assert.is(Buffer.from(lenientBase64('aGVsbG8') ?? []).toString(), 'hello');
    assert.is(lenientBase64('?'), null);
  });
});
