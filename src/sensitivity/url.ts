import { grainOf, wordiness } from './grain.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * The password inside a URL or connection string: userinfo (`scheme://user:password@host`), `password=` of ADO, libpq and JDBC,
 * `AccountKey=` of Azure, the Go MySQL form `user:password@tcp(...)`. null where there is none, it is empty or a variable.
 */
export function urlPassword(asked: string): string | null {
  if (!/[@=]/.test(asked)) return null;
  const text = asked.includes('$') ? asked.replace(powerShell, '$X') : asked;
  const found =
    /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:@"'`]{0,128}:([^\s"'`@/]{1,256}|(?!\d{1,5}\/)[^\s"'`@]{1,256})@[^\s@/]/i.exec(text)?.[1] ??
    /^[\w.-]{1,64}:(?!\/\/)([^\s@]{1,128})@(?:tcp|unix)\(/.exec(text)?.[1] ??
    /(?:^|[\s;?&,"'])(?:password|pwd|passwd|AccountKey|SharedAccessKey|SharedSecret)\s?=(?:\s(?!(?:dbname|host\w*|port|user|ssl\w+|connect_timeout|application_name|options|client_encoding|search_path|pool_\w+|TimeZone)\s?=))?([^\s,;&"'#$\\{<%(][^\s;&"']{0,255})/i.exec(
      connection(text),
    )?.[1];
  return found === undefined || isVariable.test(found) || isRegion.test(found) || !/[\p{L}\p{N}]/u.test(found) ? null : found;
}

/** `xiaomi://4711:de@192.0.2.7`: two letters say where, not how. */
const isRegion = /^(?!pw$)[a-z]{2}$/i;

/** `$env:TOKEN`, `$($env:TOKEN)`: variables with a colon in them. */
const powerShell = /\$\(\$?[\w:.]{1,80}\)|\$env:\w{1,80}/g;

/** `$PASSWORD`, `%(password)s`, `:password` of a program: filled in when it runs. */
const isVariable = /^(?:\$\$?\w+|\$\([\w.-]+\)|\$\{[^{}]*\}|%\(\w+\)s|%s|%[A-Z_]+%|:\w+)$/;

/** `password=x` alone is a key and a value; a connection string has other settings beside it, or stands behind a scheme. */
function connection(text: string): string {
  if (text.includes('\n')) return '';
  return /:\/\/|;|\b(?:host|server|data source|user(?: id)?|uid|dbname|database|initial catalog|endpoint|accountname)\s?=/i.test(text)
    ? text
    : '';
}

/** The same in what stands beside references, of which the host may be one. */
export const residuePassword = (text: string): string | null => urlPassword(text) ?? hostless.exec(text)?.[1] ?? null;

/** `postgres://ledger:x@:5432/ledger`: the host is a reference, the password is none. */
const hostless = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:@"'`]{0,128}:([^\s"'`@/${}%<]{3,128})@(?=[:/?,;\s"']|$)/i;

/** A path segment or query value that looks generated: webhook URLs are credentials as a whole. */
export function hasSecretPart(text: string): boolean {
  if (store.test(text)) return false;
  const rest = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/is.exec(text)?.[1] ?? '';
  return rest.split(/[/?#&]/).some((part) => {
    const value = part.includes('=') ? part.slice(part.indexOf('=') + 1) : part;
    if (value.length < 16 || /[.](?:git|tgz|zip|json|ya?ml|png|svg|sha256)$/.test(value) || /^[0-9a-f-]+$/.test(value))
      return /^(?:sig|token|key|api_?key|access_token|secret)=/i.test(part) && value.length >= 8 && !isPlaceholder(value);
    return /[A-Z0-9]/.test(value) && grainOf(value) === 'random' && wordiness(value) < 0.6;
  });
}

/** `kube://secrets/ledger-signing?key=signing_key`: where a store keeps it. */
const store =
  /^(?:kube|k8s|kubernetes|secrets?|vault|bao|env|file|config|configmap|ssm|aws-?sm|gcp-?sm|gsm|akv|azure|keyring|keychain|op|ref)(?:[+-]\w+)*:\/\//i;

/** A service that only the same machine reaches: `postgres://app:app@localhost/app`, `Server=127.0.0.1;Password=sa`. */
export const isOnThisMachine = (text: string): boolean =>
  /@(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.-])|\b(?:server|host|data source)\s?=\s?(?:localhost|127\.0\.0\.1|\(local\))(?![\w.-])/i.test(
    text,
  );

/** `user:pass@example.com`, `db_user:db_password@tcp(db_host)`: shows the form of a URL, by both its password and its user or host. */
export function isExampleUrl(text: string): boolean {
  // `https://kbot:token@<HOST>/`
  if (/:(?:token|pass(?:word)?|pwd|secret)@</i.test(text)) return true;
  const [, user = '', password = '', host = ''] =
    /(?:^|:\/\/|["'\s])([\w.<>-]{0,40}):([\w.<>-]{1,40})@(?:tcp\()?([\w.-]{1,80})/.exec(text) ?? [];
  if (!/^(?:\w{1,12}[-_])?(?:pass(?:word|wd)?|pwd|pw|secret)$/i.test(password)) return false;
  return (
    (/^(?:(?:\w{1,12}[-_])?user(?:name)?)?$/i.test(user) &&
      /^(?:\w{1,12}[-_])?host|(?:^|\.)example(?:\.|$)|^(?:ip|address|server|domain|hostname)\b/i.test(host)) ||
    (/^username$/i.test(user) && password === 'password')
  );
}
