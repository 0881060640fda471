import * as assert from 'uvu/assert';
import { parseConfiguration, unknownRule, wildcard } from '../../src/gate/configuration.ts';
import { Failure } from '../../src/model/failure.ts';
import { suite } from '../support/suite.ts';

const file = '.sealgate.yaml';

/** Text, and what the Failure says after the file's name. */
const refused: readonly { readonly name: string; readonly input: string; readonly expect: string }[] = [
  { name: 'an empty file', input: '', expect: 'line 1: not valid YAML (expected a document, but the input is empty)' },
  { name: 'a file without version', input: 'threshold: error\n', expect: "line 1: the file lacks 'version'" },
  { name: 'a version of the future', input: '# later\nversion: 2\n', expect: 'line 2: version must be 1' },
  { name: 'a list', input: '- 1\n', expect: 'line 1: the file must be a mapping' },
  {
    name: 'a misspelt member',
    input: 'version: 1\nwaivers:\n  maxdays: 3\n',
    expect: "line 3: unknown member 'maxdays'; did you mean 'maxDays'? accepted: inline, maxDays, requireApprover",
  },
  {
    name: 'a member like no other',
    input: 'version: 1\nhook:\n  zzzzzzzz: 3\n',
    expect: "line 3: unknown member 'zzzzzzzz'; accepted: missingNode, crash, serverSeconds, outOfTime",
  },
  { name: 'a wrong severity', input: 'version: 1\nthreshold: fatal\n', expect: 'line 2: threshold must be one of error, warning, info' },
  {
    name: 'a wrong severity deep inside',
    input: 'version: 1\nrules:\n  core/secret-plain:\n    - severity: off\n      paths: [test/**]\n    - severity: none\n',
    expect: 'line 6: rules.core/secret-plain.1.severity must be one of off, error, warning, info',
  },
  {
    name: 'a setting of the wrong type',
    input: 'version: 1\nrules:\n  core/secret-plain: 3\n',
    expect: 'line 3: rules.core/secret-plain must be a word or a mapping or a list',
  },
  {
    name: 'something that is no rule id',
    input: 'version: 1\nrules:\n  Core Secret: off\n',
    expect: "line 3: 'Core Secret' is no rule; expected is an id such as core/secret-data, or a pattern such as core/*",
  },
  {
    name: 'an unknown scope',
    input: 'version: 1\nscopes:\n  - allow: [strict]\n  - allow: [everywhere]\n',
    expect: 'line 4: scopes.1.allow.0 must be one of strict, namespace-wide, cluster-wide',
  },
  { name: 'an empty list of paths', input: 'version: 1\nexclude: []\n', expect: 'line 2: exclude must not be empty' },
  { name: 'a limit too low', input: 'version: 1\nlimits:\n  blobBytes: 1\n', expect: 'line 3: limits.blobBytes must be >= 1024' },
  {
    name: 'a pattern that leaves the repository',
    input: 'version: 1\nrules:\n  core/*:\n    severity: off\n    paths: [../x]\n',
    expect: 'line 3: The path pattern "../x" leaves the repository: patterns are relative to its top, without ...',
  },
  { name: 'a key twice', input: 'version: 1\nversion: 1\n', expect: 'line 2: not valid YAML (duplicated mapping key)' },
  { name: 'two problems: the first one, and that there are more', input: 'version: 1\na: 1\nb: 2\n', expect: '(and 1 more)' },
];

suite('configuration: what is refused, and how', (test) => {
  for (const { name, input, expect } of refused) {
    test(name, () => {
      const message = failure(input);
      assert.ok(message.startsWith(`${file}, line `), message);
      assert.ok(message.endsWith(expect), message);
    });
  }

  test('a syntax error shows nothing of the text', () => {
    const canary = 'canary-0f3d';
    for (const input of [
      `a: "${canary}`,
      `a: [${canary}`,
      `%TAG ! ${canary}`,
      `a: !<${canary} b`,
      `a: *${canary}`,
      `${canary}: 1\n${canary}: 2`,
      `? [${canary}]: {`,
    ]) {
      assert.not.ok(failure(input).includes(canary), input);
    }
  });

  test('a bomb of aliases is refused', () => {
    assert.match(failure(`version: 1\nexclude: [&a x${', *a'.repeat(200)}]\n`), 'line 2');
  });
});

suite('configuration: what it says, and where', (test) => {
  const parsed = parseConfiguration(
    [
      'version: 1',
      'extends: [./policy.yaml]',
      'threshold: warning',
      'exclude:',
      '  - docs/**',
      'rules:',
      '  core/*: info',
      '  core/secret-plain:',
      '    - severity: error',
      '    - severity: off',
      '      paths: [test/**]',
      '  sops/mac: { severity: warning, paths: [a/] }',
      'scopes:',
      '  - { paths: [apps/**], allow: [namespace-wide] }',
      'waivers: { maxDays: 30 }',
    ].join('\r\n'),
    file,
  );

  test('rules come with paths and lines', () => {
    assert.equal(parsed.rules, [
      { rule: 'core/*', paths: null, severity: 'info', source: `${file}:7` },
      { rule: 'core/secret-plain', paths: null, severity: 'error', source: `${file}:9` },
      { rule: 'core/secret-plain', paths: ['test/**'], severity: 'off', source: `${file}:10` },
      { rule: 'sops/mac', paths: ['a/'], severity: 'warning', source: `${file}:12` },
    ]);
  });

  test('so does everything else', () => {
    assert.equal(parsed.threshold, { value: 'warning', source: `${file}:3` });
    assert.equal(parsed.exclude, [{ value: 'docs/**', source: `${file}:5` }]);
    assert.equal(parsed.scopes, [{ paths: ['apps/**'], allow: ['namespace-wide'], source: `${file}:14` }]);
    assert.equal(parsed.waivers, { maxDays: { value: 30, source: `${file}:15` } });
    assert.equal(parsed.extends, [{ value: './policy.yaml', source: `${file}:2` }]);
  });

  test('a rule that does not exist is named, with the one that was meant', () => {
    assert.is(unknownRule(parsed, ['core/secret-plain', 'sops/mac']), null);
    const found = unknownRule(parsed, ['core/secret-plain', 'sops/mac-stale', 'sops/macs']);
    assert.is(found?.message, `${file}, line 12: no rule is named 'sops/mac'; did you mean 'sops/macs'?`);
  });
});

suite('wildcard', (test) => {
  for (const [pattern, text, expected] of [
    ['core/*', 'core/a', true],
    ['core/*', 'score/a', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*b', 'ab', true],
    ['a', 'a', true],
    ['a', 'ab', false],
  ] as const) {
    test(`${pattern} ${expected ? 'fits' : 'does not fit'} '${text}'`, () => assert.is(wildcard(pattern, text), expected));
  }
});

function failure(text: string): string {
  try {
    parseConfiguration(text, file);
  } catch (error) {
    assert.instance(error, Failure);
    return (error as Failure).message;
  }
  throw new Error('it was accepted');
}
