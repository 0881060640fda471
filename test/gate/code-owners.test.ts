import * as assert from 'uvu/assert';
import { type Forge, parseCodeOwners } from '../../src/gate/code-owners.ts';
import { repoPath } from '../../src/model/ids.ts';
import { suite } from '../support/suite.ts';

interface Reading {
  readonly name: string;
  readonly input: string;
  /** Every path is owned, or none. */
  readonly owned?: readonly string[];
  readonly unowned?: readonly string[];
}

const github: readonly Reading[] = [
  { name: 'a star owns everything', input: '* @org/all', owned: ['a.yaml', 'a/b/c.yaml', '.github/x'] },
  { name: 'an extension at any depth', input: '*.yaml @a', owned: ['a.yaml', 'x/y/a.yaml'], unowned: ['a.yml'] },
  { name: 'a folder in the root', input: '/build/logs/ @a', owned: ['build/logs/a', 'build/logs/b/c'], unowned: ['x/build/logs/a'] },
  { name: 'a folder anywhere', input: 'apps/ @a', owned: ['apps/a', 'x/apps/y/z'], unowned: ['apps', 'myapps/a'] },
  { name: 'a folder without its slash', input: '/apps @a', owned: ['apps/a/b'], unowned: ['x/apps/a'] },
  { name: 'a slash inside ties it to the root', input: 'apps/db @a', owned: ['apps/db/a'], unowned: ['x/apps/db/a'] },
  { name: 'a star behind a folder goes no deeper', input: 'docs/* @a', owned: ['docs/a'], unowned: ['docs/b/c'] },
  { name: 'two stars', input: '**/secrets/*.yaml @a', owned: ['secrets/a.yaml', 'x/y/secrets/a.yaml'], unowned: ['secrets/b/a.yaml'] },
  {
    name: 'the last pattern counts',
    input: '* @all\n/apps/ @a\n/apps/open',
    owned: ['b', 'apps/b'],
    unowned: ['apps/open', 'apps/open/b'],
  },
  { name: 'an owner by mail', input: '*.go docs@example.com', owned: ['a.go'] },
  { name: 'a comment behind the owners', input: '/a @a # @b', owned: ['a'] },
  { name: 'a comment in place of owners', input: '* @all\n/a # @b', unowned: ['a'] },
  { name: 'a comment', input: '# * @a', unowned: ['a'] },
  { name: 'a word that names nobody', input: '* @all\n/a a-team', owned: ['b'], unowned: ['a'] },
  { name: 'negation does not work', input: '* @all\n!/a @b', owned: ['a'] },
  { name: 'ranges do not work', input: '[ab].yaml @a', unowned: ['a.yaml'] },
  { name: 'braces and brackets are themselves', input: '/{a,b} @a\n/+(c) @a', owned: ['{a,b}', '+(c)'], unowned: ['a', 'c'] },
  { name: 'letters of one size', input: '/Apps/ @a', unowned: ['apps/a'] },
  { name: 'a blank in a path', input: '/my\\ apps/ @a', owned: ['my apps/a'] },
  { name: 'a path out of the repository', input: '../a @a\n/ @a', unowned: ['a'] },
  { name: 'nothing', input: '', unowned: ['a'] },
  { name: 'Windows line ends', input: '/a @a\r\n/b\r\n', owned: ['a'], unowned: ['b'] },
];

const gitlab: readonly Reading[] = [
  { name: 'a star owns everything', input: '* @all', owned: ['a', 'b/c/d'] },
  { name: 'without a slash in front at any depth', input: 'apps/db.yaml @a', owned: ['apps/db.yaml', 'x/apps/db.yaml'] },
  { name: 'without a slash behind files alone', input: '/apps @a', owned: ['apps'], unowned: ['apps/a'] },
  { name: 'a folder', input: '/apps/ @a', owned: ['apps/a/b'], unowned: ['x/apps/a'] },
  { name: 'two stars at the end are one', input: '/apps/** @a', owned: ['apps/a'], unowned: ['apps/a/b'] },
  { name: 'each section alone', input: '* @all\n[Database]\n/db/ @dba\n/db/open/', owned: ['db/open/a'] },
  { name: 'owners of a section', input: '[Docs][2] @docs\ndocs/\ndocs/db/ @dba', owned: ['docs/a', 'docs/db/a'], unowned: ['a'] },
  { name: 'a section without owners', input: '[Docs]\ndocs/', unowned: ['docs/a'] },
  { name: 'a section that is optional', input: '^[Docs] @docs\ndocs/\n', unowned: ['docs/a'] },
  { name: 'optional once, asked for once', input: '^[Docs] @docs\ndocs/\n[docs] @docs\nwiki/', owned: ['docs/a', 'wiki/a'] },
  { name: 'what is excluded stays so', input: '* @all\n!*.md\n/a.md @a', owned: ['b'], unowned: ['a.md', 'x/a.md'] },
  { name: 'excluded in one section', input: '* @all\n!*.md\n[Docs]\n*.md @docs', owned: ['a.md'] },
  { name: 'a role', input: '/a @@maintainer', owned: ['a'] },
  { name: 'a group in groups', input: '/a @one/two/three', owned: ['a'] },
  { name: 'a word that names nobody', input: '* @all\n/a a-team', unowned: ['a'] },
  { name: 'an escaped sharp', input: '\\#a @a', owned: ['#a', 'x/#a'] },
];

const forges: readonly [Forge, readonly Reading[]][] = [
  ['github', github],
  ['gitlab', gitlab],
];

for (const [forge, readings] of forges) {
  suite(`CODEOWNERS, as ${forge} reads it`, (test) => {
    for (const { name, input, owned = [], unowned = [] } of readings) {
      test(name, () => {
        const { own } = parseCodeOwners(input, 'CODEOWNERS', forge);
        assert.equal(
          { owned: owned.filter((path) => own(repoPath(path))), unowned: unowned.filter((path) => !own(repoPath(path))) },
          { owned, unowned },
        );
      });
    }
  });
}

suite('CODEOWNERS, whose reading', (test) => {
  for (const [name, file, text, expect] of [
    ['its folder tells', '.gitlab/CODEOWNERS', '* @a', 'gitlab'],
    ['a section tells', 'CODEOWNERS', '[Docs]\n* @a', 'gitlab'],
    ['else GitHub’s', 'docs/CODEOWNERS', '* @a', 'github'],
  ] as const) {
    test(name, () => assert.is(parseCodeOwners(text, file, null).forge, expect));
  }
});
