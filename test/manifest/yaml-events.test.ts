import { parseEvents } from 'js-yaml';
import * as assert from 'uvu/assert';
import { yamlEvents } from '../../src/manifest/yaml-events.ts';
import { suite } from '../support/suite.ts';

const none = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 };
const plain = { type: 4, ...none, style: 1, chomping: 1, indent: -1 };

suite('manifest/yaml-events', (test) => {
  test('the shapes of events the trees are built from', () => {
    const text = 'a: &x !!str "q"\nb: |-\n  l\nc: [*x, {d: }]\n';
    assert.equal(parseEvents(text, {}), [
      { type: 1, explicitStart: false, explicitEnd: false, directives: [] },
      { type: 3, start: 0, ...none, style: 1 },
      { ...plain, valueStart: 0, valueEnd: 1, fast: true },
      { ...plain, valueStart: 13, valueEnd: 14, anchorStart: 4, anchorEnd: 5, tagStart: 6, tagEnd: 11, style: 3, fast: true },
      { ...plain, valueStart: 16, valueEnd: 17, fast: true },
      { ...plain, valueStart: 22, valueEnd: 26, style: 4, chomping: 2, indent: 2, fast: false },
      { ...plain, valueStart: 26, valueEnd: 27, fast: true },
      { type: 2, start: 29, ...none, style: 2 },
      { type: 5, anchorStart: 31, anchorEnd: 32 },
      { type: 3, start: 34, ...none, style: 2 },
      { ...plain, valueStart: 35, valueEnd: 36, fast: true },
      { ...plain, valueStart: -1, valueEnd: -1, fast: false },
      { type: 6 },
      { type: 6 },
      { type: 6 },
      { type: 6 },
    ]);
  });

  const padded: readonly { readonly name: string; readonly input: string }[] = [
    { name: 'a closing bracket at the column of its key', input: 'a:\n  b: [\n    1\n  ]\nc: {\n  d: e\n}\n' },
    { name: 'a quoted string that goes on at the margin', input: 'a:\n  pem: "-----BEGIN\nabc\n-----END"\n  b: c\n' },
    { name: 'flow items at the margin', input: 'a:\n- b: [\nc,\nd\n]\n' },
    { name: 'flow items indented by a tab', input: 'a:\n  b: [\n\tc,\n\td\n  ]\n' },
    { name: 'many such lines', input: `a:\n${'- b: [\n  c\n  ]\n'.repeat(20).replaceAll('\n  ]', '\n]')}` },
  ];
  for (const { name, input } of padded) {
    test(`pads ${name}`, () => {
      const events = yamlEvents(input);
      if (events.kind === 'failure') throw new Error(`fails at ${events.offset}`);
      for (const event of events.events) {
        if (event.type !== 4 || event.valueStart === -1 || !event.fast) continue;
        const [start, end] = [events.toSource(event.valueStart), events.toSource(event.valueEnd)];
        assert.is(input.slice(start, end), events.input.slice(event.valueStart, event.valueEnd));
      }
    });
  }

  const failing: readonly { readonly name: string; readonly input: string; readonly expect: string }[] = [
    { name: 'a bracket that is never closed', input: 'a: 1\nb: [\nc: 2\n', expect: 'syntax' },
    { name: 'wrong indentation', input: 'a:\n    b: 1\n  c: 2\n', expect: 'syntax' },
    { name: 'collections deeper than the bound', input: '['.repeat(101), expect: 'depth' },
    { name: 'block collections deeper than the bound', input: '- '.repeat(101), expect: 'depth' },
  ];
  for (const { name, input, expect } of failing) {
    test(`says ${expect} of ${name}`, () => {
      const events = yamlEvents(input);
      assert.is(events.kind === 'failure' && events.reason, expect);
      assert.equal(Object.keys(events).sort(), ['kind', 'offset', 'reason']);
    });
  }

  test('a control character does not take the grammar away', () => {
    const events = yamlEvents('a: b\x01c\nd: "\0"\ne: \ud800\n');
    assert.is(events.kind, 'events');
  });

  test('padding is bounded', () => {
    assert.is(yamlEvents(`a:\n${'  - b: [\nc\n]\n'.repeat(5000)}`).kind, 'failure');
  });
});
