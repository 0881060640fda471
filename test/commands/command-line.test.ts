import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { main } from '../../src/cli.ts';
import { sealgate } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: number;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

const cases: readonly Case[] = [
  { name: 'nothing prints the overview, as a mistake', args: [], code: 2, out: /^ {2}sealgate scan {2}/m },
  { name: 'help prints the overview', args: ['help'], code: 0, out: /^ {2}sealgate sweep /m },
  { name: 'help and a command is its --help', args: ['help', 'scan'], code: 0, out: /^sealgate scan \[--staged/ },
  { name: 'help and no command', args: ['help', 'scna'], code: 2, err: /no command 'scna'; did you mean scan\?/ },
  ...['version', '--version', '-V', '-v'].map((one) => ({ name: one, args: [one], code: 0, out: /^sealgate \S+\n$/ })),
  { name: 'a misspelt command', args: ['dcotor'], code: 2, err: /there is no command 'dcotor'; did you mean doctor\?/ },
  { name: 'no command at all', args: ['frobnicate'], code: 2, err: /'frobnicate'; accepted: scan, init/ },
  {
    name: 'a misspelt option',
    args: ['scan', '--stagd'],
    code: 2,
    err: /^sealgate: scan has no option '--stagd'; did you mean --staged\?\n$/,
  },
  { name: 'no option at all', args: ['scan', '--frobnicate'], code: 2, err: /'--frobnicate'; see `sealgate scan --help`/ },
  { name: 'no letter at all', args: ['scan', '-x'], code: 2, err: /scan has no option '-x'; see/ },
  { name: 'an option without its value', args: ['scan', '--format'], code: 2, err: /'-f, --format <value>' argument missing; see/ },
  {
    name: 'a misspelt rule',
    args: ['explain', 'secret-base64'],
    code: 2,
    err: /no rule 'secret-base64'; did you mean core\/secret-base64\?\n$/,
  },
  { name: 'an option of another source', args: ['scan', '--name', 'a', 'b'], code: 2, err: /--name goes with - \(standard input\)/ },
  { name: 'no rule at all', args: ['explain', 'zzz'], code: 2, err: /no rule 'zzz'; `sealgate rules` lists them/ },
  { name: 'a command that needs a repository, outside of any', args: ['doctor'], code: 2, err: /there is no git repository here or above/ },
];

suite('the command line', (test) => {
  for (const { name, args, code, out = /^$/, err = /^$/ } of cases)
    test(name, async () => {
      const cwd = mkdtempSync(join(tmpdir(), 'sealgate-test-'));
      try {
        const ran = await sealgate(args, { cwd });
        assert.is(ran.code, code);
        assert.match(ran.out, out);
        assert.match(ran.err, err);
      } finally {
        rmSync(cwd, { recursive: true });
      }
    });

  test('help keeps within the terminal', async () => {
    let text = '';
    for (const name of ['scan', 'sweep', 'hook', 'baseline', 'keys'])
      await main([name, '--help'], { ...nowhere, out: (part) => void (text += part) });
    assert.equal(
      text.split('\n').filter((line) => line.length > 80),
      [],
    );
  });
});

const nowhere = {
  stdin: process.stdin,
  err: () => {},
  env: {},
  cwd: '/',
  now: () => new Date(0),
  terminal: false,
  color: false,
  width: 80,
};
