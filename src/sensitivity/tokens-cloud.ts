import type { TokenFormat } from './token-format.ts';

const azure = 'learn.microsoft.com, Azure: credential formats (Microsoft Security Utilities)';

/** Mixed: a lower-case word of 24 letters behind `s.` is no Vault token. */
const isMixed = (token: string): boolean => /[a-z]/.test(token.slice(2)) && /[A-Z]/.test(token) && /\d/.test(token);

/** Clouds, secret stores and clusters. */
export const cloudTokens: readonly TokenFormat[] = [
  {
    name: 'aws-access-key-id',
    keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g,
    source: 'docs.aws.amazon.com, IAM identifiers: unique ID prefixes',
    identifier: true,
  },
  {
    name: 'aws-secret-access-key',
    keywords: ['ecret_access_key', 'ECRET_ACCESS_KEY', 'ecretAccessKey'],
    pattern: /[sS](?:ecret_access_key|ECRET_ACCESS_KEY|ecretAccessKey)["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/g,
    source: 'docs.aws.amazon.com, Managing access keys',
  },
  {
    name: 'aws-bedrock-key',
    keywords: ['ABSK'],
    pattern: /\bABSK[A-Za-z0-9+/]{109,269}={0,2}/g,
    source: 'docs.aws.amazon.com, Amazon Bedrock API keys',
  },
  { name: 'google-api-key', keywords: ['AIza'], pattern: /\bAIza[\w-]{35}(?![\w-])/g, source: 'cloud.google.com, Manage API keys' },
  {
    name: 'google-oauth-client-secret',
    keywords: ['GOCSPX-'],
    pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g,
    source: 'developers.google.com, OAuth 2.0 client secrets',
  },
  { name: 'google-access-token', keywords: ['ya29.'], pattern: /\bya29\.[\w-]{30,1200}/g, source: 'cloud.google.com, Token types' },
  {
    name: 'azure-storage-key',
    keywords: ['AccountKey='],
    pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/g,
    source: 'learn.microsoft.com, Azure Storage connection strings',
  },
  {
    name: 'azure-shared-access-key',
    keywords: ['SharedAccessKey='],
    pattern: /SharedAccessKey=([A-Za-z0-9+/]{43}=)/g,
    source: 'learn.microsoft.com, Service Bus connection strings',
  },
  {
    name: 'azure-sas-signature',
    keywords: ['sig='],
    pattern: /[?&;](?:amp;)?sig=((?:[A-Za-z0-9_-]|%2[fFbB]|[+/]){43,64}(?:=|%3[dD])?)(?![A-Za-z0-9])/g,
    source: 'learn.microsoft.com, Shared access signatures; Logic Apps request triggers',
  },
  {
    name: 'azure-client-secret',
    // A digit stands before the mark.
    keywords: ['0Q~', '1Q~', '2Q~', '3Q~', '4Q~', '5Q~', '6Q~', '7Q~', '8Q~', '9Q~'],
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g,
    source: 'learn.microsoft.com, Microsoft Entra application credentials',
  },
  { name: 'azure-storage-key', keywords: ['+ASt'], pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==/g, source: azure },
  {
    name: 'azure-registry-key',
    keywords: ['+ACR'],
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}/g,
    source: azure,
  },
  { name: 'azure-function-key', keywords: ['AzFu'], pattern: /(?<![\w-])[\w-]{44}AzFu[\w-]{6}==/g, source: azure },
  { name: 'azure-devops-token', keywords: ['AZDO'], pattern: /\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b/g, source: azure },
  {
    name: 'digitalocean-token',
    keywords: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /\bdo[por]_v1_[0-9a-f]{64}\b/g,
    source: 'docs.digitalocean.com, Personal access tokens',
  },
  {
    name: 'alibaba-access-key-id',
    keywords: ['LTAI'],
    pattern: /\bLTAI[A-Za-z0-9]{12,20}\b/g,
    source: 'alibabacloud.com/help, AccessKey pairs',
    identifier: true,
  },
  {
    name: 'tencent-secret-id',
    keywords: ['AKID'],
    pattern: /\bAKID[A-Za-z0-9]{32}\b/g,
    source: 'tencentcloud.com, API keys',
    identifier: true,
  },
  {
    name: 'scaleway-access-key',
    keywords: ['SCW'],
    pattern: /\bSCW[A-Z0-9]{17}\b/g,
    source: 'scaleway.com/docs, API keys',
    identifier: true,
  },
  { name: 'yandex-api-key', keywords: ['AQVN'], pattern: /\bAQVN[\w-]{35,38}(?![\w-])/g, source: 'yandex.cloud, API key' },
  {
    name: 'fly-token',
    keywords: ['fo1_', 'FlyV1 '],
    pattern: /\bfo1_[\w-]{43}(?![\w-])|\bFlyV1 fm\d[a-z]?_[A-Za-z0-9+/=,_-]{60,900}/g,
    source: 'fly.io/docs, Access tokens',
  },
  { name: 'heroku-key', keywords: ['HRKU-AA'], pattern: /\bHRKU-AA[\w-]{58}(?![\w-])/g, source: 'devcenter.heroku.com, Platform API' },
  { name: 'netlify-token', keywords: ['nfp_'], pattern: /\bnfp_[A-Za-z0-9]{36}\b/g, source: 'docs.netlify.com, Personal access tokens' },
  {
    name: 'supabase-key',
    keywords: ['sbp_', 'sb_secret_'],
    pattern: /\bsbp_[0-9a-f]{40}\b|\bsb_secret_[\w-]{31}(?![\w-])/g,
    source: 'supabase.com/docs, API keys',
  },
  {
    name: 'planetscale-token',
    keywords: ['pscale_'],
    pattern: /\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,64}/g,
    source: 'planetscale.com/docs, Service tokens',
  },
  { name: 'aiven-password', keywords: ['AVNS_'], pattern: /\bAVNS_[\w-]{15,24}(?![\w-])/g, source: 'aiven.io/docs, Service credentials' },
  { name: 'pulumi-token', keywords: ['pul-'], pattern: /\bpul-[0-9a-f]{40}\b/g, source: 'pulumi.com/docs, Access tokens' },
  {
    name: 'tailscale-key',
    keywords: ['tskey-'],
    pattern: /\btskey-(?:auth|api|client|webhook|scim)-[A-Za-z0-9]{6,20}-[A-Za-z0-9]{20,60}\b/g,
    source: 'tailscale.com/kb, Key prefixes',
  },
  {
    name: 'cloudflare-origin-ca-key',
    keywords: ['v1.0-'],
    pattern: /\bv1\.0-[0-9a-f]{24}-[0-9a-f]{146}\b/g,
    source: 'developers.cloudflare.com, Origin CA keys',
  },
  {
    name: 'cloudflare-tunnel-token',
    keywords: ['eyJhIjoi'],
    pattern: /\beyJhIjoi[A-Za-z0-9+/_-]{100,400}={0,2}(?![.\w])/g,
    source: 'developers.cloudflare.com, Tunnel tokens (base64 of {"a","t","s"})',
  },

  {
    name: 'vault-token',
    keywords: ['hvs.', 'hvb.', 'hvr.'],
    pattern: /\bhv(?:s\.(?:[A-Za-z0-9]{24}(?![\w-])|[\w-]{90,150})|b\.[\w-]{50,300}|r\.[\w-]{20,150})/g,
    source: 'developer.hashicorp.com, Vault tokens; hashicorp/vault token_consts.go',
  },
  {
    name: 'vault-legacy-token',
    keywords: ['s.'],
    pattern: /(?<![\w.-])s\.[A-Za-z0-9]{24}(?![\w.])/g,
    source: 'developer.hashicorp.com, Vault tokens before 1.10',
    check: isMixed,
  },
  {
    name: 'terraform-cloud-token',
    keywords: ['.atlasv1.'],
    pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}(?![\w-])/g,
    source: 'developer.hashicorp.com, HCP Terraform API tokens',
  },
  {
    name: 'doppler-token',
    keywords: ['dp.'],
    pattern: /\bdp\.(?:ct|pt|st|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}\b/g,
    source: 'docs.doppler.com, Service tokens',
  },
  {
    name: 'infisical-service-token',
    keywords: ['st.'],
    pattern: /(?<![\w.])st\.[0-9a-f-]{24,36}\.[0-9a-f]{32,64}\.[0-9a-f]{32}(?![0-9a-f])/g,
    source: 'infisical.com/docs, Service tokens',
  },
  {
    name: 'onepassword-service-token',
    keywords: ['ops_eyJ'],
    pattern: /\bops_eyJ[A-Za-z0-9+/_-]{200,1200}={0,2}/g,
    source: 'developer.1password.com, Service accounts',
  },
  {
    name: 'onepassword-secret-key',
    keywords: ['A3-'],
    pattern: /\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}\b/g,
    source: 'support.1password.com, Secret Key',
  },
  {
    name: 'bitwarden-machine-token',
    keywords: ['0.'],
    pattern: /\b0\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==/g,
    source: 'bitwarden.com/help, Secrets Manager access tokens',
  },
  { name: 'k3s-token', keywords: ['K10'], pattern: /\bK10[0-9a-f]{50,64}::[\w.-]{1,32}:[\w.-]{16,128}/g, source: 'docs.k3s.io, k3s token' },
  { name: 'rancher-token', keywords: ['token-'], pattern: /\btoken-[a-z0-9]{5}:[a-z0-9]{54}\b/g, source: 'rancher.com/docs, API keys' },
  {
    name: 'openshift-token',
    keywords: ['sha256~'],
    pattern: /\bsha256~[\w-]{43}(?![\w-])/g,
    source: 'docs.redhat.com, OpenShift: OAuth access tokens',
  },
  {
    name: 'databricks-token',
    keywords: ['dapi'],
    pattern: /\bdapi[0-9a-f]{32}(?:-\d)?\b/g,
    source: 'docs.databricks.com, Personal access tokens',
  },
  // Header and payload of a JSON object each; the signature may be empty (`alg: none`), which then opens nothing.
  {
    name: 'jwt',
    keywords: ['eyJ'],
    pattern: /\beyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,16000}\.[A-Za-z0-9_-]{16,4000}/g,
    source: 'RFC 7519',
  },
];
