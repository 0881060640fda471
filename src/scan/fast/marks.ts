import type { Document } from '../../model/document.ts';
import { root } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import type { Mapping } from '../../model/tree.ts';
import { mayHoldKeys } from '../../systems/key-material/find.ts';
import { systems } from '../../systems/registry.ts';
import type { System } from '../../systems/system.ts';
import { sourceText } from '../../text/lines.ts';

/** A system that reads nothing but settings under names, which are asked one by one. */
const settingsOnly = null;

/**
 * By system, what stands on some line of every text that it reads in a way of its own. Wider than what the systems recognise.
 * A system that is missing here turns the sieve off: the scan is slower, and right. (`test/scan/fast/sieve.test.ts` says so,
 * and holds these to every example of every rule.)
 */
const marks: Readonly<Record<string, string | null>> = {
  sops: String.raw`sops|ENC\[|creation_rules|path_regex|stores:|destination_rules|(?:un)?encrypted_(?:regex|suffix|comment)`,
  'ansible-vault': String.raw`\$ANSIBLE_VAULT|!vault`,
  'git-crypt': String.raw`git-?crypt|filter=|[-!]filter\b|U2FsdGVkX1`,
  'sealed-secrets': String.raw`[Ss]ealed[-_]?[Ss]ecret|encryptedData|bitnami\.com`,
  'key-material': String.raw`AGE-SECRET|AGE ENCRYPTED|PuTTY|private-key|sealedsecrets`,
  kustomize: String.raw`[sS]ecretGenerator|[cC]onfigMapGenerator|helmCharts|helmGlobals|[gG]eneratorOptions|patchesStrategicMerge|patchesJson6902|^(?:replacements|namePrefix|nameSuffix|commonLabels|commonAnnotations|patches|buildMetadata)["']?:|(?:^|[\s"',{-])op["']?\s*[:=]\s*["']?(?:add|replace|test|copy|move)|^\s*(?:behavior|literals|envs)["']?:`,
  argocd: String.raw`argocd-(?:cm|notifications-cm|cmd-params-cm|image-updater-config|rbac-cm|secret|notifications-secret)|argocd\.argoproj\.io/secret-type`,
  'argocd-vault-plugin': String.raw`avp[._-]|AVP_|vault-plugin|<\s*path:`,
  'argocd-vault-replacer': String.raw`vault-replacer|ARGOCD_ENV|<[ \t]*(?:secret|vault):`,
  flux: String.raw`toolkit\.fluxcd\.io|helm\.fluxcd\.io`,
  'external-secrets': String.raw`external-secrets\.io`,
  'kubernetes-external-secrets': String.raw`kubernetes-client\.io`,
  'secrets-store-csi': String.raw`secrets-store`,
  'sops-secret': String.raw`isindir|SopsSecret`,
  ksops: String.raw`viaduct\.ai|goabout\.com|ksops`,
  kamus: String.raw`soluto\.com|[kK]amus|keyManagement`,
  kapitan: String.raw`\?\{|kapitan|^\s*type["']?\s*:\s*["']?(?:plain|base64|env|gpg|gkms|awskms|azkms|vaulttransit|vaultkv)\b`,
  'vault-secrets-operator': String.raw`secrets\.hashicorp\.com`,
  'vault-injector': String.raw`vault\.hashicorp|agent-inject`,
  'bank-vaults': String.raw`banzaicloud|bank-vaults|vault\.security|vault-(?:root|unseal|recovery)|startupSecrets|unsealConfig`,
  vault: String.raw`[Uu]nseal|Recovery Key|[Rr]oot[ _][Tt]oken|recovery_keys|keys_base64|hv[sbr]\.|(?:seal|storage|backend)[ \t]+"|^\s*[sbr]\.[A-Za-z0-9]{24}\s*$`,
  talos: String.raw`(?:apiVersion|version)["']?\s*[:=]\s*["']?v1alpha1\b|^(?:machine|contexts)["']?:|trustdinfo`,
  kubeconfig: String.raw`(?:client-key|client-certificate|certificate-authority)-data|current-context|kind["']?\s*[:=]\s*["']?Config\b`,
  terraform: String.raw`^\s*(?:resource|provider|variable|module|data|terraform|output|locals)\b[^=:]*\{\s*$|terraform_version|tfstate|kubernetes_secret`,
  helmfile: String.raw`^(?:helmfiles|releases|environments)["']?:`,
  kubesec: 'kubesec:',
  onepassword: 'encCredentials|1password-credentials',
  berglas: 'berglas',
  teller: 'env_sync|maps["\']?:',
  vals: 'ref\\+',
  akeyless: '[aA]keyless',
  codefresh: '[sS]eal(?:ed|ing)?[-_. ]?(?:[sS]ecrets?)?[-_. ]?(?:[kK]ey|[cC]ert|[pP]rivate|[pP]ublic|[tT]ls)',
  ci: settingsOnly,
  dotenv: settingsOnly,
  'config-files': String.raw`\bauths\b|\bauth["']?\s*:\s*["']?[A-Za-z0-9+/]{12,}={0,2}["']?\s*,?\s*$|\bmachine\s+\S+\s.*\bpassword\b|<\/?[\w.-]{0,40}(?:[Pp]assword|[Pp]assphrase|[Ss]ecret|[Tt]oken|[aA]piKey|[aA]ccessKey)>`,
  helm: String.raw`helm\.sh/release|TILLER|owner\\*["']?\s*[:=]\s*\\*["']?helm\b|b64enc\b|existing(?:[A-Z][A-Za-z]*)?Secret(?:Name|Ref)?\\*["']?\s*[:=]\s*\\*(?:["']?[a-z0-9]|$|[#{&|>])`,
  core: String.raw`stringData|binaryData|kind\\*["']?\s*[:=]\s*\\*["']?[^,}]{0,80}?Secret|last-applied-configuration`,
};
/** Waivers in comments; ciphertexts of grammars that belong to no system; keys with an explicit sign, which the reader of lines does not know. */
const others = String.raw`sealgate:|^\s*\?\s|vault:v\d|==:[A-Za-z0-9+/]|(?:^|[\s"'=:])(?:A[gQYI]|BA)[A-D][A-Za-z0-9+/]{90}`;

/** What reads only objects of API groups of its own is known by the group. */
const readsObjectsOnly = ({ document, text, stream, envelope, change, binary }: System): boolean =>
  [document, text, stream, envelope, change, binary].every((hook) => hook === undefined);

/** Systems that could be overlooked: none, or the sieve lets nothing by. */
export const unmarked: readonly string[] = systems.filter((one) => !(one.id in marks || readsObjectsOnly(one))).map(({ id }) => id);

const any = new RegExp([...Object.values(marks).filter((mark) => mark !== null), others].join('|'));

/** Does the line say that some system reads the text in a way of its own? */
export const isMarked = (line: string): boolean => any.test(line) || mayHoldKeys(line);

/** What a line says of the objects in the text: see `isClaimed`. */
export function apiWords(line: string): { readonly versions: readonly string[]; readonly kinds: readonly string[] } | null {
  const versions = line.includes('apiVersion') ? words(line, apiVersion) : [];
  const kinds = line.includes('kind') ? words(line, kind) : [];
  return versions.length + kinds.length === 0 ? null : { versions, kinds };
}

const apiVersion = /apiVersion\\*["']?\s*[:=]\s*\\*["']?([^\s"',}\\]*)/g;
const kind = /kind\\*["']?\s*[:=]\s*\\*["']?([^\s"',}\\]*)/g;
const words = (line: string, pattern: RegExp): readonly string[] => [...line.matchAll(pattern)].map(([, word = '']) => word);

/** Whether a system other than the last, which reads any object value by value, takes objects of this version and kind. */
export function isClaimed(version: string, of: string): boolean {
  if (version.startsWith('{{')) return of.startsWith('{{');
  const slash = version.indexOf('/');
  const document = { ...nowhere, root: empty };
  const resource: Resource = {
    id: { apiVersion: version, kind: of, namespace: null, name: null },
    group: slash === -1 ? '' : version.slice(0, slash),
    version: version.slice(slash + 1),
    root: empty,
    pointer: root,
    document,
    via: [],
  };
  return systems.some(({ id, claims }) => id !== 'core' && claims?.(resource) === true);
}

const span = { start: 0, end: 0 };
const empty: Mapping = { kind: 'mapping', entries: [], tag: null, span };
const nowhere: Document = {
  index: 0,
  format: 'yaml',
  source: sourceText(''),
  span,
  how: 'parsed',
  root: null,
  comments: [],
  problem: null,
  within: null,
};
