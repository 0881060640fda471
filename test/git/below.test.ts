import { posix, win32 } from 'node:path';
import * as assert from 'uvu/assert';
import { wayBelow } from '../../src/git/below.ts';
import { suite } from '../support/suite.ts';

suite('git/below', (test) => {
  for (const { name, folder, place, rules, expect } of [
    { name: 'the folder itself', folder: '/a/b', place: '/a/b', rules: posix, expect: '' },
    { name: 'what lies in it', folder: '/a/b', place: '/a/b/c/d.yaml', rules: posix, expect: 'c/d.yaml' },
    { name: 'a name that only begins alike', folder: '/a/b', place: '/a/bc', rules: posix, expect: null },
    { name: 'what lies above', folder: '/a/b', place: '/a', rules: posix, expect: null },
    { name: 'a name of two dots and more', folder: '/a', place: '/a/..b', rules: posix, expect: '..b' },
    { name: 'a backslash is a letter like any other', folder: '/a', place: '/a/b\\c', rules: posix, expect: 'b\\c' },
    { name: 'Windows writes it as git does', folder: 'C:\\repo', place: 'C:\\repo\\apps\\a.yaml', rules: win32, expect: 'apps/a.yaml' },
    { name: 'Windows does not tell drives apart by case', folder: 'C:\\repo', place: 'c:\\repo\\apps', rules: win32, expect: 'apps' },
    { name: 'git writes slashes on Windows too', folder: 'C:/repo', place: 'C:\\Repo\\apps', rules: win32, expect: 'apps' },
    { name: 'another drive', folder: 'C:\\repo', place: 'D:\\repo', rules: win32, expect: null },
    { name: 'another share', folder: '\\\\host\\a', place: '\\\\host\\b\\c', rules: win32, expect: null },
  ])
    test(name, () => assert.is(wayBelow(folder, place, rules), expect));
});
