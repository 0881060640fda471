import { embedded } from './kapitan/embedded.ts';

/** What stands in clear inside a reference (systems.md §1.5): null where nothing does. All linear in the length of the match. */

/** Fields of a vals URI's query that are credentials themselves. */
const credentialField = /[?&](?:secret_id|tfe_token|gitlab_token|token|client_secret|apikey|api_key|password|fallback|env_\w+)=([^&#\s]*)/;

/** `ref+echo://` returns its own path; a credential or a fallback may stand in the query. */
export function valsLiteral(backend: string, uri: string): string | null {
  if (backend === 'echo') return decodeUri(uri.slice(uri.indexOf('://') + 3).replace(/[#+].*$/, ''));
  const field = credentialField.exec(uri)?.[1];
  return field ? decodeUri(field) : null;
}

/** `secrets://https://user:password@host/...`: the inner URL, to be judged as one. */
export function helmSecretsLiteral(uri: string): string | null {
  return /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:?]*:[^\s/@]+@\S+$/.exec(uri.slice(uri.indexOf('://') + 3))?.[0] ?? null;
}

/** The payload of an embedded Kapitan reference: its own type decides, not the tag before it. `base64` and `plain` are no encryption, `env` is a committed default. */
export function embeddedLiteral(path: string): string | null {
  const payload = /^([A-Za-z0-9+/=]+):embedded$/.exec(path)?.[1];
  const { type, data } = (payload === undefined ? null : embedded(payload)) ?? { type: null, data: null };
  if (data === null || type === 'plain' || type === 'env') return data;
  return type === 'base64' ? Buffer.from(data, 'base64').toString('utf8') : null;
}

/** `:=default`, `:-default`, `=default`, `-default` of shells and Flux, `:default` of Spring; substrings and replacements carry nothing. */
export function variableLiteral(operation: string): string | null {
  const found = /^(?::?[=-]|:(?![=+?\d\s-]))([\s\S]*)$/.exec(operation)?.[1];
  // The default of another variable, or what a command prints, is no literal.
  if (found !== undefined && /^["']?\$[({A-Za-z_]/.test(found)) return null;
  return found === undefined || found.trim() === '' ? null : unquoted(found.trim());
}

/**
 * The first string a template would print as it stands: `default "x"`, `"x" | b64enc`, `b64enc "x"`, `|| 'x'`.
 * Arguments of other functions (names for `include`, formats, keys of `index`) are none.
 */
export function actionLiteral(action: string): string | null {
  const body = action.replace(/^-\s/, ' ').replace(/\s-$/, ' ').trim();
  if (body.startsWith('/*')) return null;
  // A piece of a longer text: of a name, as a rule.
  if (/\bprintf\s+"(?!%s")/.test(body)) return null;
  const first =
    /\bdefault\s+(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`)/.exec(body) ??
    /\bdefault\(\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(body) ??
    /^\(?\s*(?:(?:b64enc|quote|squote|trim|print|toString|upper|lower|sha256sum|htpasswd\s+"[^"]*")\s+)*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`)\s*\)?\s*(?:\||$)/.exec(
      body,
    ) ??
    /\|\|\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*$/.exec(body);
  const literal = first?.slice(1).find((group) => group !== undefined) ?? null;
  // A literal with actions of its own is a pattern for another template (`{{ "{{ .x }}" }}`).
  return literal === null || literal.trim() === '' || /^[\w-]+=$/.test(literal) || /\{\{|\}\}/.test(literal)
    ? null
    : literal.replace(/\\(.)/g, '$1');
}

const unquoted = (text: string): string => /^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text;

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
