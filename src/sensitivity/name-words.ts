/** Longest first: a suffix of a glued word that names a credential (`mysqlpassword`, `smtppass`). */
const suffixes = [
  'connectionstring',
  'subscriptionid',
  'accountname',
  'passphrase',
  'accountkey',
  'privatekey',
  'secretkey',
  'accesskey',
  'username',
  'clientid',
  'tenantid',
  'password',
  'passwd',
  'apikey',
  'secret',
  'token',
  'name',
  'pass',
  'pwd',
];
/** Words that only end like one. */
const notGlued = new Set([
  'bypass',
  'compass',
  'trespass',
  'encompass',
  'surpass',
  'overpass',
  'underpass',
  'webpass',
  'multipass',
  'keepass',
  'namepass',
  'tagpass',
  'fieldpass',
  'nosecret',
  'username',
  'filename',
  'hostname',
  'htpasswd',
  'requirepass',
  'jsonwebtoken',
]);
/** Glued pairs written as one word, with the break where a person would put it. */
const glued: ReadonlyMap<string, readonly string[]> = new Map(
  [
    'api key',
    'bind key',
    'api keys',
    'api token',
    'secret key',
    'access key',
    'access token',
    'private key',
    'public key',
    'auth token',
    'auth key',
    'client secret',
    'client id',
    'encryption key',
    'signing key',
    'shared key',
    'master key',
    'erlang cookie',
    'cookie secret',
    'webhook url',
    'secret name',
    'secret ref',
    'secret id',
    'key id',
    'account key',
    'account name',
    'subscription id',
    'refresh token',
    'bot token',
    'connection string',
    'token url',
    'key file',
    'host key',
    'license key',
    'password file',
    'token file',
    'deploy key',
    'tenant id',
    'app key',
    'db url',
    'database url',
    'user id',
    'role id',
    'existing secret',
    'ssh key',
    'jwt secret',
    'bearer token',
    'root password',
    'session key',
    'session secret',
    'storage key',
    'dsn url',
    'zone id',
    'site key',
    'publishable key',
    'anon key',
    'pg host',
    'pg port',
    'pg user',
    'pg database',
    'pg sslmode',
    'db host',
    'db port',
    'db user',
    'ssl mode',
  ].map((pair): [string, readonly string[]] => [pair.replace(' ', ''), pair.split(' ')]),
);

/**
 * The lower-case words of a key, whatever its style: camelCase, PascalCase, snake_case, kebab-case, dotted, SCREAMING, glued.
 * `AWSSecretAccessKey` gives aws, secret, access, key; `.htpasswd` gives htpasswd; `server.secretkey` gives server, secret, key.
 */
export function nameWords(key: string): readonly string[] {
  return key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z]+)(\d+)$/, (all, letters: string, digits: string) =>
      /^(?:b|base|sha|md|x|s|k|ed|oauth)$/i.test(letters) ? all : `${letters} ${digits}`,
    )
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '')
    .flatMap(unglue);
}

function unglue(word: string): readonly string[] {
  const pair = glued.get(word);
  if (pair !== undefined) return pair;
  if (word.length < 6 || notGlued.has(word) || word.endsWith('bypass')) return [word];
  const suffix = suffixes.find((one) => word.length > one.length && word.endsWith(one));
  if (suffix === undefined) return [word];
  return [word.slice(0, -suffix.length), ...(glued.get(suffix) ?? [suffix])];
}
