import * as assert from 'uvu/assert';
import { compilePattern } from '../../../src/systems/sops/pattern.ts';
import { compileSelector, type Selector, type SelectorName } from '../../../src/systems/sops/selector.ts';
import { suite } from '../../support/suite.ts';

const selector = (name: SelectorName, value: string): Selector => ({ name, value, written: true, problem: null });

interface Row {
  readonly name: string;
  readonly selector: Selector;
  readonly keys: string;
  readonly comments?: readonly (readonly string[])[];
  readonly isComment?: boolean;
  readonly expect: boolean;
}

const kubernetes = selector('encrypted_regex', '^(data|stringData)$');
const rows: readonly Row[] = [
  { name: 'a suffix exempts a leaf', selector: selector('unencrypted_suffix', '_plain'), keys: 'a.host_plain', expect: false },
  {
    name: 'a suffix on an ancestor exempts all below',
    selector: selector('unencrypted_suffix', '_plain'),
    keys: 'a_plain.password',
    expect: false,
  },
  { name: 'what has no suffix is encrypted', selector: selector('unencrypted_suffix', '_plain'), keys: 'a.password', expect: true },
  {
    name: 'a suffix may be the whole key',
    selector: selector('encrypted_suffix', 'Templates'),
    keys: 'spec.secretTemplates.name',
    expect: true,
  },
  { name: 'no suffix, no encryption', selector: selector('encrypted_suffix', '_enc'), keys: 'password', expect: false },
  { name: 'a leaf below data', selector: kubernetes, keys: 'data.password', expect: true },
  { name: 'metadata is not data when anchored', selector: kubernetes, keys: 'metadata.name', expect: false },
  { name: 'metadata is data when not anchored', selector: selector('encrypted_regex', 'data'), keys: 'metadata.name', expect: true },
  { name: 'stringData is not data', selector: selector('encrypted_regex', 'data'), keys: 'stringData.password', expect: false },
  {
    name: 'a regex on an ancestor exempts all below',
    selector: selector('unencrypted_regex', '^metadata$'),
    keys: 'metadata.labels.app',
    expect: false,
  },
  {
    name: 'an invalid regex matches nothing, so encrypts nothing',
    selector: selector('encrypted_regex', '^(?!kind)'),
    keys: 'data.x',
    expect: false,
  },
  { name: 'an invalid regex exempts nothing', selector: selector('unencrypted_regex', '^(?!kind)'), keys: 'kind', expect: true },
  { name: "Go's flags are understood", selector: selector('encrypted_regex', '(?i)^password$'), keys: 'PASSWORD', expect: true },
  { name: "Go's end of text is understood", selector: selector('encrypted_regex', 'token\\z'), keys: 'token', expect: true },
  {
    name: 'spaces around a bar are part of the key',
    selector: selector('encrypted_regex', '^(data | stringData)$'),
    keys: 'data.x',
    expect: false,
  },
  { name: 'an empty path is no match', selector: kubernetes, keys: '', expect: false },
  {
    name: 'a comment before it asks for encryption',
    selector: selector('encrypted_comment_regex', 'sops:enc'),
    keys: 'a',
    comments: [[' sops:enc']],
    expect: true,
  },
  {
    name: 'a comment of a level above asks for it too',
    selector: selector('encrypted_comment_regex', 'sops:enc'),
    keys: 'a.b',
    comments: [[' sops:enc'], []],
    expect: true,
  },
  {
    name: 'without that comment it is clear',
    selector: selector('encrypted_comment_regex', 'sops:enc'),
    keys: 'a',
    comments: [[' other']],
    expect: false,
  },
  {
    name: 'the comment that asks is not encrypted itself',
    selector: selector('encrypted_comment_regex', 'sops:enc'),
    keys: '',
    comments: [['sops:enc']],
    isComment: true,
    expect: false,
  },
  {
    name: 'a comment after the one that asks is',
    selector: selector('encrypted_comment_regex', 'sops:enc'),
    keys: '',
    comments: [['sops:enc', 'x']],
    isComment: true,
    expect: true,
  },
  {
    name: 'a comment exempts what follows',
    selector: selector('unencrypted_comment_regex', 'sops:clear'),
    keys: 'a',
    comments: [[' sops:clear']],
    expect: false,
  },
  {
    name: 'a comment exempts itself',
    selector: selector('unencrypted_comment_regex', 'sops:clear'),
    keys: '',
    comments: [['sops:clear']],
    isComment: true,
    expect: false,
  },
];

suite('sops selector', (test) => {
  for (const { name, selector: given, keys, comments, isComment, expect } of rows) {
    test(name, () => {
      const path = keys === '' ? [] : keys.split('.');
      assert.is(compileSelector(given)({ keys: path, comments: comments ?? [], isComment: isComment ?? false }), expect);
    });
  }

  test('patterns that both dialects read alike need no other engine, and what Go refuses is refused', () => {
    for (const pattern of ['^(data|stringData)$', 'a b', '\\.enc\\.yaml$', '', 'x|', '()']) assert.ok(compilePattern(pattern), pattern);
    for (const pattern of ['(data', 'data)', '(?=x)', '(?!x)', '\\', 'a**', '[', 'x{1001}'])
      assert.is(compilePattern(pattern), null, pattern);
  });
});
