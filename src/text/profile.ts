import type { RepoPath } from '../model/ids.ts';
import type { Format, PathProfile, Role } from '../model/profile.ts';
import { Memo } from './memo.ts';
import { isTest } from './test-path.ts';

/** What the path alone says. A few dozen different profiles exist, so facts cached under `key` are shared between paths. */
export const profileOf = (path: RepoPath): PathProfile => profiles.of(path, () => read(path));

/** A path is asked about several times in a scan, and in every version of a history. */
const profiles = new Memo<PathProfile>(1 << 14);

function read(path: RepoPath): PathProfile {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  const peeled = peel(name);
  const inTemplates = folders.includes('templates');
  const decrypted = name.includes('dec') && /(?:^|[._-])(?:dec|decrypted)(?:\.|$)/.test(name);
  const format = formatOf(peeled.stem, folders);
  const role = roleOf(peeled.stem, name, folders, format, inTemplates);
  const example =
    format === 'markdown' ||
    peeled.example ||
    isExampleName(name) ||
    folders.some((folder) => exampleFolders.has(folder) || isExampleFolder.test(folder)) ||
    isTranslation(folders, format);
  const test = isTest(name, folders, format, role);
  const encrypted = !decrypted && role !== 'sops-config' && (peeled.encrypted || promisesEncryption(name, role, example));
  const local =
    (hasAny(name, localNameSigns) && localNames.test(name)) ||
    folders.some(
      (folder, at) =>
        hasAny(folder, localFolderSigns) && localFolders.test(folder) && !(folder === 'ci' && isOfApps.test(folders[at - 1] ?? '')),
    );
  const flags = `${example ? 'e' : ''}${test ? 't' : ''}${local ? 'l' : ''}${encrypted ? 'c' : ''}`;
  return { key: `${format}/${role}/${flags}`, format, role, example, test, local, encrypted };
}

interface Peeled {
  readonly stem: string;
  readonly example: boolean;
  readonly encrypted: boolean;
}

/** Takes off what was put behind the real name: `secrets.yaml.dec`, `x.yaml.bak`, `values.yaml.gotmpl`, `.env.example`. */
function peel(name: string): Peeled {
  // Most names end as their format does, and none of these is put behind a name.
  if (formatByExtension[name.slice(name.lastIndexOf('.') + 1)] !== undefined) return { stem: name, example: false, encrypted: false };
  let stem = name.replace(/~+$/, '');
  let example = false;
  let encrypted = false;
  for (;;) {
    const suffix = wrapper.exec(stem)?.[1];
    if (suffix === undefined || suffix.length + 1 >= stem.length) return { stem, example, encrypted };
    example ||= exampleSuffixes.has(suffix);
    encrypted ||= encryptedSuffixes.has(suffix);
    stem = stem.slice(0, -suffix.length - 1);
  }
}

const wrapper =
  /\.(bak|backup|old|orig|save|saved|tmp|temp|copy|disabled|off|new|rej|swp|dec|decrypted|enc|encrypted|sops|age|gpg|pgp|asc|crypt|gotmpl|gotemplate|tmpl|tpl|tftpl|j2|jinja|jinja2|erb|mustache|hbs|in|dist|example|sample|samples|template|skel|default|\d{1,2}|\d{8}(?:[-_T]?\d{4,6})?)$/;
const exampleSuffixes = new Set(['dist', 'example', 'sample', 'samples', 'template', 'skel']);
const encryptedSuffixes = new Set(['enc', 'encrypted', 'sops', 'age', 'gpg', 'pgp', 'asc', 'crypt']);

/** Who adds a word to one of the patterns adds its sign. */
function isExampleName(name: string): boolean {
  if (!/ampl|templat|dist|placeholder|dummy|test|spec|doc|rst/.test(name)) return false;
  return isProse.test(name) || isProgramTest.test(name) || exampleName.test(name);
}

/** `x.template.yaml` is an example; `helm-template.yaml`, as likely as not, is the real thing. */
const exampleName = /(?:^|[._-])(?:examples?|samples?)(?=[._-]|$)|(?:\.template|[._-](?:dist|placeholder|dummy))(?=\.[a-z0-9]+$|$)/;
const exampleFolders = new Set([
  'example',
  'examples',
  'sample',
  'samples',
  'doc',
  'docs',
  'documentation',
  'issue_template',
  'pull_request_template',
]);
const isExampleFolder = /[-_.](?:examples|samples)$|^(?:examples|samples)[-_.]/;
/** What people read, in their language: `password: Passwort`. */
const isTranslation = (folders: readonly string[], format: Format): boolean =>
  (format === 'json' || format === 'yaml' || format === 'properties') &&
  folders.some((folder) => /^(?:i18n|l10n|locales?|translations?|internationali[sz]ation|langs?|languages?)$/.test(folder));
/** Manifests in the text of such a program were written for it. */
const isProgramTest = /_test\.(?:go|py|rb)$|^test_\w+\.py$|[.-](?:test|spec)\.[cm]?[jt]sx?$/;
/** Also of pipelines. `local-staging` is somebody's environment. */
const localFolders =
  /^(?:local|localhost|\.?local[-_]?dev(?:elopment)?|dev(?:elopment)?[-_]local|\.?devcontainers?|devspace|kind|k3d|minikube|docker[-_]desktop|dev[-_](?:env|resources|setup|tools|scripts)|local[-_](?:infra|stack|setup|env|k8s|deploy\w*)|\.github|ci|\.ci-\w+)$/;
/** Above `ci`: the applications of a cluster that run somebody's pipelines. */
const isOfApps = /^(?:apps?|applications?|clusters?|namespaces?|stacks?|services?|base|overlays)$/;
/** What ASP.NET, Compose and others read on the machine of a developer alone. */
const localNames =
  /^(?:appsettings\.(?:development|local)\.json|launchsettings\.json|(?:docker-)?compose\.(?:override|local|dev)\.ya?ml|(?:[\w-]+[-_.])?local\.(?:ya?ml|json|tfvars|env))$|^\.env\.local$/;
/** Patterns of many words take longer to compile than all else that is asked of a path: who adds a word adds its sign. */
const hasAny = (text: string, signs: readonly string[]): boolean => signs.some((sign) => text.includes(sign));
const localFolderSigns = ['local', 'dev', 'kind', 'k3d', 'minikube', 'docker', 'github', 'ci'];
const localNameSigns = ['local', 'development', 'launchsettings', 'compose'];
const isProse = /\.(?:adoc|asciidoc|rst)$/;

/** `*.enc.*`, `*.sops.*`, `*.encrypted.*`, and `secrets*.yaml`, which helm-secrets expects to be encrypted. */
function promisesEncryption(name: string, role: Role, example: boolean): boolean {
  if (/enc|sops/.test(name) && /[._-](?:enc|sops|encrypted)\.[a-z0-9.]+$/.test(name)) return true;
  return role !== 'chart-template' && !example && name.startsWith('secrets') && /^secrets(?:[._-][\w.-]*)?\.ya?ml$/.test(name);
}

const formatByExtension: Readonly<Record<string, Format>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  jsonl: 'json',
  ndjson: 'json',
  tfstate: 'json',
  dockercfg: 'json',
  dockerconfigjson: 'json',
  env: 'dotenv',
  envrc: 'dotenv',
  ini: 'ini',
  cfg: 'ini',
  cnf: 'ini',
  pypirc: 'ini',
  gitconfig: 'ini',
  s3cfg: 'ini',
  boto: 'ini',
  properties: 'properties',
  tf: 'hcl',
  tfvars: 'hcl',
  hcl: 'hcl',
  tofu: 'hcl',
  nomad: 'hcl',
  toml: 'toml',
  jsonnet: 'jsonnet',
  libsonnet: 'jsonnet',
  cue: 'jsonnet',
  nix: 'jsonnet',
  conf: 'conf',
  hocon: 'conf',
  alloy: 'conf',
  river: 'conf',
  md: 'markdown',
  mdx: 'markdown',
  markdown: 'markdown',
  netrc: 'netrc',
  npmrc: 'npmrc',
  yarnrc: 'npmrc',
  sh: 'script',
  ps1: 'script',
  psm1: 'script',
  bat: 'script',
  cmd: 'script',
  sql: 'script',
  bash: 'script',
  zsh: 'script',
  ksh: 'script',
  fish: 'script',
  bashrc: 'script',
  profile: 'script',
};

function formatOf(stem: string, folders: readonly string[]): Format {
  if (isDotenv(stem)) return 'dotenv';
  if (stem.includes('file') && /^(?:docker|container)file(?:$|\.)|\.(?:docker|container)file$|^(?:jenkins|make|just)file$/.test(stem))
    return 'script';
  if (stem === 'vagrantfile' || isSettingsOfProgram(stem, folders)) return 'jsonnet';
  if (stem.endsWith('.lock') && /^(?:poetry|cargo|uv|pdm)\.lock$/.test(stem)) return 'toml';
  if (stem === '_netrc') return 'netrc';
  if (stem === 'kustomization') return 'yaml';
  if (stem === 'credentials' && folders.at(-1) === '.aws') return 'ini';
  const extension = stem.slice(stem.lastIndexOf('.') + 1);
  return stem.includes('.') ? (formatByExtension[extension] ?? 'text') : 'text';
}

/** Programs in form, settings in use; and what creates the users of MongoDB. */
function isSettingsOfProgram(stem: string, folders: readonly string[]): boolean {
  if (!/\.(?:php|py|[cm]?js|ts)$/.test(stem)) return false;
  if (settingsOfProgram.test(stem) || /^(?:[\w-]+\.)?config\.(?:[cm]?js|ts)$|mongo[\w-]*\.js$/.test(stem)) return true;
  return folders.at(-1) === 'config' && /^(?:default|production|prod|development|server|custom)\.js$/.test(stem);
}

const settingsOfProgram =
  /^(?:wp-config|(?:\w+_)?config|settings|localsettings|local[-_]settings|parameters|database|secrets?|credentials|knexfile|ormconfig)[\w-]*(?:\.inc|\.local|\.prod|\.dev)?\.(?:php|py|[cm]?js|ts)$/;

/** `.env`, `.env.production`, `prod.env`; `.env.production.yaml` is YAML. */
function isDotenv(stem: string): boolean {
  if (!stem.includes('env')) return false;
  if (/^\.?env$|\.env$|^\.envrc$/.test(stem)) return true;
  const rest = /^\.env[._-]([\w.-]+)$/.exec(stem)?.[1];
  return rest !== undefined && formatByExtension[rest.slice(rest.lastIndexOf('.') + 1)] === undefined;
}

function roleOf(stem: string, name: string, folders: readonly string[], format: Format, inTemplates: boolean): Role {
  if (name === '.sops.yaml' || name === '.sops.yml') return 'sops-config';
  if (stem === 'kustomization' || stem === 'kustomization.yaml' || stem === 'kustomization.yml') return 'kustomization';
  if (isPipeline(stem, folders)) return 'ci';
  if (inTemplates && (format === 'yaml' || format === 'text' || format === 'conf')) return 'chart-template';
  if (format === 'dotenv') return 'dotenv';
  if ((format === 'yaml' || format === 'json') && isValues(stem)) return 'values';
  return 'plain';
}

const isValues = (stem: string): boolean => stem.includes('values') && /(?:^|[._-])values(?:[._-][\w.-]*)?\.(?:ya?ml|json)$/.test(stem);

function isPipeline(stem: string, folders: readonly string[]): boolean {
  const at = folders.lastIndexOf('.github');
  if (at !== -1 && (folders[at + 1] === 'workflows' || folders[at + 1] === 'actions')) return true;
  if (folders.some((folder) => pipelineFolders.has(folder))) return true;
  // So begin all of them.
  return '.abcj'.includes(stem.charAt(0)) && pipelineName.test(stem);
}

const pipelineFolders = new Set([
  '.circleci',
  '.gitlab',
  '.gitlab-ci',
  '.woodpecker',
  '.buildkite',
  '.gitea',
  '.forgejo',
  '.azure-pipelines',
]);
const pipelineName =
  /^(?:\.gitlab-ci|\.drone|\.travis|\.woodpecker|\.cirrus|azure-pipelines?|bitbucket-pipelines|buildspec|cloudbuild|appveyor|action)(?:[._-][\w.-]*)?\.ya?ml$|^jenkinsfile$/;
