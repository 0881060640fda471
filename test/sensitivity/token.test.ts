import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { findTokens } from '../../src/sensitivity/token.ts';
import { formats } from '../../src/sensitivity/tokens.ts';
import { suite } from '../support/suite.ts';

/** Characters without a pattern, the same on every run: no token of this file was ever issued. */
function made(length: number, alphabet: string, seed = 7): string {
  let state = seed * 2654435761;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += alphabet[state % alphabet.length] ?? '';
  }
  return text;
}
const alnum = (length: number, seed?: number): string => made(length, 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789', seed);
const hex = (length: number, seed?: number): string => made(length, '0123456789abcdef', seed);
const upper = (length: number): string => made(length, 'ABCDEFGHJKMNPQRSTUVWXYZ234567');
const letters = (length: number): string => made(length, 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ');
const lower = (length: number): string => made(length, 'abcdefghjkmnpqrstuvwxyz23456789');
const uuid = (): string => `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** One genuine-looking sample of each format, put together here so that no scanner trips over this file. */
const samples: Readonly<Record<string, readonly string[]>> = {
  'github-token': [`ghp_${alnum(36)}`, `ghs_${alnum(36)}`],
  'github-fine-grained-token': [`github_pat_${alnum(22)}_${alnum(59)}`],
  'gitlab-token': [`glpat-${alnum(20)}`, `gldt-${alnum(20)}`, `glrt-${alnum(20)}`],
  'gitlab-runner-registration-token': [`GR1348941${alnum(20)}`],
  'bitbucket-app-password': [`ATBB${alnum(24)}${made(8, '0123456789ABCDEF')}`],
  'atlassian-api-token': [`ATATT3${alnum(180)}`],
  'npm-token': [`npm_${alnum(36)}`],
  'pypi-token': [`pypi-AgE${alnum(150)}`],
  'rubygems-key': [`rubygems_${hex(48)}`],
  'nuget-key': [`oy2${lower(43)}`],
  'crates-token': [`cio${alnum(32)}`],
  'docker-token': [`dckr_pat_${alnum(27)}`, `dckr_oat_${alnum(32)}`],
  'jfrog-key': [`AKCp${alnum(69)}`],
  'jfrog-reference-token': [`cmVmdGtu${alnum(56)}`],
  'circleci-token': [`CCIPAT_${alnum(22)}_${hex(40)}`],
  'buildkite-token': [`bkua_${lower(40)}`],
  'sonarqube-token': [`squ_${hex(40)}`, `sqp_${hex(40)}`],
  'slack-token': [`xoxb-${made(12, '0123456789')}-${made(12, '0123456789', 9)}-${alnum(24)}`],
  'slack-app-token': [`xapp-1-${upper(11)}-${made(13, '0123456789')}-${hex(64)}`],
  'slack-webhook': [`https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${alnum(24)}`],
  'aws-access-key-id': [`AKIA${upper(16)}`, `ASIA${upper(16)}`],
  'aws-secret-access-key': [`aws_secret_access_key = ${alnum(40)}`],
  'aws-bedrock-key': [`ABSK${alnum(128)}`],
  'google-api-key': [`AIza${alnum(35)}`],
  'google-oauth-client-secret': [`GOCSPX-${alnum(28)}`],
  'google-access-token': [`ya29.${alnum(120)}`],
  'azure-storage-key': [`DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${alnum(86)}==`, `${alnum(76)}+ASt${alnum(6)}==`],
  'azure-shared-access-key': [`Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${alnum(43)}=`],
  'azure-sas-signature': [`https://acme.blob.core.windows.net/c?sv=2024-11-04&sig=${alnum(43)}%3D`],
  'azure-client-secret': [`${alnum(3)}8Q~${alnum(34)}`],
  'azure-registry-key': [`${alnum(42)}+ACRA${alnum(5)}`],
  'azure-function-key': [`${alnum(44)}AzFu${alnum(6)}==`],
  'azure-devops-token': [`${alnum(76)}AZDO${alnum(4)}`],
  'digitalocean-token': [`dop_v1_${hex(64)}`],
  'alibaba-access-key-id': [`LTAI${alnum(20)}`],
  'tencent-secret-id': [`AKID${alnum(32)}`],
  'scaleway-access-key': [`SCW${upper(17)}`],
  'yandex-api-key': [`AQVN${alnum(36)}`],
  'fly-token': [`fo1_${alnum(43)}`],
  'heroku-key': [`HRKU-AA${alnum(58)}`],
  'netlify-token': [`nfp_${alnum(36)}`],
  'supabase-key': [`sbp_${hex(40)}`, `sb_secret_${alnum(31)}`],
  'planetscale-token': [`pscale_tkn_${alnum(43)}`],
  'aiven-password': [`AVNS_${alnum(19)}`],
  'pulumi-token': [`pul-${hex(40)}`],
  'tailscale-key': [`tskey-auth-${alnum(12)}-${alnum(32)}`],
  'cloudflare-origin-ca-key': [`v1.0-${hex(24)}-${hex(146)}`],
  'cloudflare-tunnel-token': [Buffer.from(JSON.stringify({ a: hex(32), t: uuid(), s: alnum(44) })).toString('base64')],
  'vault-token': [`hvs.${alnum(24)}`, `hvs.${alnum(95)}`, `hvb.${alnum(140)}`],
  'vault-legacy-token': [`s.${alnum(24)}`],
  'terraform-cloud-token': [`${alnum(14)}.atlasv1.${alnum(67)}`],
  'doppler-token': [`dp.st.${alnum(43)}`, `dp.st.prd.${alnum(43)}`],
  'infisical-service-token': [`st.${hex(24)}.${hex(32)}.${hex(32)}`],
  'onepassword-service-token': [`ops_eyJ${alnum(400)}`],
  'onepassword-secret-key': [`A3-${upper(6)}-${upper(6)}-${upper(5)}-${upper(5)}-${upper(5)}-${upper(5)}`],
  'bitwarden-machine-token': [`0.${uuid()}.${alnum(30)}:${alnum(22)}==`],
  'k3s-token': [`K10${hex(64)}::server:${hex(32)}`],
  'rancher-token': [`token-${lower(5)}:${lower(54)}`],
  'openshift-token': [`sha256~${alnum(43)}`],
  'databricks-token': [`dapi${hex(32)}`],
  jwt: [`${base64url({ alg: 'RS256', kid: 'k1' })}.${base64url({ sub: 'system:serviceaccount:a:b' })}.${alnum(86)}`],
  'stripe-key': [`sk_live_${alnum(24)}`, `rk_test_${alnum(24)}`],
  'stripe-webhook-secret': [`whsec_${alnum(32)}`],
  'square-token': [`sq0csp-${alnum(43)}`],
  'braintree-token': [`access_token$production$${lower(16)}$${hex(32)}`],
  'shopify-token': [`shpat_${hex(32)}`],
  'sendgrid-key': [`SG.${alnum(22)}.${alnum(43)}`],
  'twilio-key-sid': [`SK${hex(32)}`],
  'mailgun-key': [`key-${hex(32)}`],
  'mailchimp-key': [`${hex(32)}-us12`],
  'brevo-key': [`xkeysib-${hex(64)}-${alnum(16)}`],
  'resend-key': [`re_${alnum(8)}_${alnum(24)}`],
  'telegram-bot-token': [`${made(10, '123456789')}:AA${alnum(33)}`],
  'discord-webhook': [`https://discord.com/api/webhooks/${made(18, '123456789')}/${alnum(68)}`],
  'discord-bot-token': [`MT${alnum(24)}.${alnum(6)}.${alnum(38)}`],
  'teams-webhook': [`https://acme.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex(32)}/${uuid()}`],
  'google-chat-webhook': [`https://chat.googleapis.com/v1/spaces/${alnum(11)}/messages?key=AI${alnum(37)}&token=${alnum(43)}`],
  'zapier-webhook': [`https://hooks.zapier.com/hooks/catch/${made(7, '123456789')}/${lower(7)}`],
  'webex-webhook': [`https://webexapis.com/v1/webhooks/incoming/${alnum(76)}`],
  'ntfy-token': [`tk_${lower(29)}`],
  'pushbullet-token': [`o.${alnum(32)}`],
  'grafana-service-account-token': [`glsa_${alnum(32)}_${hex(8)}`],
  'grafana-cloud-token': [`glc_eyJ${alnum(120)}`],
  'grafana-api-key': [`eyJrIjoi${alnum(76)}`],
  'newrelic-key': [`NRAK-${upper(27)}`, `${hex(36)}NRAL`],
  'pagerduty-key': [`u+${alnum(18)}`],
  'datadog-token': [`ddapp_${alnum(34)}`],
  'dynatrace-token': [`dt0c01.${upper(24)}.${upper(64)}`],
  'sentry-token': [`sntrys_eyJ${alnum(120)}`, `sntryu_${hex(64)}`],
  'publishable-key': [`pk_live_${alnum(24)}`, `pk_test_${alnum(24)}`],
  'posthog-project-key': [`phc_${alnum(43)}`],
  'mapbox-public-token': [`pk.eyJ${alnum(60)}.${alnum(22)}`],
  'datadog-client-token': [`pub${hex(32)}`],
  'sentry-dsn': [`https://${hex(32)}@o12345.ingest.sentry.io/678`],
  'postman-key': [`PMAK-${hex(24)}-${hex(34)}`],
  'linear-key': [`lin_api_${alnum(40)}`],
  'notion-token': [`ntn_${alnum(46)}`],
  'figma-token': [`figd_${alnum(40)}`],
  'airtable-token': [`pat${alnum(14)}.${hex(64)}`],
  'harness-token': [`pat.${alnum(22)}.${hex(24)}.${alnum(20)}`],
  'contentful-token': [`CFPAT-${alnum(43)}`],
  'anthropic-key': [`sk-ant-api03-${alnum(95)}`],
  'openai-key': [`sk-${alnum(20)}T3BlbkFJ${alnum(20)}`, `sk-proj-${alnum(58)}T3BlbkFJ${alnum(58)}`],
  'openrouter-key': [`sk-or-v1-${hex(64)}`],
  'deepseek-key': [`sk-${hex(32)}`],
  'huggingface-token': [`hf_${letters(34)}`],
  'groq-key': [`gsk_${alnum(52)}`],
  'xai-key': [`xai-${alnum(80)}`],
  'perplexity-key': [`pplx-${alnum(48)}`],
  'replicate-token': [`r8_${alnum(37)}`],
  'langsmith-key': [`lsv2_pt_${hex(32)}_${hex(10)}`],
};

const none: readonly string[] = [
  `AKIAIOSFODNN7${'EXAMPLE'}`,
  `ghp_${'x'.repeat(36)}`,
  `ghp_${'0123456789'.repeat(4)}`.slice(0, 40),
  'glpat-XXXXXXXXXXXXXXXXXXXX',
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  'sk-your-key-here-please-replace-it',
  's.lowercaseonlytwentyfour',
  'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
  'https://discord.com/api/webhooks/1234/abc',
  'token-review',
  'hvs.short',
  `sha256:${hex(64)}`,
  'npm_config_registry',
  'github_pat_',
];

suite('provider tokens', (test) => {
  test('every format has a sample here, a source and a keyword', () => {
    assert.equal([...new Set(formats.map((format) => format.name))].sort(), Object.keys(samples).sort());
    for (const format of formats) {
      assert.ok(format.source.length > 5 && format.keywords.length > 0, format.name);
      assert.ok(format.pattern.flags.includes('g'), format.name);
    }
  });
  for (const [name, texts] of Object.entries(samples)) {
    test(name, () => {
      for (const text of texts) {
        const found = findTokens(`x: "${text}"\n`);
        assert.ok(
          found.some((token) => token.name === name),
          `${name}: ${found.map((token) => token.name).join(', ')}`,
        );
      }
    });
  }
  for (const text of none) {
    test(`none: ${text.slice(0, 40)}`, () => {
      assert.equal(
        findTokens(text).map((token) => token.name),
        [],
      );
    });
  }
  test('a wrong checksum is said', () => {
    // Published by its owner after it was revoked, to explain the format; the last character is changed in the second.
    const genuine = ['ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ', '0mLq17'].join('');
    assert.is(findTokens(genuine)[0]?.genuine, true);
    assert.is(findTokens(`${genuine.slice(0, -1)}8`)[0]?.genuine, false);
  });
  test('the place is that of the token alone', () => {
    const token = `glpat-${alnum(20)}`;
    assert.equal(findTokens(`a ${token} b`), [{ name: 'gitlab-token', start: 2, end: 28, identifier: false, genuine: true }]);
    const key = alnum(40);
    const [found] = findTokens(`aws_secret_access_key=${key}`);
    assert.is(found?.start, 22);
    assert.is(found?.end, 62);
  });
  test('hostile text ends soon', () => {
    for (const keyword of formats.flatMap((format) => format.keywords)) {
      findTokens(keyword.repeat(60_000 / keyword.length));
      findTokens(`-${keyword}`.repeat(30_000 / keyword.length));
      findTokens(keyword + 'aB3'.repeat(20_000));
    }
  });
  test('any text is read without an error', () => {
    const keyword = fc.constantFrom(...formats.flatMap((format) => format.keywords));
    fc.assert(
      fc.property(fc.array(fc.oneof(keyword, fc.string()), { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        for (const { start, end } of findTokens(text)) assert.ok(0 <= start && start < end && end <= text.length);
      }),
    );
  });
});
