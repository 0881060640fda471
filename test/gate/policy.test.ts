import * as assert from 'uvu/assert';
import { parseConfiguration } from '../../src/gate/configuration.ts';
import { loosenings } from '../../src/gate/loosening.ts';
import { origins } from '../../src/gate/origins.ts';
import { Policy } from '../../src/gate/policy.ts';
import { suite } from '../support/suite.ts';
import { match, observation, rule, value } from './sample.ts';

const layer = (text: string, binding = false, file = 'repo.yaml') => ({
  configuration: parseConfiguration(`version: 1\n${text}`, file),
  binding,
});
const policy = (...texts: readonly string[]) => new Policy(texts.map((text) => layer(text)));
const under = (organisation: string, repository: string) => new Policy([layer(organisation, true, 'org.yaml'), layer(repository)]);

const plain = rule('core/secret-plain');
const wide = rule('sealed-secrets/cluster-wide', { class: 'policy', severity: 'warning', subject: 'resource' });
const at = (judged: Policy, path: string, by = plain) => judged.severity(match(by, value('x'), path));

const severities: readonly { readonly name: string; readonly text: string; readonly path?: string; readonly expect: string }[] = [
  { name: 'without configuration the rule decides', text: '', expect: 'error' },
  { name: 'a setting by id', text: 'rules: { core/secret-plain: info }', expect: 'info' },
  { name: 'a setting by pattern', text: 'rules: { core/*: warning }', expect: 'warning' },
  { name: 'another rule', text: 'rules: { core/other: off }', expect: 'error' },
  {
    name: 'an id counts before a pattern, whatever the order',
    text: 'rules: { core/secret-plain: warning, core/*: off }',
    expect: 'warning',
  },
  { name: 'a later pattern counts before an earlier one', text: 'rules: { core/*: off, "*": info }', expect: 'info' },
  { name: 'paths that fit', text: 'rules: { core/*: { severity: off, paths: [test/**] } }', path: 'test/a.yaml', expect: 'off' },
  { name: 'paths that do not', text: 'rules: { core/*: { severity: off, paths: [test/**] } }', path: 'apps/a.yaml', expect: 'error' },
  {
    name: 'of several entries the last that fits',
    text: 'rules: { core/*: [{ severity: info }, { severity: off, paths: [test/**] }, { severity: error, paths: [prod/**] }] }',
    path: 'test/a.yaml',
    expect: 'off',
  },
  {
    name: 'an id whose paths do not fit leaves it to the pattern',
    text: 'rules: { core/secret-plain: { severity: off, paths: [test/**] }, core/*: warning }',
    expect: 'warning',
  },
  { name: 'an excluded path', text: 'exclude: [apps/]', expect: 'off' },
  { name: 'a dotfile is excluded like any other', text: 'exclude: ["**/*.yaml"]', path: '.hidden/.a.yaml', expect: 'off' },
];

suite('policy: severity', (test) => {
  for (const { name, text, path = 'apps/a.yaml', expect } of severities) {
    test(name, () => assert.is(at(policy(text), path), expect));
  }

  test('a later layer overrules an earlier one', () => {
    assert.is(at(policy('rules: { core/*: off }', 'rules: { core/*: warning }'), 'a.yaml'), 'warning');
  });
});

suite('policy: what a repository cannot loosen', (test) => {
  const mandatory = 'mandatory: [core/*]\nrules: { core/secret-plain: { severity: info, paths: [docs/**] } }';

  test('a mandatory rule cannot be switched off', () => assert.is(at(under(mandatory, 'rules: { core/*: off }'), 'a.yaml'), 'error'));
  test('nor lowered', () => assert.is(at(under(mandatory, 'rules: { core/*: info }'), 'a.yaml'), 'error'));
  test('nor excluded', () => assert.is(at(under(mandatory, 'exclude: ["**"]'), 'a.yaml'), 'error'));
  test('so an excluded path still has to be read', () => assert.is(under(mandatory, 'exclude: ["**"]').excluded('a.yaml'), null));
  test('it can be raised', () =>
    assert.is(at(under('mandatory: [core/*]\nrules: { core/*: info }', 'rules: { core/*: error }'), 'a.yaml'), 'error'));
  test('whoever declares it may still shape it', () => assert.is(at(under(mandatory, ''), 'docs/a.yaml'), 'info'));
  test('other rules are free', () => assert.is(at(under(mandatory, 'rules: { sops/*: off }'), 'a.yaml', rule('sops/mac')), 'off'));
  test('an exclusion of its own is kept', () => assert.is(at(under(`${mandatory}\nexclude: [vendor/]`, ''), 'vendor/a.yaml'), 'off'));

  test('the threshold may be tightened only', () => {
    assert.is(under('threshold: warning', 'threshold: error').threshold.value, 'warning');
    assert.is(under('threshold: warning', 'threshold: info').threshold.value, 'info');
    assert.is(policy('threshold: warning', 'threshold: error').threshold.value, 'error');
  });

  test('so may waivers and hooks', () => {
    const judged = under(
      'waivers: { inline: never, maxDays: 30 }\nhook: { outOfTime: block }',
      'waivers: { inline: head, maxDays: 9 }\nhook: { outOfTime: pass }',
    );
    assert.equal([judged.waivers.inline.value, judged.waivers.maxDays.value, judged.hook.outOfTime.value], ['never', 9, 'block']);
  });
});

suite('policy: scopes, systems and recipients by path', (test) => {
  const scoped = 'scopes: [{ allow: [strict] }, { paths: [infra/**], allow: [strict, cluster-wide] }]';
  const declared = (judged: Policy, path: string) => judged.severity(match(wide, observation('cluster-wide'), path));

  test('no entry: the rule decides', () => assert.is(declared(policy(''), 'apps/a.yaml'), 'warning'));
  test('a scope that is not allowed is an error', () => assert.is(declared(policy(scoped), 'apps/a.yaml'), 'error'));
  test('a scope that is allowed is no finding', () => assert.is(declared(policy(scoped), 'infra/a.yaml'), 'off'));
  test('a value that will not open is none of its business', () => {
    const broken = rule('sealed-secrets/wrong-scope', { class: 'broken' });
    assert.is(policy(scoped).severity(match(broken, observation('cluster-wide'), 'infra/a.yaml')), 'error');
  });
  test('an organisation that forbids a scope is not overruled', () => {
    assert.is(declared(under('scopes: [{ allow: [strict] }]', scoped), 'infra/a.yaml'), 'error');
    assert.is(declared(under('scopes: [{ allow: [strict] }]', 'rules: { sealed-secrets/*: off }'), 'infra/a.yaml'), 'error');
  });
  test('an organisation that makes the rule mandatory and allows the scope itself means it', () => {
    const judged = under(`mandatory: [sealed-secrets/*]\n${scoped}`, '');
    assert.is(declared(judged, 'infra/a.yaml'), 'off');
  });
  test('a repository cannot allow what a mandatory rule reports', () => {
    assert.is(declared(under('mandatory: [sealed-secrets/*]', scoped), 'infra/a.yaml'), 'warning');
  });
  test('systems and recipients: allowed, refused, unrestricted', () => {
    const judged = policy('systems: [{ paths: [apps/**], allow: [sops] }]\nrecipients: [{ allow: ["arn:aws:kms:*:111122223333:key/*"] }]');
    assert.is(judged.systems.at('apps/a.yaml', 'sops').kind, 'allowed');
    assert.is(judged.systems.at('apps/a.yaml', 'sealed-secrets').kind, 'refused');
    assert.is(judged.systems.at('infra/a.yaml', 'sealed-secrets').kind, 'silent');
    assert.is(judged.recipients.at('a', 'arn:aws:kms:eu-west-1:111122223333:key/abc').kind, 'allowed');
    assert.is(judged.recipients.at('a', 'arn:aws:kms:eu-west-1:999922223333:key/abc').kind, 'refused');
  });
});

suite('policy: where each part came from', (test) => {
  test('defaults, settings, and what is held against them', () => {
    const found = origins(under('mandatory: [core/*]', 'threshold: warning\nrules: { core/*: { severity: off, paths: [a/**] } }'), [plain]);
    const told = (setting: string) => found.find((one) => one.setting === setting);
    assert.equal(told('threshold'), { setting: 'threshold', value: 'warning', source: 'repo.yaml:2', held: null });
    assert.equal(told('rules.core/secret-plain at a/**'), {
      setting: 'rules.core/secret-plain at a/**',
      value: 'off',
      source: 'repo.yaml:3',
      held: 'org.yaml:2',
    });
    assert.is(told('limits.blobBytes')?.source, 'default');
  });
});

const changes: readonly { readonly name: string; readonly before: string; readonly after: string; readonly expect: readonly string[] }[] = [
  { name: 'nothing', before: 'rules: { core/*: info }', after: 'rules: { core/*: info }', expect: [] },
  { name: 'a stricter rule', before: 'rules: { core/*: info }', after: '', expect: [] },
  { name: 'a rule switched off', before: '', after: 'rules: { core/*: off }', expect: ['core/secret-plain: off instead of error'] },
  {
    name: 'a rule switched off at some paths',
    before: '',
    after: 'rules: { core/*: { severity: off, paths: ["{dev,test}/**/*.yaml"] } }',
    expect: ['core/secret-plain: off instead of error at {dev,test}/**/*.yaml'],
  },
  {
    name: 'a stricter setting taken out',
    before: 'rules: { sealed-secrets/cluster-wide: error }',
    after: '',
    expect: ['sealed-secrets/cluster-wide: warning instead of error'],
  },
  {
    name: 'one setting over many rules is told once',
    before: '',
    after: 'rules: { "*": off }',
    expect: ['core/secret-plain and 1 more rules: off instead of error'],
  },
  {
    name: 'the same policy written differently',
    before: 'rules: { core/*: info }',
    after: 'rules: { core/secret-plain: info }',
    expect: [],
  },
  { name: 'a laxer threshold', before: 'threshold: info', after: '', expect: ['the threshold goes from info to error'] },
  { name: 'a new exclusion', before: 'exclude: [a/]', after: 'exclude: [a/, b/]', expect: ['b/ is excluded'] },
  {
    name: 'a wider scope',
    before: 'scopes: [{ allow: [strict] }]',
    after: 'scopes: [{ allow: [strict] }, { paths: [x/**], allow: [strict, cluster-wide] }]',
    expect: ['scopes: cluster-wide becomes allowed at x/**'],
  },
  {
    name: 'a scope allowed where it was only reported',
    before: '',
    after: 'scopes: [{ allow: [strict, namespace-wide] }]',
    expect: ['scopes: namespace-wide becomes allowed'],
  },
  { name: 'a restriction put up', before: '', after: 'systems: [{ allow: [sops] }]', expect: [] },
  { name: 'a restriction taken down', before: 'systems: [{ allow: [sops] }]', after: '', expect: ['systems are no longer restricted'] },
  {
    name: 'a new recipient',
    before: 'recipients: [{ allow: [age1a] }]',
    after: 'recipients: [{ allow: [age1a, age1b] }]',
    expect: ['recipients: age1b becomes allowed'],
  },
  { name: 'a rule no longer mandatory', before: 'mandatory: [core/*]', after: '', expect: ['core/* is no longer mandatory'] },
  { name: 'rules of the repository dropped', before: 'rulesFolders: [my]', after: '', expect: ['my is no longer a folder of rules'] },
  {
    name: 'inline waivers of the change',
    before: '',
    after: 'waivers: { inline: head }',
    expect: ['waivers.inline goes from base to head'],
  },
  { name: 'longer waivers', before: 'waivers: { maxDays: 9 }', after: '', expect: ['waivers.maxDays goes from 9 to 180'] },
  { name: 'hooks that let a crash pass', before: '', after: 'hook: { crash: pass }', expect: ['hook.crash goes from block to pass'] },
];

suite('loosening', (test) => {
  for (const { name, before, after, expect } of changes) {
    test(name, () =>
      assert.equal(
        loosenings(policy(before), policy(after), [plain, wide]).map((one) => one.what),
        expect,
      ),
    );
  }

  test('says which line does it', () => {
    assert.is(loosenings(policy(''), policy('rules:\n  core/*: off'), [plain])[0]?.source, 'repo.yaml:3');
  });
});
