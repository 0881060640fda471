/** What a look calls harmless, the whole judgement calls so too: whatever the key, what stands around it, and where it stands. */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Container } from '../../src/model/fact.ts';
import { grammarsOf } from '../../src/scan/grammars.ts';
import { isHarmless } from '../../src/sensitivity/harmless.ts';
import { judge } from '../../src/sensitivity/judge.ts';
import { findTokens } from '../../src/sensitivity/token.ts';
import { formats } from '../../src/sensitivity/tokens.ts';
import { residue } from '../../src/systems/references.ts';
import { suite } from '../support/suite.ts';

const containers: readonly Container[] = [
  'env',
  'argument',
  'dotenv',
  'config-file',
  'config-map',
  'values',
  'annotation',
  'template',
  'sealed-template',
  'comment',
  'text',
];

const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,+~^'),
  maxLength: 40,
});
const words = fc.constantFrom(
  ...'true null 8080 1.2.3 v1.10.0-rc.1 10m 128Mi apps-app-0-credentials registry.example.org/ledger nginx:1.27 redis:6379 10.0.0.1 /health/ready'.split(
    ' ',
  ),
  ...'eyJhbGci.eyJzdWIi. eyJhbGciOiJI.eyJzdWIiOi.c2ln md50123456789abcdef0123456789abcdef __DB_PASSWORD__ vault:login vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM akeyless:1 scrypt:1:2'.split(
    ' ',
  ),
  ...'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ pbkdf2:sha256:26000 root:12345678 ... a... sha256-0123 0 - /'.split(
    ' ',
  ),
);
const issued = fc.oneof(...formats.flatMap(({ pattern }) => matching(pattern)));
const text = fc.oneof(
  letters,
  words,
  fc.array(fc.oneof(letters, words, issued), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('-')),
  issued,
);

const keyWord = fc.constantFrom(
  ...'password pass secret token key keys auth api access id ref name url host path file existing login user cert tls ssh hash webhook setting image tag cookie seed pin dsn integration trust store usage application properties env'.split(
    ' ',
  ),
);
const key = fc.option(
  fc
    .tuple(fc.array(keyWord, { minLength: 1, maxLength: 3 }), fc.constantFrom('-', '_', '.', ''))
    .map(([parts, between]) =>
      between === '' ? parts.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}`).join('') : parts.join(between),
    ),
);
const path = fc.constantFrom('', 'stringData.', 'spec.secretKeyRef.', 'a.alm-examples.');
const around = fc.array(fc.constantFrom('access_key', 'secret_key', 'remoteRef', 'roleId', 'name', 'existingSecret'), { maxLength: 3 });

suite('harmless at a look', (test) => {
  const grammars = grammarsOf(null);
  test('is no secret by the whole judgement, and no reference', () => {
    let harmless = 0;
    fc.assert(
      fc.property(
        text,
        key,
        path,
        fc.constantFrom(...containers),
        around,
        fc.boolean(),
        (value, name, above, container, neighbours, flag) => {
          const keyPath = `${above}${name ?? '0'}`;
          if (!isHarmless(value, name, keyPath)) return;
          harmless += 1;
          const { sensitivity, weakness } = judge({
            text: value,
            whole: true,
            key: name,
            keyPath,
            container,
            kind: flag ? 'Deployment' : null,
            secretType: null,
            scalar: 'string',
            neighbours,
            example: flag,
            test: false,
            passing: flag,
            inSecret: false,
          });
          assert.ok(['none', 'public'].includes(sensitivity.verdict), `${sensitivity.verdict}: ${sensitivity.reasons.join()}`);
          assert.equal(weakness, []);
          assert.is(residue(value, grammars).kind, 'none');
        },
      ),
      { numRuns: 20_000 },
    );
    assert.ok(harmless > 1000);
  });

  for (const { name, pattern } of formats)
    for (const token of matching(pattern))
      test(`not a ${name}, nor one in lower case whose pieces are short`, () => {
        for (const whole of fc.sample(token, 200))
          for (const one of [whole, inPieces(whole)]) if (findTokens(one).length > 0) assert.not.ok(isHarmless(one, 'value', 'value'));
      });

  for (const [name, value, under, expect] of [
    ['a number', '8080', 'port', true],
    ['a name', 'value-3-of-apps-app-19', 'setting3', true],
    ['an image', 'registry.example.org/ledger:1.27.0', 'image', true],
    ['the name of a Secret', 'ledger-credentials', 'existingSecret', true],
    ['a word under a password’s name', 'ledger', 'password', false],
    ['a token', `ghp_${'a1B2c3D4e5F6'.repeat(3)}`, 'value', false],
    ['several words', 'a long story', 'title', false],
    ['a variable', '$HOME', 'folder', false],
    ['nothing', '', 'port', false],
    ['what a Secret’s key is called', 'db-password', 'auth.secretKeys.password', true],
  ] as const)
    test(`${name}: ${expect}`, () => assert.is(isHarmless(value, under.replace(/.*\./, ''), under), expect));
});

const inPieces = (token: string): string =>
  token
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/[a-z0-9]{12}(?=[a-z0-9])/g, '$&-');

/** Texts of a token's format; none where fast-check does not know a sign of the pattern. */
function matching(pattern: RegExp): readonly fc.Arbitrary<string>[] {
  const source = pattern.source.replace(/\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\\b/g, '');
  try {
    return [fc.stringMatching(new RegExp(`^${source}$`))];
  } catch {
    return [];
  }
}
