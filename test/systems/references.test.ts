import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { grammars } from '../../src/systems/grammars.ts';
import { isReferenceTag, residue } from '../../src/systems/references.ts';
import { suite } from '../support/suite.ts';

const embedded = (type: string, data: string): string =>
  `?{${type === 'base64' ? 'gkms' : type}:${Buffer.from(JSON.stringify({ data, encoding: 'original', type })).toString('base64')}:embedded}`;

/** [id of the grammar, value]: the whole value is a reference, a template or ciphertext, and carries nothing in clear. */
const safe: readonly (readonly [string, string])[] = [
  ['avp-inline', '<path:some/path#secret-key>'],
  ['avp-inline', '<path:secret/data/database#username#2>'],
  ['avp-inline', '<path:secrets/data/my-db#credentials#version3 | jsonPath {.username} | base64encode>'],
  ['avp-generic', '<password-vault-key>'],
  ['avp-generic', '<username | base64encode>'],
  ['avp-generic', 'postgres://<username>:<password>@<host>:<port>/<database>?sslmode=require'],
  ['double-angle', '<< insert-token-here >>'],
  ['argocd-vault-replacer', '<secret:path/data/to/your/secret~secretkey|base64>'],
  ['argocd-vault-replacer', '<vault:/store/data/path~key>'],
  ['argocd-vault-replacer', '<secret:/store/data/path~key~key~key|modifier|modifier>'],
  ['bank-vaults', 'vault:secret/data/accounts/aws#AWS_SECRET_ACCESS_KEY#2'],
  ['bank-vaults', '>>vault:gen/password#value'],
  ['bank-vaults', 'bao:secret/data/accounts/aws#KEY'],
  ['bank-vaults', 'vault:a/b#c:vault:d/e#f'],
  ['bank-vaults-login', 'vault:login'],
  ['bank-vaults-inline', '${vault:database/creds/my-role#username}:${vault:database/creds/my-role#password}'],
  ['bank-vaults-inline', '${vault:secret/data/x#${.key}}'],
  ['vault-transit', 'vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w=='],
  ['bank-vaults-template', '${env `MYSQL_001_PASSWORD`}'],
  ['bank-vaults-template', '${ file `/db-password/pw` }'],
  ['bank-vaults-template', '${ .Env.MYSQL_VAULT_PASSWORD }'],
  ['kapitan', '?{gkms:my/secret1:deadbeef}'],
  ['kapitan', '?{base64:target/ssh/privkey||rsa:4096}'],
  ['kapitan', '?{vaultkv:targets/t/pw:mount:path/in/vault:mykey}'],
  ['kapitan', `?{gkms:${Buffer.from('{"data":"c2VhbGVk","encoding":"original","type":"gkms"}').toString('base64')}:embedded}`],
  ['kapitan', '?{plain:path/to/ref}'],
  ['vals', 'ref+vault://secret/data/foo#/mykey'],
  ['vals', 'secretref+k8s://v1/Secret/mynamespace/mysecret/baz'],
  ['vals', 'ref+gcpsecrets://myproject/mysecret?version=3'],
  ['vals', 'ref+file://secrets/plain.yaml#/a'],
  ['vals', 'ref+awsssm://prod/db/password+'],
  ['akeyless', 'akeyless:/K8s/my_k8s_secret'],
  ['akeyless', 'akeyless:/K8s/my_k8s_secret|decode=base64|version=2'],
  ['akeyless', 'akeyless:/K8s/secret-json|jq=.json_key'],
  ['onepassword', 'op://my-vault/my-item/sql/password'],
  ['onepassword', 'op://My Vault/my item/password'],
  ['azure-key-vault', 'test-secret@azurekeyvault'],
  ['azure-key-vault', 'certificate-inject@azurekeyvault?tls.crt'],
  ['azure-key-vault', 'empty-inject@azurekeyvault?'],
  ['azure-app-service', '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/x/)'],
  ['aws-arn', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Name-12345'],
  ['aws-arn', 'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/prod/db'],
  ['aws-dynamic', '{{resolve:secretsmanager:prod/db:SecretString:password}}'],
  ['berglas', 'berglas://my-bucket/api-token'],
  ['berglas', 'sm://my-project/api-key'],
  ['flux-variable', '${cluster_region}'],
  ['named-source', '${ENV:TRINO_SECRET}'],
  ['named-source', '${file:UTF-8:/run/secrets/pw}'],
  ['flux-variable', '${TOKEN:=}'],
  ['flux-variable', '${influxdb-password}'],
  ['flux-variable', '${NAME/-/_}'],
  ['flux-variable', '${NAME:0:5}'],
  ['flux-variable', '${A}-${B}'],
  ['dotted-variable', '$${DB_PASSWORD}'],
  ['dotted-variable', '${data.vault_generic_secret.db.data["password"]}'],
  ['dotted-variable', '${var.password}'],
  ['argocd-key', '$dex.github.clientSecret'],
  ['argocd-key', '$another-secret:oidc.auth0.clientSecret'],
  ['argocd-key', '$argocd-slackbot:slack-token'],
  ['bare-variable', '$slack-token'],
  ['bare-variable', '$DB_PASSWORD'],
  ['windows-variable', '%DB_PASSWORD%'],
  ['secretgen', '$(value)'],
  ['secretgen', '$(privateKey)'],
  ['secretgen', '$(.password-secret.data.password)'],
  ['dollar-parenthesis', '$(OTHER_PASSWORD)'],
  ['dollar-parenthesis', '$(db.password)'],
  ['helm-secrets', 'secrets+age-import://keys.txt?secrets.yaml'],
  ['helm-secrets', 'secrets+gpg-import-kubernetes://default/gpg-key#examples/sops/secrets.yaml'],
  ['helm-secrets', 'secrets+literal://ref+vault://secret/mysql#/rootPassword'],
  ['kamus', '5WnT4z26Wzj5IikOK34uIg==:OB+6LdcX6M1uOnlkrIj/HFdUJmXW9TIkykFTXJfB01g='],
  ['go-template', '{{ .Values.auth.password | b64enc | quote }}'],
  ['go-template', 'postgres://{{ .user }}:{{ .password }}@:5432/'],
  ['go-template', '{{ printf "%s" (include "app.password" .) | b64enc }}'],
  ['go-template', '{{ randAlphaNum 32 | b64enc }}'],
  ['go-template', '{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}'],
  ['go-template', '{{ .x | default "" }}'],
  ['go-template', 'Bearer {{ .auth.token }}'],
  ['go-template', '{{ range $k := dict "a" .b }}{{ $k }}{{ end }}'],
  ['github-expression', '${{ secrets.API_TOKEN }}'],
  ['percent-template', '{% index .Secrets "admin.password" %}'],
  ['percent-template', '{% .Secrets.password %}'],
  ['lodash', '<%= JSON.parse(data.s1).intKey %>'],
  ['dunder', '__API_TOKEN__'],
  ['replace-tokens', '#{DbPassword}#'],
  ['spruce', '((db-password))'],
  ['bracket-template', '[[ .db_password ]]'],
  ['at-signs', '@@DB_PASSWORD@@'],
];

/** [id, value, the literal it carries]: systems.md calls them references that look safe and are not. */
const unsafe: readonly (readonly [string, string, string])[] = [
  ['kapitan', embedded('plain', 'A5GxBvsLr+A58pSEh9'), 'A5GxBvsLr+A58pSEh9'],
  ['kapitan', embedded('base64', Buffer.from('tEtaQnk1VTlHJVpZ').toString('base64')), 'tEtaQnk1VTlHJVpZ'],
  ['kapitan', embedded('env', 'devdefault1'), 'devdefault1'],
  ['vals', 'ref+echo://K2AVc8XybRFQ23cdAiAX', 'K2AVc8XybRFQ23cdAiAX'],
  ['vals', 'secretref+echo://K2AV%21c8', 'K2AV!c8'],
  ['vals', 'ref+vault://secret/db#/password?secret_id=658b7ad8-a67d&role_id=app', '658b7ad8-a67d'],
  ['vals', 'ref+gcpsecrets://proj/db?fallback=8pjqmuHFGBcH8puTTP', '8pjqmuHFGBcH8puTTP'],
  ['vals', 'ref+doppler://p/c/K?token=abcdef123456', 'abcdef123456'],
  ['helm-secrets', 'secrets://https://ci:GTcVE7SRKzkj@git.acme.example/raw/s.yaml', 'https://ci:GTcVE7SRKzkj@git.acme.example/raw/s.yaml'],
  ['named-source', '${env:PW:-hunter2}', 'hunter2'],
  ['flux-variable', '${DB_PASSWORD:=Rv9YbNXgD!kJwSNqXZ}', 'Rv9YbNXgD!kJwSNqXZ'],
  ['flux-variable', '${DB_PASSWORD:-Rv9YbNXgD}', 'Rv9YbNXgD'],
  ['flux-variable', '${DB_PASSWORD-Rv9YbNXgD}', 'Rv9YbNXgD'],
  ['flux-variable', '${DB_PASSWORD:hunter2}', 'hunter2'],
  ['dotted-variable', '${spring.db.password:hunter2}', 'hunter2'],
  ['go-template', '{{ .Values.password | default "yCvnJmfNm_knDjnLhF" }}', 'yCvnJmfNm_knDjnLhF'],
  ['go-template', '{{ default "yCvnJmfNm" .Values.password | b64enc }}', 'yCvnJmfNm'],
  ['go-template', "{{ .pw | default('yCvnJmfNm') }}", 'yCvnJmfNm'],
  ['go-template', '{{ "fUbskJYSh%kCVD8ovF" | b64enc }}', 'fUbskJYSh%kCVD8ovF'],
  ['go-template', '{{ b64enc "fUbskJYSh" | quote }}', 'fUbskJYSh'],
  ['go-template', '{{- `fUbskJYSh` | b64enc -}}', 'fUbskJYSh'],
  ['github-expression', "${{ secrets.X || 'fUbskJYSh' }}", 'fUbskJYSh'],
];

/** [value, what is left]: literal text beside a reference. */
const mixed: readonly (readonly [string, string])[] = [
  ['postgres://app:JDyNXuDTUDGgtW4U9B@<host>:5432/<path:secret/data/db#name>', 'postgres://app:JDyNXuDTUDGgtW4U9B@:5432/'],
  ['<bYuPWFuPh>n78BToXMszpi', 'n78BToXMszpi'],
  ['${USER}:hunter2', ':hunter2'],
  ['{{ .user }}:hunter2@{{ .host }}', ':hunter2@'],
  ['prefix-__TOKEN__', 'prefix-'],
];

const untouched: readonly string[] = [
  'Ysr2iq7fD@cLoLMszn',
  'a<b',
  '5 < 6 > 4',
  'hunter2',
  '$2a$10$ov4u6yVqvyeGFpirWnND6p32n7tePPq8Y7dwii7aBVALBNZwLYyK5',
  'pa$$word',
  '$ecretP4ss',
  'a}}b{{c',
  '${unclosed',
  'https://acme.example/?a=b',
  'vault-token',
  'user@azure',
  '__name__',
  '<password>hunter2</password>',
];

suite('references', (test) => {
  for (const [id, value] of safe) {
    test(`${id}: ${value.slice(0, 60)}`, () => {
      const found = residue(value, grammars);
      assert.ok(found.kind !== 'none' && found.kind !== 'mixed', `${found.kind}: ${found.residue}`);
      assert.is(found.residue, '');
      assert.is(found.matched[0], id);
      assert.equal(found.literals, []);
    });
  }
  for (const [id, value, literal] of unsafe) {
    test(`${id} carries a literal: ${value.slice(0, 60)}`, () => {
      const found = residue(value, grammars);
      assert.is(found.matched[0], id);
      assert.equal(
        found.literals.map(({ text }) => text),
        [literal],
      );
    });
  }
  for (const [value, left] of mixed) {
    test(`beside a reference: ${value}`, () => {
      const found = residue(value, grammars);
      assert.is(found.kind, 'mixed');
      assert.is(found.residue, left);
    });
  }
  for (const value of untouched) {
    test(`no reference: ${value}`, () => {
      assert.equal(residue(value, grammars), { kind: 'none', residue: value, matched: [], literals: [] });
    });
  }

  test('a reference in the default of another is taken out, too', () => {
    const found = residue('${A:=${B}}', grammars);
    assert.is(found.kind, 'reference');
    assert.equal(found.literals, []);
  });
  test('ends of two removals do not form a new reference', () => {
    const found = residue('$${A}{B}', grammars);
    assert.ok(!found.matched.includes('github-expression'));
    assert.is(residue('<{{ .x }}password>', grammars).residue, '<password>');
  });
  test('every pattern is global and every id stands once', () => {
    for (const grammar of grammars) assert.ok(grammar.pattern.flags.includes('g'), grammar.id);
    assert.is(new Set(grammars.map((grammar) => grammar.id)).size, grammars.length);
  });
  test('tags of YAML that name something', () => {
    assert.ok(isReferenceTag('!secret') && isReferenceTag('!vault'));
    assert.not.ok(isReferenceTag('!!str') || isReferenceTag(null));
  });
  test('hostile text ends soon', () => {
    const openings = [
      '<',
      '<path:',
      '<path:a#',
      '<a',
      '< ',
      '<<',
      '<%',
      '${',
      '${vault:a#',
      '${vault:a#${',
      '${A:=',
      '$${',
      '{{',
      '{{"',
      '{{{',
      '{%',
      '?{gkms:',
      'ref+a://',
      '$(',
      '$(.',
      '((',
      '[[',
      '__A',
      '#{',
      'vault:',
      'secrets://',
      'op://a/',
      'akeyless:a|b',
      '@',
      '{{ default "',
      'arn:aws:ssm:',
      'A==:',
    ];
    for (const opening of openings) {
      residue(opening.repeat(60_000 / opening.length), grammars);
      residue(opening + 'a'.repeat(60_000), grammars);
      residue(opening + ' '.repeat(60_000), grammars);
      residue(`${opening}${'\\"'.repeat(30_000)}`, grammars);
    }
  });
  test('any text is read without an error, and what is left is never more', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '${',
      '}',
      '{{',
      '}}',
      'path:',
      '#',
      'ref+echo://',
      'vault:',
      '?{plain:',
      ':embedded}',
      'default "',
      '"',
      '|',
      ':=',
      'a',
      '\n',
      '\uE000',
      '\uD800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const found = residue(text, grammars);
          assert.ok(found.residue.length <= text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
