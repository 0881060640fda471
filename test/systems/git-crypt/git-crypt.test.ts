import * as assert from 'uvu/assert';
import { readAttributes } from '../../../src/systems/git-crypt/attributes.ts';
import { gitCrypt } from '../../../src/systems/git-crypt/index.ts';
import { suite } from '../../support/suite.ts';
import { across, observations } from '../found.ts';

suite('git-crypt: attributes', (test) => {
  const cases = [
    { name: 'a pattern', input: '*.key filter=git-crypt diff=git-crypt', expect: [['*.key', 'git-crypt']] },
    { name: 'of a second key', input: 'x filter=git-crypt-prod', expect: [['x', 'git-crypt']] },
    { name: 'of transcrypt', input: 'x  filter=crypt diff=crypt merge=crypt', expect: [['x', 'transcrypt']] },
    {
      name: 'taken away',
      input: 'x !filter !diff\ny -filter\nz filter=lfs',
      expect: [
        ['x', null],
        ['y', null],
        ['z', null],
      ],
    },
    { name: 'in quotes', input: '"a b" filter=git-crypt', expect: [['a b', 'git-crypt']] },
    {
      name: 'by a macro',
      input: '[attr]secret filter=git-crypt\n*.pem secret\nx.pem -secret',
      expect: [
        ['*.pem', 'git-crypt'],
        ['x.pem', null],
      ],
    },
    { name: 'comments and other attributes', input: '# *.key filter=git-crypt\n*.txt text eol=lf', expect: [] },
  ];
  for (const { name, input, expect } of cases) {
    test(name, () => {
      assert.equal(
        readAttributes(input).map((line) => [line.pattern, line.filter]),
        expect,
      );
    });
  }
});

const encrypted = Buffer.concat([Buffer.from('\0GITCRYPT\0', 'latin1'), Buffer.alloc(30, 0x8a)]);

suite('git-crypt: promises', (test) => {
  const cases: { readonly name: string; readonly files: Record<string, string | Uint8Array>; readonly expect: string[] }[] = [
    {
      name: 'a name counts at any depth',
      files: { '.gitattributes': '*.key filter=git-crypt', 'a/b/x.key': 'x' },
      expect: ['a/b/x.key#line 1 clear'],
    },
    {
      name: 'a path counts from its folder',
      files: { 'a/.gitattributes': 's/** filter=git-crypt', 'a/s/x': 'x', 's/x': 'x' },
      expect: ['a/s/x#line 1 clear'],
    },
    {
      name: 'the last line that matches decides',
      files: { '.gitattributes': 's/** filter=git-crypt\ns/README.md !filter', 's/README.md': 'x' },
      expect: [],
    },
    {
      name: 'a deeper file decides over one above',
      files: { '.gitattributes': '* filter=git-crypt', 'a/.gitattributes': 'x !filter', 'a/x': 'x', x: 'x' },
      expect: ['x#line 1 clear'],
    },
    {
      name: 'ciphertext, empty files and Git’s own are fine',
      files: { '.gitattributes': '* filter=git-crypt', x: encrypted, y: '', '.gitignore': 'x' },
      expect: [],
    },
    { name: 'a folder matches nothing, as in Git', files: { '.gitattributes': 's/ filter=git-crypt', 's/x': 'x' }, expect: [] },
    {
      name: 'ciphertext of the other tool is not it',
      files: { '.gitattributes': 'x filter=crypt', x: encrypted },
      expect: ['x#line 1 clear'],
    },
    { name: 'what transcrypt writes', files: { '.gitattributes': 'x filter=crypt', x: 'U2FsdGVkX18AAAAAAAAAAAAA\n' }, expect: [] },
  ];
  for (const { name, files, expect } of cases) {
    test(name, () => {
      assert.equal(across(gitCrypt, files), expect);
    });
  }

  test('an exported key is told', () => {
    const key = Buffer.concat([Buffer.from('\0GITCRYPTKEY', 'latin1'), Buffer.alloc(60, 3)]);
    assert.equal(
      observations('git-crypt', 'k', key).map((one) => one.aspect),
      ['key-file'],
    );
  });
});
