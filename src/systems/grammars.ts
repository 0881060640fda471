import { actionLiteral, embeddedLiteral, helmSecretsLiteral, valsLiteral, variableLiteral } from './grammar-literals.ts';
import type { Grammar } from './system.ts';

/**
 * References and templates that belong to no one module, most specific first: what an earlier grammar takes, a later one
 * does not see. No class in a pattern contains the sign that opens a match, so that on hostile input every character is
 * read by a bounded number of attempts.
 */
export const grammars: readonly Grammar[] = [
  // Argo CD Vault plugin, with one placeholder in each pair of angle brackets.
  { id: 'avp-inline', system: 'argocd-vault-plugin', kind: 'reference', pattern: /<\s*path:[^#<>]+#[^#<>|]+(?:#[^<>|]+)?(?:\|[^<>]*)?>/g },
  { id: 'argocd-vault-replacer', system: 'argocd-vault-replacer', kind: 'reference', pattern: /<[ \t]*(?:secret|vault):[^\r\n<>]+>/g },
  { id: 'double-angle', system: 'core', kind: 'template', pattern: /<<[^<>\n]{1,200}>>/g },
  { id: 'lodash', system: 'kubernetes-external-secrets', kind: 'template', pattern: /<%(?:[^%<]|%(?!>)|<(?!%))*%>/g },
  // `<word>`; not the opening tag of XML, whose closing tag follows the text.
  {
    id: 'avp-generic',
    system: 'argocd-vault-plugin',
    kind: 'reference',
    pattern: /<\s*([A-Za-z_][\w./-]*)\s*(?:\|[^<>]*)?>(?![^<]*<\/\1)/g,
  },

  // Bank-Vaults: a whole value, or `${...}` anywhere.
  { id: 'vault-transit', system: 'bank-vaults', kind: 'ciphertext', whole: true, pattern: /^vault:v\d+:[A-Za-z0-9+/]{16,}={0,2}$/g },
  {
    id: 'bank-vaults',
    system: 'bank-vaults',
    kind: 'reference',
    whole: true,
    pattern: /^(?:>>)?(?:vault|bao):(?!v\d+:|login$)[^#\s]+#[\s\S]+$/g,
  },
  { id: 'bank-vaults-login', system: 'bank-vaults', kind: 'reference', whole: true, pattern: /^vault:login$/g },
  // An `auth` of two references: `vault:a#b:vault:c#d`, and the same inside another text.
  {
    id: 'bank-vaults-inline',
    system: 'bank-vaults',
    kind: 'reference',
    pattern: /\$?\$\{(?:>>)?(?:vault|bao):[^#{}]+#(?:[^{}$]|\$(?!\{)|\$\{[^{}]*\})+\}/g,
  },
  {
    id: 'bank-vaults-template',
    system: 'bank-vaults',
    kind: 'template',
    pattern: /\$\{\s*(?:\.Env\.\w+|(?:env|file|awskms|gcpkms|azurekms|blob|accessor)(?=[\s`"'(]))[^{}]*\}/g,
  },

  {
    id: 'kapitan',
    system: 'kapitan',
    kind: 'reference',
    pattern: /\?\{(gpg|gkms|awskms|azkms|vaultkv|vaulttransit|base64|plain|env):([^|{}\s]+)(?:\|{1,2}[^{}]*)?\}/g,
    literal: (match) => embeddedLiteral(match[2] ?? ''),
  },
  {
    id: 'helm-secrets',
    system: 'helm-secrets',
    kind: 'reference',
    whole: true,
    pattern: /^secrets(?:\+[a-z-]+)?:\/\/\S+$/g,
    literal: (match) => helmSecretsLiteral(match[0]),
  },
  {
    id: 'vals',
    system: 'vals',
    kind: 'reference',
    pattern: /(?:secret)?ref\+([a-z][a-z0-9]*):\/\/[^\s+",]+\+?/g,
    literal: (match) => valsLiteral(match[1] ?? '', match[0]),
  },
  { id: 'akeyless', system: 'akeyless', kind: 'reference', whole: true, pattern: /^akeyless:\/?[^|\s]+(?:\|[\w-]+(?:=[^|]*)?)*$/g },
  { id: 'onepassword', system: 'onepassword', kind: 'reference', whole: true, pattern: /^op:\/\/[^/\r\n]+(?:\/[^/\r\n]+){1,4}$/g },
  {
    id: 'azure-key-vault',
    system: 'akv2k8s',
    kind: 'reference',
    whole: true,
    pattern: /^[A-Za-z0-9-]{1,255}@azurekeyvault(?:\?[\w.]*)?$/g,
  },
  { id: 'azure-app-service', system: 'akv2k8s', kind: 'reference', whole: true, pattern: /^@Microsoft\.KeyVault\([^()]*\)$/g },
  {
    id: 'aws-arn',
    system: 'core',
    kind: 'reference',
    whole: true,
    pattern: /^arn:aws[\w-]*:(?:secretsmanager|ssm):[a-z0-9-]+:\d{12}:\S+$/g,
  },
  { id: 'aws-dynamic', system: 'core', kind: 'reference', pattern: /\{\{resolve:(?:secretsmanager|ssm|ssm-secure):[^{}]+\}\}/g },
  { id: 'berglas', system: 'berglas', kind: 'reference', whole: true, pattern: /^(?:berglas|sm|gsm|gcpsm):\/\/[^/\s]+\/\S+$/g },
  {
    id: 'kamus',
    system: 'kamus',
    kind: 'ciphertext',
    whole: true,
    pattern: /^(?:env\$[^$]+\$)?[A-Za-z0-9+/]{22}==:[A-Za-z0-9+/]+={0,2}$/g,
  },

  // Ciphertexts of tools that are no system of this list, known by their form: a word that says so, or a tag around nothing but base64:
  // EJSON, Jasypt, eyaml, Spring Cloud Config, Jenkins.
  {
    id: 'tagged-ciphertext',
    system: 'core',
    kind: 'ciphertext',
    whole: true,
    pattern:
      /^(?![A-Za-z]*ENC\[AES256_GCM)[A-Za-z][A-Za-z_-]{0,9}(?:\[(?=[^\]]*[A-Za-z0-9+/]{20})[\w+/=:,|$.-]{24,}\]|\((?=[^)]*[A-Za-z0-9+/]{20})[\w+/=:,|$.-]{24,}\))$/g,
  },
  {
    id: 'braced-ciphertext',
    system: 'core',
    kind: 'ciphertext',
    whole: true,
    pattern: /^\{(?:(?:cipher|aes)\}[A-Za-z0-9+/=_-]{16,}|AQAA[A-Za-z0-9+/=]{20,}\})$/gi,
  },
  {
    id: 'named-ciphertext',
    system: 'core',
    kind: 'ciphertext',
    whole: true,
    pattern:
      /^(?:enc|encrypted|cipher|ciphertext|crypt|sealed|kms)(?::[\w.-]{1,16}){0,3}:[A-Za-z0-9+/=_-]{24,}(?:[:.][A-Za-z0-9+/=_-]+)*$/gi,
  },

  // Templates. A single brace inside is text; another opening pair is where the next attempt starts.
  {
    id: 'github-expression',
    system: 'core',
    kind: 'reference',
    pattern: /\$\{\{[^{}]*\}\}/g,
    literal: (match) => actionLiteral(match[0].slice(3, -2)),
  },
  {
    id: 'go-template',
    system: 'helm',
    kind: 'template',
    pattern: /\{\{(?:[^{}]|\}(?!\})|\{(?!\{))*\}\}/g,
    literal: (match) => actionLiteral(match[0].slice(2, -2)),
  },
  { id: 'percent-template', system: 'ricoberger', kind: 'template', pattern: /\{%(?:[^%{]|%(?!\})|\{(?!%))*%\}/g },
  // ytt, inside a text: `(@= data.values.password @)`.
  { id: 'ytt', system: 'core', kind: 'template', pattern: /\(@(?:[^@(]|@(?!\))|\((?!@))*@\)/g },
  { id: 'bracket-template', system: 'core', kind: 'template', pattern: /\[\[[^[\]]*\]\]/g },
  { id: 'spruce', system: 'core', kind: 'template', pattern: /\(\([^()]*\)\)/g },

  // Variables.
  {
    id: 'secretgen',
    system: 'secretgen',
    kind: 'reference',
    pattern: /\$\((?:value|certificate|privateKey|publicKey|authorizedKey|\.[^()\s]+)\)/g,
  },
  // The configuration tool of Keycloak: `$(env:SMTP_PASSWORD)`, `$(file:UTF-8:/run/x)`.
  {
    id: 'named-parenthesis',
    system: 'core',
    kind: 'reference',
    pattern: /\$\((?:env|file|sys|properties|base64Decoder|url|const):[^()\n]*\)/g,
  },
  { id: 'dollar-parenthesis', system: 'kustomize', kind: 'reference', pattern: /\$\([A-Za-z_][\w.-]*\)/g },
  // `${env:X}` of the OpenTelemetry collector, `${ENV:X}` of Trino, `${file:UTF-8:/x}` of Spring and Kafka: named sources.
  {
    id: 'named-source',
    system: 'core',
    kind: 'reference',
    pattern:
      /\$\{(?:ENV|env|sys|file|secret|secrets|conf|dir|directory|securepass|kubernetes|googlesecretmanager|googlesm|ssm|vault|vaultkv):([^{}]*)\}/g,
    literal: (match) => variableLiteral(/:-[^{}]*$/.exec(match[1] ?? '')?.[0] ?? ''),
  },
  {
    id: 'flux-variable',
    system: 'flux',
    kind: 'reference',
    pattern: /(?<!\$)\$\{(?!(?:>>)?(?:vault|bao):)([A-Za-z_]\w*)([:=/#%^,-][^{}]*)?\}/g,
    literal: (match) => (isDashedName(match[0]) ? null : variableLiteral(match[2] ?? '')),
    variable: (match) => match[1] ?? null,
  },
  // HOCON: taken where the environment has it.
  { id: 'optional-variable', system: 'core', kind: 'reference', whole: true, pattern: /^\$\{\?[A-Za-z_][\w.-]*\}$/g },
  // The name of a value in a store: `azkv://ledger/azure#CLIENT_SECRET`.
  {
    id: 'value-of-a-store',
    system: 'core',
    kind: 'reference',
    whole: true,
    pattern: /^(?!(?:https?|wss?|ftp|ref\+\w+):)[a-z][a-z0-9+-]{1,20}:\/\/[\w./-]+#[A-Za-z][\w.-]*$/g,
  },
  // `$${x}` is somebody else's variable; `${a.b["c"]}` Terraform's, Spring's or jsonnet's, with Spring's default.
  {
    id: 'dotted-variable',
    system: 'core',
    kind: 'reference',
    pattern: /\$?\$\{[A-Za-z_][\w.-]*(?:\[[^[\]{}]*\][\w.-]*)*(:[^{}]*)?\}/g,
    literal: (match) => variableLiteral(match[1] ?? ''),
  },
  { id: 'grafana-variable', system: 'core', kind: 'reference', pattern: /\$__(?:env|file|vault)\{[^{}]*\}/g },
  // A call of Terraform's language: `${urlencode(random_password.db.result)}`; and a variable cut off by the quotes of its own index.
  { id: 'expression', system: 'terraform', kind: 'reference', pattern: /\$\{[a-z][a-z0-9_]*\([^{}]*\)\}/g },
  { id: 'cut-variable', system: 'core', kind: 'reference', whole: true, pattern: /^\$\{[A-Za-z_][\w.]*\[$/g },
  // Also with a call inside, as makejinja writes it: `#{ age_key('private') }#`; Ruby and Spring: `#{ENV['X']}`.
  {
    id: 'replace-tokens',
    system: 'core',
    kind: 'reference',
    pattern: /#\{(?:[\w. -]+\}#?|\s*(?:env|ENV)\[[^\]{}#\n]*\]\s*\}|[^{}#\n]*\}#)/g,
  },
  // Spinnaker's secrets: `encrypted:k8s!n:spin-secrets!k:token`, `encryptedFile:s3!r:us-west-2!b:ledger!f:key.pem`.
  { id: 'spinnaker', system: 'core', kind: 'reference', whole: true, pattern: /^encrypted(?:File)?:[\w-]+(?:![a-z]+:[^!\s]+)+$/g },
  // Vector's secret backends: `SECRET[kubernetes_secret.ledger/password]`.
  { id: 'vector-secret', system: 'core', kind: 'reference', pattern: /\bSECRET\[[\w-]+\.[^[\]\s]+\]/g },
  // OpenUnison: `#[DB_PASSWORD]`.
  { id: 'hash-bracket', system: 'core', kind: 'reference', pattern: /#\[[A-Za-z_][\w.:-]*\]/g },
  {
    id: 'argocd-key',
    system: 'argocd',
    kind: 'reference',
    whole: true,
    pattern: /^(?:\${1,2}[a-z0-9][a-z0-9.-]*:[\w.-]+|\$[A-Za-z][\w-]*\.[\w.-]+)$/g,
  },
  { id: 'bare-variable', system: 'core', kind: 'reference', whole: true, pattern: /^\$(?:[A-Z_][A-Z0-9_]*|[a-z]+(?:[-_][a-z0-9]+)+)$/g },
  { id: 'windows-variable', system: 'core', kind: 'reference', whole: true, pattern: /^%[A-Za-z_][A-Za-z0-9_]*%$/g },
  {
    id: 'dunder',
    system: 'core',
    kind: 'reference',
    pattern: /(?<![A-Za-z0-9_])__(?!REPLACE|CHANGE|FILL|INSERT|SET_ME)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__(?![A-Za-z0-9_])/g,
  },
  { id: 'at-signs', system: 'core', kind: 'reference', whole: true, pattern: /^@@?[A-Z][A-Z0-9_.-]*@@?$/g },
];

/** `${influxdb-password}` is a name to whoever writes names in lower case, no default `password` of a variable `influxdb`. */
const isDashedName = (reference: string): boolean => /^\$\{[a-z][a-z0-9]*(?:-[a-z0-9]+)+\}$/.test(reference);
