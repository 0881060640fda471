import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Container } from '../../src/model/fact.ts';
import { judge } from '../../src/sensitivity/judge.ts';
import { suite } from '../support/suite.ts';

const containers: readonly Container[] = [
  'secret',
  'sealed',
  'annotation',
  'config-map',
  'env',
  'argument',
  'generator',
  'template',
  'credential-field',
  'values',
  'dotenv',
  'config-file',
  'key-material',
  'comment',
  'text',
];
const piece = fc.constantFrom(
  'password',
  '=',
  ': ',
  '\n',
  '{',
  '}',
  '"',
  '<',
  '</',
  '://',
  '@',
  ':',
  'eyJ',
  '.',
  '-----BEGIN PRIVATE KEY-----',
  '${',
  '$2a$10$',
  'sha256:',
  '/',
  ' ',
  '\u0000',
  '\uD800',
  'changeme',
  'Zm9v',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }).map((parts) => parts.join('')),
);

const ask = (value: string, key: string | null, container: Container, whole = true): ReturnType<typeof judge> =>
  judge({
    text: value,
    whole,
    key,
    keyPath: key ?? '',
    container,
    kind: null,
    secretType: null,
    scalar: 'string',
    neighbours: [],
    example: false,
    test: false,
  });

suite('judging hostile values', (test) => {
  test('any value is judged without an error, always the same, and never quoted', () => {
    fc.assert(
      fc.property(text, fc.option(fc.string()), fc.constantFrom(...containers), fc.boolean(), (value, key, container, whole) => {
        const judged = ask(value, key, container, whole);
        assert.equal(judged, ask(value, key, container, whole));
        const printed = JSON.stringify(judged);
        if (value.length > 12 && /^[\w!]+$/.test(value)) assert.not.ok(printed.includes(value));
      }),
      { numRuns: 1000 },
    );
  });
  test('long values end soon', () => {
    const parts = [
      'a',
      'aB3',
      'password=',
      'a:',
      'x: y\n',
      'a.',
      'a/',
      '-',
      'x',
      '-',
      'x-',
      '*_',
      '.',
      '<a>',
      '<a b="',
      'http://a:',
      'http://',
      'a@',
      ' ',
      '\n',
      'A_',
      '1,',
      '1m',
      'sig=',
      'eyJ',
      '{"a":',
      '[',
      'LS0tLS1CRUdJTi',
      '-----BEGIN PRIVATE KEY-----',
      'your-',
      'set-',
      'a\\',
      '"',
      "'\\",
      'k =',
      'a => ',
      '%',
      '0.',
      'Server=a;',
      '$1$',
      'a:$2a$10$',
    ];
    for (const part of parts) {
      for (const container of ['secret', 'values', 'text'] as const) {
        ask(part.repeat(20_000 / part.length), 'password', container);
        ask(part.repeat(20_000 / part.length), 'password', container, false);
        ask(`a${part.repeat(1000)}!`, 'token', container);
        // Of a length at which a placeholder is still looked for, and with words behind.
        ask(`${part.repeat(180 / part.length)} and more!`, 'password', container);
      }
    }
  });
});
