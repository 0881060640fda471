import type { SourceText } from '../../model/document.ts';
import { findTokens } from '../../sensitivity/token.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/**
 * Provider tokens in text that no tree is made of, in whatever sentence, command or program they stand. Only formats that cannot be
 * anything else, with a checksum that is right where they have one: what needs its surroundings is for scanners of programs.
 */
export function readTokens(source: SourceText, file: File, emit: Emit): void {
  if (!freeFormats.has(file.profile.format)) return;
  const { text } = source;
  if (text.length > longest || !telling.test(text)) return;
  for (const { name, start, end, identifier, genuine } of findTokens(text)) {
    if (identifier || !genuine || !unmistakable.has(name)) continue;
    emit.value({
      system: 'core',
      aspect: 'token-in-text',
      container: 'text',
      text: text.slice(start, end),
      place: textPlace(source, start, end),
      resource: null,
      key: null,
      keyPath: '',
      detail: { token: name },
    });
  }
}

/** Of these no tree, or only what has a name, was read. */
const freeFormats: ReadonlySet<string> = new Set(['script', 'text', 'jsonnet', 'conf']);

/** Larger texts are data. */
const longest = 1 << 20;

/** One look for all of them, before any format is tried. */
const telling =
  /gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|agent)-|npm_|pypi-AgE|dckr_[po]at_|xox[abeoprs]|xapp-|hooks\.slack|GOCSPX-|AT[AC]TT3|do[por]_v1_|k_live_|SG\.|dp\.|ops_eyJ|sk-ant-|T3BlbkFJ|hf_|glsa_|glc_eyJ|atlasv1|AZDO|dapi|shp(?:at|ca|pa|ss)_|pul-|tskey-|PMAK-|dt0|NRAK-|sntrys_|webhook\.office|api\/webhooks/;
const unmistakable = new Set(
  'github-token github-fine-grained-token gitlab-token npm-token pypi-token docker-token slack-token slack-app-token slack-webhook google-oauth-client-secret atlassian-api-token digitalocean-token stripe-key sendgrid-key doppler-token onepassword-service-token anthropic-key openai-key huggingface-token grafana-service-account-token grafana-cloud-token terraform-cloud-token azure-devops-token databricks-token shopify-token pulumi-token tailscale-key postman-key dynatrace-token newrelic-key sentry-token teams-webhook discord-webhook'.split(
    ' ',
  ),
);
