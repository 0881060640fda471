import * as assert from 'uvu/assert';
import { type MaskKind, maskOf } from '../../src/text/mask.ts';
import { suite } from '../support/suite.ts';

const cases: readonly { readonly name: string; readonly input: readonly [number, MaskKind?]; readonly expect: string }[] = [
  { name: 'length alone', input: [12], expect: '•••••••• (12 characters)' },
  { name: 'one character', input: [1], expect: '•••••••• (1 character)' },
  { name: 'nothing', input: [0], expect: '(empty)' },
  { name: 'several lines', input: [80, 'multi-line'], expect: '•••••••• (several lines, 80 characters)' },
  { name: 'base64', input: [24, 'base64'], expect: '•••••••• (base64, 24 characters)' },
  { name: 'bytes', input: [32, 'binary'], expect: '•••••••• (binary, 32 bytes)' },
  { name: 'a private key', input: [1700, 'private-key'], expect: '•••••••• (private key, 1700 characters)' },
  { name: 'a number shows no count of its digits', input: [4, 'number'], expect: '•••••••• (a number)' },
  { name: 'a boolean', input: [4, 'boolean'], expect: '•••••••• (true or false)' },
];

suite('text/mask', (test) => {
  for (const { name, input, expect } of cases) test(name, () => assert.is(maskOf(...input), expect));
});
