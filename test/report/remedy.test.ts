import * as assert from 'uvu/assert';
import { remedy } from '../../src/report/remedy.ts';
import { match, value } from '../gate/sample.ts';
import { suite } from '../support/suite.ts';
import { found, plain } from './sample.ts';

const text = 'Rotate {key}, and look at {path}:\n  git rm --cached {path}\nIn ${NAME}.';

interface Case {
  readonly name: string;
  readonly paths: readonly string[];
  readonly expect: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a name that is harmless in a shell is filled in',
    paths: ['apps/db.yaml'],
    expect: ['Rotate password, and look at apps/db.yaml:', '$ git rm --cached apps/db.yaml', 'In ${NAME}.'],
  },
  {
    name: 'any other stays a blank, in running text too: text is copied as well',
    paths: ['apps/`id`.yaml'],
    expect: ['Rotate password, and look at FILE:', '$ git rm --cached FILE', 'In ${NAME}.'],
  },
  {
    name: 'an option is no name',
    paths: ['--force'],
    expect: ['Rotate password, and look at FILE:', '$ git rm --cached FILE', 'In ${NAME}.'],
  },
  {
    name: 'names that differ stay a blank',
    paths: ['a.yaml', 'b.yaml'],
    expect: ['Rotate password, and look at FILE:', '$ git rm --cached FILE', 'In ${NAME}.'],
  },
];

suite('report: remedy', (test) => {
  for (const { name, paths, expect } of cases)
    test(name, () => {
      const findings = found(paths.map((path) => match(plain, value(`value of ${path}`), path)));
      const advice = remedy({ remedy: text }, findings);
      assert.equal(
        advice.map((one) => `${one.kind === 'command' ? '$ ' : ''}${one.text}`),
        expect,
      );
    });
});
