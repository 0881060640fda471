import { crc32 } from 'node:zlib';
import type { TokenFormat } from './token-format.ts';
import { cloudTokens } from './tokens-cloud.ts';
import { publicTokens } from './tokens-public.ts';
import { serviceTokens } from './tokens-service.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** GitHub and npm: the last six characters are the CRC-32 of the thirty before them, in base 62. */
function hasChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  if (body.length !== 36) return true;
  let rest = crc32(body.slice(0, 30));
  let digits = '';
  while (digits.length < 6) {
    digits = (alphabet[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return digits === body.slice(30);
}

const github = 'docs.github.com, About authentication to GitHub: token formats; github.blog 2021-04-05';
const gitlab = 'docs.gitlab.com, Token overview: token prefixes';
const slack = 'docs.slack.dev, Token types';

/** Source forges and package registries. */
const forgeTokens: readonly TokenFormat[] = [
  {
    name: 'github-token',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghr_', 'ghs_'],
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}(?![A-Za-z0-9])/g,
    source: github,
    check: hasChecksum,
  },
  {
    name: 'github-fine-grained-token',
    keywords: ['github_pat_'],
    pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g,
    source: github,
  },
  {
    name: 'gitlab-token',
    keywords: [
      'glpat-',
      'gldt-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glptt-',
      'glft-',
      'glsoat-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glffct-',
      'glwt-',
    ],
    pattern: /\bgl(?:pat|dt|rtr?|cbt|ptt|ft|soat|imt|agent|oas|ffct|wt)-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?/g,
    source: gitlab,
  },
  { name: 'gitlab-runner-registration-token', keywords: ['GR1348941'], pattern: /\bGR1348941[\w-]{20}(?![\w-])/g, source: gitlab },
  {
    name: 'bitbucket-app-password',
    keywords: ['ATBB'],
    pattern: /\bATBB[A-Za-z0-9]{24}[0-9A-F]{8}\b/g,
    source: 'support.atlassian.com, App passwords',
  },
  {
    name: 'atlassian-api-token',
    keywords: ['ATATT3', 'ATCTT3'],
    pattern: /\bAT[AC]TT3[\w=-]{100,300}/g,
    source: 'support.atlassian.com, Manage API tokens',
  },
  {
    name: 'npm-token',
    keywords: ['npm_'],
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/g,
    source: 'github.blog 2021-09-23, npm access token format',
    check: hasChecksum,
  },
  {
    name: 'pypi-token',
    keywords: ['pypi-AgE'],
    pattern: /\bpypi-AgE[A-Za-z0-9_-]{50,500}/g,
    source: 'pypi.org/help: API tokens (macaroons)',
  },
  { name: 'rubygems-key', keywords: ['rubygems_'], pattern: /\brubygems_[0-9a-f]{48}\b/g, source: 'guides.rubygems.org, API key scopes' },
  { name: 'nuget-key', keywords: ['oy2'], pattern: /\boy2[a-z0-9]{43}\b/g, source: 'learn.microsoft.com, NuGet scoped API keys' },
  { name: 'crates-token', keywords: ['cio'], pattern: /\bcio[A-Za-z0-9]{32}\b/g, source: 'crates.io, API tokens' },
  {
    name: 'docker-token',
    keywords: ['dckr_pat_', 'dckr_oat_'],
    pattern: /\bdckr_[po]at_[\w-]{27,40}/g,
    source: 'docs.docker.com, Personal and organization access tokens',
  },
  { name: 'jfrog-key', keywords: ['AKCp'], pattern: /\bAKCp[A-Za-z0-9]{69}\b/g, source: 'jfrog.com, Artifactory API keys' },
  {
    name: 'jfrog-reference-token',
    keywords: ['cmVmdGtu'],
    pattern: /\bcmVmdGtu[A-Za-z0-9]{56}\b/g,
    source: 'jfrog.com, Reference tokens (base64 of reftkn)',
  },
  {
    name: 'circleci-token',
    keywords: ['CCIPAT_'],
    pattern: /\bCCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}\b/g,
    source: 'circleci.com/docs, Managing API tokens',
  },
  {
    name: 'buildkite-token',
    keywords: ['bkua_', 'bkaj_', 'bkct_'],
    pattern: /\bbk(?:ua|aj|ct)_[a-z0-9]{40,64}\b/g,
    source: 'buildkite.com/docs, Managing API access tokens',
  },
  {
    name: 'sonarqube-token',
    keywords: ['squ_', 'sqp_', 'sqa_'],
    pattern: /\bsq[upa]_[0-9a-f]{40}\b/g,
    source: 'docs.sonarsource.com, Managing tokens',
  },
  { name: 'slack-token', keywords: ['xox'], pattern: /\bxox[abeoprs](?:\.xox[bp])?-(?:\d+-)?[A-Za-z0-9-]{20,250}/g, source: slack },
  { name: 'slack-app-token', keywords: ['xapp-'], pattern: /\bxapp-\d-[A-Z0-9]{9,14}-\d{10,16}-[0-9a-f]{32,128}\b/g, source: slack },
  {
    name: 'slack-webhook',
    keywords: ['hooks.slack.com/'],
    pattern:
      /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{16,64}/g,
    source: 'docs.slack.dev, Sending messages using incoming webhooks',
  },
];

/** Every format there is, more specific ones first where two could match. */
export const formats: readonly TokenFormat[] = [...forgeTokens, ...cloudTokens, ...serviceTokens, ...publicTokens];
