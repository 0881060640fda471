import * as assert from 'uvu/assert';
import type { Scalar } from '../../../src/model/tree.ts';
import { floatText, jsonBytes, timeText, yamlBytes } from '../../../src/systems/sops/go-scalar.ts';
import { suite } from '../../support/suite.ts';

const scalar = (text: string, parts: Partial<Scalar> = {}): Scalar => ({
  kind: 'scalar',
  text,
  type: 'string',
  style: 'plain',
  tag: null,
  span: { start: 0, end: text.length },
  actions: [],
  ...parts,
});

const shown = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('latin1'));

/** Checked one by one with go-yaml v3 and `fmt`, as SOPS 3.13.3 uses them. */
const words: Readonly<Record<string, string | null>> = {
  '': null,
  '~': null,
  null: null,
  Null: null,
  nULL: 'nULL',
  true: 'True',
  FALSE: 'False',
  yes: 'yes',
  on: 'on',
  '42': '42',
  '+42': '42',
  '-0': '0',
  '1_000': '1000',
  '0x1F': '31',
  '-0x10': '-16',
  '0b101': '5',
  '0o17': '15',
  '017': '15',
  '08': '8',
  '1.50': '1.5',
  '1e3': '1000',
  '1.': '1',
  '.5': '0.5',
  '.5_0': '0.5',
  '._5': '._5',
  '1_0.5': '10.5',
  '0x_1F': '31',
  '-0.0': '-0',
  '1e21': '1000000000000000000000',
  '1e-7': '0.0000001',
  '.inf': '+Inf',
  '-.INF': '-Inf',
  '.nan': 'NaN',
  '9223372036854775807': '9223372036854775807',
  '12:30:45': '12:30:45',
  '2024-01-01': '2024-01-01T00:00:00Z',
  '2024-1-2': '2024-01-02T00:00:00Z',
  '2024-02-30': '2024-02-30',
  '2024-01-01T10:20:30Z': '2024-01-01T10:20:30Z',
  '2024-01-01t10:20:30.500+02:00': '2024-01-01T10:20:30.5+02:00',
  '2024-01-01 10:20:30': '2024-01-01T10:20:30Z',
  '2024-01-01T10:20:30+00:00': '2024-01-01T10:20:30Z',
  '1.2.3': '1.2.3',
  '1-2': '1-2',
  '-': '-',
  '<<': '<<',
};

suite('sops go scalars', (test) => {
  for (const [text, expect] of Object.entries(words)) {
    test(`'${text}' gives ${expect}`, () => assert.is(shown(yamlBytes(scalar(text))), expect));
  }

  test('quotes and block styles keep the text', () => {
    for (const style of ['single', 'double', 'literal', 'folded'] as const) assert.is(shown(yamlBytes(scalar('0x1F', { style }))), '0x1F');
  });

  test('tags decide before the style does', () => {
    assert.is(shown(yamlBytes(scalar('12', { tag: '!!str' }))), '12');
    assert.is(shown(yamlBytes(scalar('0x1F', { tag: '!!int', style: 'double' }))), '31');
    assert.is(shown(yamlBytes(scalar('aGk=', { tag: '!!binary' }))), 'hi');
    assert.is(shown(yamlBytes(scalar('true', { tag: '!custom' }))), 'true');
  });

  test('JSON numbers are integers since 3.13.2 and were floats before', () => {
    const big = scalar('9007199254740993', { type: 'int' });
    assert.is(shown(jsonBytes(big, true)), '9007199254740993');
    assert.is(shown(jsonBytes(big, false)), '9007199254740992');
    assert.is(shown(jsonBytes(scalar('1.0', { type: 'float' }), true)), '1');
    assert.is(shown(jsonBytes(scalar('false', { type: 'bool' }), true)), 'False');
    assert.is(jsonBytes(scalar('null', { type: 'null' }), true), null);
  });

  test('floats are written without an exponent', () => {
    assert.is(floatText(123456.789), '123456.789');
    assert.is(floatText(5e-324), `0.${'0'.repeat(323)}5`);
    assert.is(floatText(1.7976931348623157e308).length, 309);
  });

  test('no time', () => {
    for (const text of ['2024', '2024-13-01', '24-01-01', '2024-01-01T25:00:00Z', '2024-01-01 10:20:30 +0200'])
      assert.is(timeText(text), null, text);
  });
});
