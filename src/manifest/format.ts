import type { Format, PathProfile } from '../model/profile.ts';

/** The format to read a text as. `promised`: the name says so, so that text which does not parse is a problem to be told. */
export interface FormatChoice {
  readonly format: Format;
  readonly promised: boolean;
  /** What to take it for when it looks like JSON and is none. */
  readonly otherwise: Format;
}

/** Content decides where it disagrees with the name: JSON under `.yaml`, YAML without extension, dotenv called `.txt`. */
export function formatOf(text: string, profile: Pick<PathProfile, 'format'>): FormatChoice {
  const { format } = profile;
  const choice = (taken: Format, promised: boolean): FormatChoice => ({
    format: taken,
    promised,
    otherwise: format === 'json' ? 'yaml' : format,
  });
  switch (format) {
    case 'markdown':
    case 'netrc':
    case 'npmrc':
    case 'script':
      return choice(format, true);
    default:
  }
  if (looksLikeJson(text) || (format === 'json' && /^\s*[{[]/.test(text))) return choice('json', format !== 'text');
  if (format === 'jsonnet') return choice(format, true);
  if (armour.test(text.slice(0, 200))) return choice('text', false);
  // Also what is called JSON and is YAML, or JSON that is broken.
  if (format === 'yaml' || format === 'json') return choice('yaml', true);
  if ((format === 'text' || format === 'conf') && shell.test(text)) return choice('script', false);
  if (format === 'text' && isInfrastructure(text)) return choice('jsonnet', false);
  if (format === 'ini' && ofHaproxy.test(text)) return choice('conf', false);
  if (isManifest(text)) return choice('yaml', (format !== 'text' && format !== 'conf') || beginsAsManifest(text));
  if (format === 'conf') return choice(guessConf(text), false);
  return format === 'text' ? choice(guess(text), false) : choice(format, true);
}

/** A script without an extension, whatever manifests it holds in here-documents. */
const shell = /^#![^\r\n]*\b(?:ba|da|k|z)?sh\b/;

/** A program that makes manifests, or creates the users of MongoDB: what it has as literals, they will have. */
function isInfrastructure(text: string): boolean {
  const head = text.slice(0, 2000);
  return ((head.includes('pulumi') || head.includes('cdk8s')) && importsOfInfrastructure.test(head)) || head.includes('.createUser({');
}

const importsOfInfrastructure =
  /(?:\bfrom|\brequire\()\s{0,4}["'](?:cdk8s(?:-plus-\d+)?|@pulumi\/[\w-]{1,40})["']|^(?:import|from) (?:pulumi|cdk8s)\w{0,40}\b/m;

/** A frontend, and nothing that INI has. */
const ofHaproxy = /^(?:frontend|backend|listen)[ \t]+[\w.-]+[ \t]*$/m;

/** Whole files of another kind: encrypted, or a key. */
const armour = /^\s*(?:-----BEGIN |\$ANSIBLE_VAULT;|age-encryption\.org\/)/;

/** An object or array at the very start: `{"`, `{}`, `[{`, `["`; comments may come first. */
export function looksLikeJson(text: string): boolean {
  const head = text.slice(0, 4096).replace(/^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  return /^\{\s*(?:"|\}\s*$|\/[/*])/.test(head) || /^\[\s*(?:[{"[\]]|-?\d+\s*(?:,|\]\s*$))/.test(head);
}

/** Words that leave no doubt: the two that every Kubernetes object has, or the metadata of SOPS. */
export function isManifest(text: string): boolean {
  return /^(?:apiVersion|"apiVersion"):[ \t]/m.test(text) && /^(?:kind|"kind"):[ \t]/m.test(text) ? true : /^sops:\s*$/m.test(text);
}

/** A program may hold a manifest in a string of it: then it is no manifest itself, and that it does not parse is no problem. */
function beginsAsManifest(text: string): boolean {
  const first = /^(?:\s|#[^\n]*|\{\{[^\n]*|\{%[^\n]*|%[^\n]*|<{7}[^\n]*)*(.*)/.exec(text.slice(0, 8192))?.[1] ?? '';
  return /^(?:---|- |["']?[\w./-]+["']?:(?:\s|$))/.test(first);
}

/** Settings of a server are of any of these forms; YAML is told by its sign only where nothing stands in braces. */
function guessConf(text: string): Format {
  const guessed = guess(text);
  return guessed === 'text' || (guessed === 'yaml' && /[{}]\s*$/m.test(text)) ? 'conf' : guessed;
}

const linesToGuessFrom = 60;
/** Whatever it is called. */
const dockerfile =
  /^(?:#[^\n]*\n|ARG [^\n]*\n|[ \t\r]*\n)*FROM [\w./:${}-]+(?: AS \w+)?\r?\n[\s\S]{0,2000}^(?:RUN|CMD|COPY|ENV|ENTRYPOINT) /m;

export function guess(text: string): Format {
  const lines = text
    .slice(0, 16_384)
    .split(/\r\n?|\n/, linesToGuessFrom * 2)
    .filter((line) => line.trim() !== '' && !/^\s*(?:#|;|---(?:\s|$)|\.\.\.\s*$)/.test(line))
    .slice(0, linesToGuessFrom);
  if (lines.length === 0) return 'text';
  if (/^#!/.test(text) || dockerfile.test(text.slice(0, 4096))) return 'script';
  const share = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length / lines.length;
  // `X="y" command`: the shell's.
  if (lines.some((line) => /^[A-Za-z_]\w*=(?:"[^"]*"|'[^']*')[ \t]+[\w./$-]/.test(line))) return 'script';
  if (share(/^(?:export\s+)?[A-Za-z_][\w.]*=/) >= 0.8) return 'dotenv';
  if (/^\s*\[[^\]]+\]\s*$/.test(lines[0] ?? '') && share(/^\s*(?:\[[^\]]+\]\s*$|[^=\s][^=]*=)/) >= 0.8) return 'ini';
  // Tables of TOML, behind what stands above the first: values in quotes or brackets.
  const tables = share(/^\s*\[\[?[\w."-]+\]?\]\s*(?:#.*)?$/);
  if (tables > 0 && tables + share(/^\s*["\w.-]+\s*=\s*(?:["'[{]|true\b|false\b|[\d+-])/) >= 0.8) return 'toml';
  if (share(/^[A-Za-z][\w.-]*\s*=/) >= 0.8) return 'properties';
  // Lines further in may be text of a block scalar; the grammar has the last word anyway.
  const top = lines.filter((line) => /^\S/.test(line));
  const members = top.filter((line) => /^(?:-\s+)?["']?[\w./-]+["']?:(?:\s|$)/.test(line));
  if (members.length > 0 && top.every((line) => members.includes(line) || /^(?:-(?:\s|$)|[\]}])/.test(line))) return 'yaml';
  return 'text';
}

/** `auth: {password: x}`, `- {op: add, path: /a, value: x}`: nobody writes a sentence so. */
const isFlow = /^\s*(?:- |[\w.-]{1,60}: )\{[\w."'-]{1,60}: [^\r\n]*\}\s*$/;

/** The format of a string that may be a document, or null: one line of words is a value, however much it looks like `a: b`. */
export function innerFormat(text: string): FormatChoice | null {
  if (looksLikeJson(text)) return { format: 'json', promised: false, otherwise: 'yaml' };
  if (!/[\r\n]/.test(text.trim())) return isFlow.test(text) ? { format: 'yaml', promised: false, otherwise: 'yaml' } : null;
  if (isManifest(text)) return { format: 'yaml', promised: true, otherwise: 'yaml' };
  const format = guess(text);
  return format === 'text' || format === 'script' ? null : { format, promised: false, otherwise: format };
}
