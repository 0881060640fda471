import * as assert from 'uvu/assert';
import { scalarType } from '../../src/manifest/yaml-type.ts';
import type { ScalarType } from '../../src/model/tree.ts';
import { suite } from '../support/suite.ts';

/** As Go's YAML reader under Kubernetes decodes them. */
const words: Readonly<Record<ScalarType, readonly string[]>> = {
  null: ['', '~', 'null', 'Null', 'NULL'],
  bool: ['true', 'True', 'TRUE', 'false', 'y', 'Y', 'n', 'N', 'yes', 'YES', 'no', 'No', 'on', 'ON', 'off', 'Off'],
  int: ['0', '12', '-5', '+7', '010', '0x1F', '0b101', '0o17', '1_000', '123456'],
  float: ['1.5', '.5', '1.', '-1e3', '1E+9', '08', '.inf', '-.INF', '+.Inf', '.nan', '1_0.5'],
  string: [
    'abc',
    'yEs',
    'nULL',
    'tRue',
    '1.2.3',
    '0x',
    '1a',
    '-',
    '+',
    '.',
    '0b2',
    '12:30',
    '2026-01-02',
    '1e',
    'nan',
    'inf',
    '1 2',
    '0o8',
  ],
  binary: [],
};

suite('manifest/yaml-type', (test) => {
  for (const [type, texts] of Object.entries(words)) {
    for (const text of texts) test(`${text === '' ? 'nothing' : text} is ${type}`, () => assert.is(scalarType(text, 'plain', null), type));
  }

  test('quotes and tags decide before the text', () => {
    assert.is(scalarType('true', 'double', null), 'string');
    assert.is(scalarType('12', 'literal', null), 'string');
    assert.is(scalarType('12', 'plain', '!!str'), 'string');
    assert.is(scalarType('QQ==', 'plain', '!!binary'), 'binary');
    assert.is(scalarType('x', 'plain', '!vault'), 'string');
  });
});
