import type { TokenFormat } from './token-format.ts';

/** Services a workload calls: payment, mail, chat, monitoring, models. */
export const serviceTokens: readonly TokenFormat[] = [
  {
    name: 'stripe-key',
    keywords: ['k_live_', 'k_test_'],
    pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,247}\b/g,
    source: 'docs.stripe.com, API keys',
  },
  {
    name: 'stripe-webhook-secret',
    keywords: ['whsec_'],
    pattern: /\bwhsec_[A-Za-z0-9+/]{24,64}={0,2}/g,
    source: 'docs.stripe.com, Webhook signatures; Standard Webhooks',
  },
  {
    name: 'square-token',
    keywords: ['sq0csp-', 'EAAA'],
    pattern: /\bsq0csp-[\w-]{43}(?![\w-])|\bEAAA[\w-]{60}(?![\w-])/g,
    source: 'developer.squareup.com, Access tokens',
  },
  {
    name: 'braintree-token',
    keywords: ['access_token$production$'],
    pattern: /\baccess_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}\b/g,
    source: 'developer.paypal.com, Braintree access tokens',
  },
  {
    name: 'shopify-token',
    keywords: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g,
    source: 'shopify.dev, Access token types',
  },

  {
    name: 'sendgrid-key',
    keywords: ['SG.'],
    pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g,
    source: 'twilio.com/docs/sendgrid, API keys',
  },
  { name: 'twilio-key-sid', keywords: ['SK'], pattern: /\bSK[0-9a-f]{32}\b/g, source: 'twilio.com/docs, API keys: SID', identifier: true },
  { name: 'mailgun-key', keywords: ['key-'], pattern: /(?<![\w-])key-[0-9a-f]{32}\b/g, source: 'documentation.mailgun.com, API keys' },
  { name: 'mailchimp-key', keywords: ['-us'], pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/g, source: 'mailchimp.com/developer, API keys' },
  {
    name: 'brevo-key',
    keywords: ['xkeysib-', 'xsmtpsib-'],
    pattern: /\bx(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}\b/g,
    source: 'developers.brevo.com, API keys',
  },
  { name: 'resend-key', keywords: ['re_'], pattern: /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\b/g, source: 'resend.com/docs, API keys' },

  {
    name: 'telegram-bot-token',
    keywords: [':AA'],
    pattern: /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/g,
    source: 'core.telegram.org/bots: bot tokens',
  },
  {
    name: 'discord-webhook',
    keywords: ['/api/webhooks/'],
    pattern: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/g,
    source: 'discord.com/developers, Webhook resource',
  },
  {
    name: 'discord-bot-token',
    keywords: ['MT', 'MD', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
    pattern: /(?<![\w.-])[MNO][A-Za-z0-9]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w.-])/g,
    source: 'discord.com/developers, Authentication',
  },
  {
    name: 'teams-webhook',
    keywords: ['.webhook.office.com/'],
    pattern:
      /https:\/\/[\w-]{1,63}\.webhook\.office\.com\/webhookb2\/[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}/g,
    source: 'learn.microsoft.com, Teams incoming webhooks',
  },
  {
    name: 'google-chat-webhook',
    keywords: ['chat.googleapis.com/'],
    pattern: /https:\/\/chat\.googleapis\.com\/v1\/spaces\/[\w-]{8,20}\/messages\?key=[\w-]{39}&token=[\w%-]{20,100}/g,
    source: 'developers.google.com, Google Chat webhooks',
  },
  {
    name: 'zapier-webhook',
    keywords: ['hooks.zapier.com/'],
    pattern: /https:\/\/hooks\.zapier\.com\/hooks\/catch\/\d{4,12}\/[a-z0-9]{5,12}/g,
    source: 'help.zapier.com, Webhooks',
  },
  {
    name: 'webex-webhook',
    keywords: ['/v1/webhooks/incoming/'],
    pattern: /https:\/\/(?:webexapis|api\.ciscospark)\.com\/v1\/webhooks\/incoming\/[A-Za-z0-9_-]{40,120}/g,
    source: 'apphub.webex.com, Incoming webhooks',
  },
  { name: 'ntfy-token', keywords: ['tk_'], pattern: /\btk_[a-z0-9]{29}\b/g, source: 'docs.ntfy.sh, Access tokens' },
  {
    name: 'pushbullet-token',
    keywords: ['o.'],
    pattern: /(?<![\w.])o\.[A-Za-z0-9]{32}(?![\w.])/g,
    source: 'docs.pushbullet.com, Access tokens',
  },

  {
    name: 'grafana-service-account-token',
    keywords: ['glsa_'],
    pattern: /\bglsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}\b/g,
    source: 'grafana.com/docs, Service accounts',
  },
  {
    name: 'grafana-cloud-token',
    keywords: ['glc_eyJ'],
    pattern: /\bglc_eyJ[A-Za-z0-9+/]{30,400}={0,2}/g,
    source: 'grafana.com/docs, Access policies',
  },
  {
    name: 'grafana-api-key',
    keywords: ['eyJrIjoi'],
    pattern: /\beyJrIjoi[A-Za-z0-9+/]{60,120}={0,2}/g,
    source: 'grafana.com/docs, API keys (base64 of {"k","n","id"})',
  },
  {
    name: 'newrelic-key',
    keywords: ['NRAK-', 'NRII-', 'NRAL'],
    pattern: /\bNRAK-[A-Z0-9]{27}\b|\bNRII-[\w-]{32}(?![\w-])|\b(?:eu01xx)?[0-9a-f]{30,36}NRAL\b/g,
    source: 'docs.newrelic.com, API keys',
  },
  {
    name: 'pagerduty-key',
    keywords: ['u+'],
    pattern: /(?<![\w+/=])u\+[A-Za-z0-9_-]{18}(?![\w+/=-])/g,
    source: 'support.pagerduty.com, API access keys',
  },
  {
    name: 'datadog-token',
    keywords: ['ddapp_', 'ddpat_'],
    pattern: /\bdd(?:app|pat)_[A-Za-z0-9]{30,60}\b/g,
    source: 'docs.datadoghq.com, API and application keys',
  },
  {
    name: 'dynatrace-token',
    keywords: ['dt0'],
    pattern: /\bdt0[a-z]\d\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}\b/g,
    source: 'docs.dynatrace.com, Access tokens',
  },
  {
    name: 'sentry-token',
    keywords: ['sntrys_', 'sntryu_'],
    pattern: /\bsntrys_eyJ[A-Za-z0-9+/=_-]{80,500}|\bsntryu_[0-9a-f]{64}\b/g,
    source: 'docs.sentry.io, Auth tokens',
  },
  {
    name: 'sentry-dsn',
    keywords: ['sentry'],
    pattern: /https:\/\/[0-9a-f]{32}@(?:o\d+\.ingest(?:\.[a-z]{2})?\.)?sentry\.[a-z.]{2,20}\/\d+/g,
    source: 'docs.sentry.io, Data source name: may be public',
    identifier: true,
  },
  { name: 'postman-key', keywords: ['PMAK-'], pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g, source: 'learning.postman.com, API keys' },

  {
    name: 'linear-key',
    keywords: ['lin_api_', 'lin_oauth_'],
    pattern: /\blin_(?:api|oauth)_[A-Za-z0-9]{32,64}\b/g,
    source: 'linear.app/developers, Personal API keys',
  },
  {
    name: 'notion-token',
    keywords: ['ntn_', 'secret_'],
    pattern: /\bntn_[A-Za-z0-9]{46}\b|\bsecret_[A-Za-z0-9]{43}\b/g,
    source: 'developers.notion.com, Authorization',
  },
  { name: 'figma-token', keywords: ['figd_'], pattern: /\bfigd_[\w-]{40,60}/g, source: 'figma.com/developers, Access tokens' },
  {
    name: 'airtable-token',
    keywords: ['pat'],
    pattern: /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/g,
    source: 'airtable.com/developers, Personal access tokens',
  },
  {
    name: 'harness-token',
    keywords: ['pat.', 'sat.'],
    pattern: /\b[ps]at\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}\b/g,
    source: 'developer.harness.io, API keys',
  },
  {
    name: 'contentful-token',
    keywords: ['CFPAT-'],
    pattern: /\bCFPAT-[\w-]{43}(?![\w-])/g,
    source: 'contentful.com/developers, Personal access tokens',
  },

  {
    name: 'anthropic-key',
    keywords: ['sk-ant-'],
    pattern: /\bsk-ant-[a-z]{2,8}\d\d-[\w-]{80,120}/g,
    source: 'docs.anthropic.com, API keys',
  },
  {
    name: 'openai-key',
    keywords: ['T3BlbkFJ'],
    pattern: /\bsk-(?:(?:proj|svcacct|admin|None)-)?[\w-]{20,90}?T3BlbkFJ[\w-]{20,90}/g,
    source: 'platform.openai.com, API keys (base64 of OpenAI inside)',
  },
  { name: 'openrouter-key', keywords: ['sk-or-v1-'], pattern: /\bsk-or-v1-[0-9a-f]{64}\b/g, source: 'openrouter.ai/docs, Authentication' },
  { name: 'deepseek-key', keywords: ['sk-'], pattern: /(?<![\w-])sk-[0-9a-f]{32}\b/g, source: 'api-docs.deepseek.com, API keys' },
  {
    name: 'huggingface-token',
    keywords: ['hf_', 'api_org_'],
    pattern: /\b(?:hf_|api_org_)[A-Za-z]{34}\b/g,
    source: 'huggingface.co/docs, User access tokens',
  },
  { name: 'groq-key', keywords: ['gsk_'], pattern: /\bgsk_[A-Za-z0-9]{52}\b/g, source: 'console.groq.com/docs, API keys' },
  { name: 'xai-key', keywords: ['xai-'], pattern: /\bxai-[A-Za-z0-9]{80}\b/g, source: 'docs.x.ai, API keys' },
  { name: 'perplexity-key', keywords: ['pplx-'], pattern: /\bpplx-[A-Za-z0-9]{48}\b/g, source: 'docs.perplexity.ai, API keys' },
  { name: 'replicate-token', keywords: ['r8_'], pattern: /\br8_[A-Za-z0-9]{37}\b/g, source: 'replicate.com/docs, API tokens' },
  {
    name: 'langsmith-key',
    keywords: ['lsv2_'],
    pattern: /\blsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}\b/g,
    source: 'docs.smith.langchain.com, API keys',
  },
];
