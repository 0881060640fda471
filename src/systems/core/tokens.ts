import type { SourceText } from '../../model/document.ts';
import { findTokens } from '../../sensitivity/token.ts';
import { formats } from '../../sensitivity/tokens.ts';
import { Words } from '../../text/words.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/**
 * Provider tokens in any text, in whatever sentence, comment, command or program they stand; what was told of the value it
 * stands in is not told again. Only formats that cannot be anything else, with a checksum that is right where they have one:
 * what needs its surroundings is for scanners of programs.
 */
export function readTokens(source: SourceText, _file: File, emit: Emit): void {
  const { text } = source;
  if (text.length > longest || !signs.isIn(text)) return;
  for (const { name, start, end, identifier, genuine } of findTokens(text)) {
    const token = text.slice(start, end);
    if (identifier || !genuine || !(name === 'jwt' ? isAccount(token, text) : unmistakable.has(name))) continue;
    emit.value({
      aspect: 'token-in-text',
      container: 'text',
      text: token,
      place: textPlace(source, start, end),
      resource: null,
      key: null,
      keyPath: '',
      detail: { token: name },
    });
  }
}

/** Larger texts are data. */
const longest = 1 << 22;

const unmistakable: ReadonlySet<string> = new Set([
  ...['github-token', 'github-fine-grained-token', 'gitlab-token', 'gitlab-runner-registration-token', 'bitbucket-app-password'],
  ...['atlassian-api-token', 'npm-token', 'pypi-token', 'rubygems-key', 'docker-token', 'jfrog-key', 'jfrog-reference-token'],
  ...['circleci-token', 'buildkite-token', 'sonarqube-token', 'slack-token', 'slack-app-token', 'slack-webhook'],
  ...['aws-secret-access-key', 'aws-bedrock-key', 'google-api-key', 'google-oauth-client-secret', 'azure-storage-key'],
  ...['azure-shared-access-key', 'azure-client-secret', 'azure-registry-key', 'azure-function-key', 'azure-devops-token'],
  ...['digitalocean-token', 'yandex-api-key', 'heroku-key', 'netlify-token', 'supabase-key', 'planetscale-token', 'aiven-password'],
  ...['pulumi-token', 'tailscale-key', 'cloudflare-origin-ca-key', 'vault-token', 'terraform-cloud-token', 'doppler-token'],
  ...['onepassword-service-token', 'k3s-token', 'rancher-token', 'databricks-token', 'stripe-key', 'stripe-webhook-secret'],
  ...['braintree-token', 'shopify-token', 'sendgrid-key', 'brevo-key', 'telegram-bot-token', 'discord-webhook', 'teams-webhook'],
  ...['google-chat-webhook', 'zapier-webhook', 'webex-webhook', 'grafana-service-account-token', 'grafana-cloud-token'],
  ...['grafana-api-key', 'newrelic-key', 'datadog-token', 'dynatrace-token', 'sentry-token', 'postman-key', 'linear-key'],
  ...['figma-token', 'contentful-token', 'anthropic-key', 'openai-key', 'openrouter-key', 'huggingface-token', 'groq-key', 'xai-key'],
  ...['perplexity-key', 'replicate-token', 'langsmith-key'],
]);

/** One look for all of them, before any format is tried. */
const signs = new Words([
  ...formats.filter(({ name }) => unmistakable.has(name)).flatMap(({ keywords }) => keywords),
  // How the header of a JSON Web Token begins: `{"alg":`, `{"kid":`, `{"typ":`.
  ...['eyJhbGciOi', 'eyJraWQiOi', 'eyJ0eXAiOi'],
]);

/** Most JSON Web Tokens in a text show how one looks. Of an account of Kubernetes or Argo CD, or all that a file holds, it is one in use. */
function isAccount(token: string, text: string): boolean {
  if (text.length < token.length + 8 && text.trim() === token) return true;
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return /"kubernetes\.io(?:\/serviceaccount)?["/]|"iss":"argocd"/.test(claims);
}
