import { Memo } from '../text/memo.ts';
import { nameWords } from './name-words.ts';

/**
 * What a key says of its value.
 *
 * - `password`: a person's or service's password; even a word can be one
 * - `secret`: a machine credential (token, API key, client secret, private key): real ones look random
 * - `weak`: may be a credential (auth, key, salt, pin, cookie ...)
 * - `url`: a connection string or webhook: secret when its text is
 * - `username`, `identifier`, `public`: never a secret by itself (client id, host, public key, certificate ...)
 * - `pointer`: names the place of a secret (`existingSecret`, `passwordKey`, `tokenFile`)
 * - `setting`: says how secrets are handled (`passwordLength`, `tokenTtl`, `forcePassword`)
 * - `neutral`: says nothing
 */
export type KeyRole = 'password' | 'secret' | 'weak' | 'url' | 'username' | 'identifier' | 'public' | 'pointer' | 'setting' | 'neutral';

export interface KeyName {
  readonly role: KeyRole;
  /** The words that decided, as they stand in the key; null for `neutral`. */
  readonly says: string | null;
}

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** What a key says that says nothing. */
export const nameless: KeyName = { role: 'neutral', says: null };

export const isCredential = (name: KeyName): boolean => name.role === 'password' || name.role === 'secret';

/** A look at the letters: false for a line of shell that was taken for a key, and for keys that `readKeyName` could not call a credential, whatever their words. */
export const mayNameSecret = (key: string | null): boolean => key !== null && hint.test(key.toLowerCase()) && !/\$\(| [|;] /.test(key);

const hint =
  /pass|pwd|pw|psk|wort|senha|contras|secret|token|key|cred|auth|bearer|pat|hmac|mnemonic|jwt|otp|cookie|docker|kubeconf|saml|salt|pepper|pin|seed|licen|entropy|store|identity|account|puk|sas|session|dsn|hook|conn|jdbc|ur[li]|phrase|code/;

/**
 * Reads a key by its words, the last one first: in names of settings the head noun stands last (`passwordPolicy`,
 * `TOKEN_URL`, `clientSecret`). `keyPath` is the dotted way to it: what stands above it may say that all of it are pointers.
 */
export function readKeyName(key: string | null, keyPath: string, neighbours: readonly string[] = []): KeyName {
  if (key === null || key === '') return nameless;
  const name = isOwnedKey(keyPath) ? ownKey : fromWords(withoutQualifiers(nameWords(key)));
  if (name.role !== 'password' && name.role !== 'secret' && name.role !== 'weak') return name;
  // A file of the injector of Vault.
  if (key.includes('agent-inject-file-')) return { role: 'pointer', says: name.says };
  // The upstream of NGINX: `action: {pass: postgres}`.
  if (key === 'pass' && /(?:^|\.)action\.pass$/.test(keyPath)) return { role: 'setting', says: name.says };
  // `secretKey` of an ExternalSecret stands beside `remoteRef`: it names a key of the Secret to be made.
  // `access_key` beside `secret_key` is the half that only names somebody.
  if (name.says?.endsWith('access key') && /(?<!account[-_]?)access[-_]?key$/i.test(key) && !/secret[-_]?access[-_]?key$/i.test(key)) {
    const twoHalves = neighbours.some((one) => /(?:^|[-_.])secret[-_]?(?:access[-_]?)?key$/i.test(one));
    if (twoHalves && !neighbours.some((one) => /access[-_]?key[-_]?id$/i.test(one))) return { role: 'identifier', says: name.says };
  }
  const mapped =
    /^secret_?key$/i.test(key) &&
    neighbours.some((one) => /^(?:remoteRef|sourceRef|match|bwSecretId|secretName|name|objectName|path|property|env|provider)$/.test(one));
  return mapped || isBelowPointer(keyPath, key) ? { role: 'pointer', says: name.says } : name;
}

/** `encryption: {key: x}`, `Jwt: {Key: x}`: the parent says whose key it is. */
const ownedKey = /(?:^|[._-])(?:encryption|signing|jwt|hmac)\.[kK]ey$|(?:^|\.)widgets?(?:\.\d+)?\.key$/i;
/** JSON in a variable: `HASURA_GRAPHQL_JWT_SECRET: '{"type": "HS256", "key": "x"}'`. */
const keyInVariable = /[A-Z]_SECRETS?\.key$/;
/** Both patterns end so, and few keys do. */
const isOwnedKey = (keyPath: string): boolean =>
  keyPath.slice(-4).toLowerCase() === '.key' && (ownedKey.test(keyPath) || keyInVariable.test(keyPath));
const ownKey: KeyName = { role: 'secret', says: 'key' };

const passwordWords = wordSet(
  'password passwords passwd pwd pass passphrase passcode pw passw psw kennwort passwort contrasena senha psk userpass requirepass masterauth keypass storepass rootpw bindpw',
);
const secretWords = wordSet(
  'token tokens apikey apikeys secret secretkey accesskey privatekey authkey authtoken accesstoken apitoken clientsecret jwtsecret bearer pat sharedkey masterkey authorization hmac mnemonic credential credentials creds jwt htpasswd totp erlangcookie dockerconfigjson dockercfg kubeconfig saml2aws',
);
const weakWords = wordSet(
  'secrets auth key keys cookie salt pepper pin seed license licence otp entropy cred basicauth keystore truststore identity serviceaccount puk sas session',
);
const urlWords = wordSet('dsn webhook webhooks conn connstr connection connectionstring jdbc hook');
const usernameWords = wordSet('user username users usernames login email mail owner author uid gid usr account member');
/** Before `key`: whose key is a credential. */
const keyOwners = wordSet(
  'api access secret private encryption encrypt encrypted decryption signing sign signature master shared account storage license auth authentication admin session app application hmac webhook crypt deploy subscription consumer unseal recovery integration ingestion ingest write read instrumentation function preshared wireguard tsig set jwt aes age ssh gpg pgp rsa ecdsa ed25519 cookie crypto cipher client seal sealing root service agent registration join gossip securejoin security personal bot ca tls server etcd apiserver peer dkim vapid push pairing activation product stripe openai sendgrid mailgun datadog newrelic sentry cloudflare maxmind geoip plex tmdb sonarr radarr prowlarr lidarr readarr sabnzbd bearer token transit kms data base user site internal global rails django flask laravel network swarm cluster fernet db database nextauth authelia bind zone dynamic rndc update ddns host widget',
);
/** Before `cookie`, `seed`, `pin`, `code`, `string`, `url`: makes a credential of them. */
const pairs: Readonly<Record<string, { readonly before: ReadonlySet<string>; readonly role: KeyRole }>> = {
  cookie: { before: new Set(['erlang', 'secret', 'cluster', 'magic', 'rabbitmq']), role: 'secret' },
  string: { before: new Set(['connection', 'conn']), role: 'url' },
  url: {
    before: wordSet(
      'webhook hook database db postgres postgresql mysql mongo mongodb redis amqp rabbitmq dsn connection broker celery jdbc slack discord teams heartbeat healthchecks ping',
    ),
    role: 'url',
  },
  uri: {
    before: wordSet('database db postgres mysql mongo mongodb redis amqp connection sqlalchemy webhook'),
    role: 'url',
  },
  code: { before: wordSet('pin pass recovery backup unlock pairing claim setup'), role: 'weak' },
  phrase: { before: new Set(['pass', 'seed', 'secret']), role: 'password' },
  word: { before: new Set(['pass']), role: 'password' },
  pass: { before: new Set(['by', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'proxy', 'memcached']), role: 'setting' },
  json: { before: new Set(['config', 'credentials', 'account']), role: 'secret' },
};

/** Words that make a pointer, an identifier, a setting or something public of whatever stands before them. */
const heads: ReadonlyMap<string, KeyRole> = new Map(
  (
    [
      [
        'pointer',
        'name names ref refs reference references selector path paths file files filename filepath dir directory mount mountpath from source sources field fields property properties template templates format provider providers engine store stores backend namespace prefix suffix header headers label labels annotation annotations env envvar var vars variable param parameter location item items object resource arn annotationkey claim claims column mapping placeholder regex regexp pattern description desc title help comment example volume',
      ],
      [
        'identifier',
        'id ids guid uuid identifier clientid tenantid keyid appid projectid accountid zoneid fingerprint thumbprint serial kid number slug sku',
      ],
      [
        'setting',
        'enabled enable disabled disable required length size min max minlength maxlength ttl expiry expiration expires expire expiresin timeout lifetime duration interval age period count limit limits rotation rotate policy policies rounds iterations cost version revision retries type kind class sslmode method methods mode scheme algorithm alg algo encoding charset strength complexity history reset strategy required allowed allow autogenerate generate generated automount validation validator validity budget usage scope scopes audience issuer only refresh threads window seconds minutes hours days ms cache caching review request requests support bits permissions mask grace binding bound mtime date time timestamp since updated created at on',
      ],
      [
        'public',
        'url urls uri uris endpoint endpoints host hosts hostname hostnames server servers address addresses addr domain domains port ports region zone bucket cert certs certificate certificates crt pem csr pub public ca cacert bundle cabundle chain issuer subject realm database db schema table protocol network ip cidr image tag repository repo branch commit digest checksum sha256 sha256sum sha512sum sha1 sha1sum md5 md5sum sum level environment locale timezone project organization organisation org group team role roles service dbname vhost tz lang sender recipient topic queue channel nameserver nameservers country city index tenant subscription profile arch platform accept agent proxy noproxy namespaces pda',
      ],
    ] satisfies readonly (readonly [KeyRole, string])[]
  ).flatMap(([role, words]) => words.split(' ').map((word): [string, KeyRole] => [word, role])),
);

/** Products whose token or key the browser of every visitor gets: what they count with, and what they show a captcha with. */
const browserProducts = wordSet('mixpanel amplitude posthog segment heap logrocket fullstory hotjar plausible matomo');
const captchas = wordSet('captcha recaptcha hcaptcha turnstile friendlycaptcha');

/** `MIXPANEL_TOKEN`, `RECAPTCHA_SITE_KEY`, `STRIPE_PUBLISHABLE_KEY`, `SUPABASE_ANON_KEY`, `NEXT_PUBLIC_API_KEY`: made to be read by everybody. */
function isForEverybody(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (words.indexOf('public') === 1 && frameworks.has(words[0] ?? '')) return true;
  if (last !== 'key' && last !== 'keys' && last !== 'token') return false;
  if (before === 'publishable' || before === 'public' || (before === 'anon' && last === 'key')) return true;
  if (before === 'site' && words.some((word) => captchas.has(word))) return true;
  return (
    words.some((word) => browserProducts.has(word)) && !words.some((word) => word === 'secret' || word === 'personal' || word === 'private')
  );
}

/** They put what is called `NEXT_PUBLIC_X` into the page. */
const frameworks = wordSet('next nuxt expo');

/** Words in front that make a question or a pointer of the whole name. */
const settingFronts = wordSet(
  'automount has is use uses force enable enabled disable allow require requires skip show hide max min should ignore',
);

function fromWords(words: readonly string[]): KeyName {
  const last = words.at(-1);
  if (last === undefined) return nameless;
  const before = words.at(-2) ?? '';
  const said = (role: KeyRole): KeyName => ({ role, says: words.slice(-2).join(' ') });

  if (isForEverybody(words)) return { role: 'public', says: 'public' };
  const pair = Object.hasOwn(pairs, last) ? pairs[last] : undefined;
  if (pair?.before.has(before)) return said(pair.role);
  const front = words.length > 1 ? (words[0] ?? '') : '';
  if (front === 'existing') return { role: 'pointer', says: front };
  // `hashed_secret`: how detect-secrets keeps what it has seen.
  if (front === 'public' || front === 'checksum' || (front === 'hashed' && last === 'secret')) return { role: 'public', says: front };
  // etcd's token tells its clusters apart, no more.
  if (last === 'token' && ((before === 'cluster' && words.includes('initial')) || onceTokens.has(before))) return said('identifier');
  // `some_password`: from the file that Home Assistant starts with.
  if (settingFronts.has(front) || (front === 'some' && words.length === 2)) return { role: 'setting', says: front };
  if (passwordWords.has(last)) return said('password');
  if (last === 'key' || last === 'keys') {
    if (words.length > 1 && verbs.has(front)) return said('setting');
    if (before === 'project' && words.includes('sonar')) return said('identifier');
    if (
      /^(?:password|passwords|passwd|username|user|existing|tokens?|credentials?|values?|label|primary|foreign|sort|partition|object|s3|remote|data|lookup|map|json|yaml|config|topology|selector|host|email|id|by|cache|group|route|routing|index|row|hot|short)$/.test(
        before,
      ) &&
      before !== 'user'
    ) {
      return before === 'host' && words.includes('ssh') ? said('secret') : said('pointer');
    }
    return keyOwners.has(before) ? said('secret') : said('weak');
  }
  if (last === 'secret' || last === 'secrets') {
    // `imagePullSecrets`, `tlsSecret`, `caSecret` name Secret objects.
    if (
      /^(?:pull|tls|ca|cert|certs|certificate|certificates|existing|image|extra|env|vars|mount|volume|from|sealed|external|kubernetes|k8s)$/.test(
        before,
      )
    )
      return said('pointer');
    return said(last === 'secret' ? 'secret' : 'weak');
  }
  if (last === 'id' && before === 'secret') return said('weak');
  if (secretWords.has(last)) return said('secret');
  if (urlWords.has(last)) return said('url');
  const head = heads.get(last);
  if (head !== undefined) return head === 'public' && isNamedSecret(words.slice(0, -1)) && last === 'pem' ? said('secret') : said(head);
  if (usernameWords.has(last)) return said('username');
  if (weakWords.has(last)) return said('weak');
  // The word stands further in front: `passwordGitlab`, `token_for_x`, `db-password-reader`.
  const inner = words.find((word) => passwordWords.has(word) || (secretWords.has(word) && word !== 'secrets'));
  return inner === undefined ? nameless : { role: 'weak', says: inner };
}

/** What is done to a key: `gpg --edit-key ledger`. */
const verbs = wordSet('edit export import delete list recv send refresh');

/** So that what is asked for twice is made once; where a list goes on. */
const onceTokens = wordSet('creation idempotency continuation page next resume');

const isNamedSecret = (words: readonly string[]): boolean =>
  words.includes('private') || words.at(-1) === 'key' || passwordWords.has(words.at(-1) ?? '');

/** `DB_PASSWORD_PROD`, `password.txt`, `token1`, `API_KEY_B64`: what follows does not change what it is. */
const qualifiers = wordSet(
  'prod production dev staging stage qa uat primary secondary current previous old new b64 base64 plain plaintext cleartext clear value raw text txt string str default main backup local decoded encoded unencrypted hashed bcrypt sha512 replacement confirm confirmation again override json yaml yml hex bytes data contents content conf ro rw readonly live sandbox hash in out base',
);

function withoutQualifiers(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && isQualifier(words, end - 1)) end -= 1;
  return words.slice(0, end);
}

function isQualifier(words: readonly string[], index: number): boolean {
  const word = words[index] ?? '';
  if (word === 'json' && pairs['json']?.before.has(words[index - 1] ?? '')) return false;
  if (word === 'string' && pairs['string']?.before.has(words[index - 1] ?? '')) return false;
  return /^\d+$/.test(word) || qualifiers.has(word);
}

/** Parents under which keys name Secrets, their keys or places. `secretRef.password` is a pointer, `secret.password` is not. */
const pointerParents: readonly string[] = [
  'secretKeys SecretKeys secret_keys secretRef SecretRef secretRefs SecretRefs secretKeyRef configMapKeyRef',
  'keyRef existingSecret keyMapping KeyMapping keyMappings envMappings envMapping passwordSecret PasswordSecret',
  'secretMapping remoteRef valueFrom fieldRef passwordFrom SecretKeyRef userSecret secretKeyNames SecretKeyNames',
  'secretKeyMap keyNames secret_ids secret_Ids Secret_ids Secret_Ids secretids secretIds Secretids SecretIds',
  'token_ids token_Ids Token_ids Token_Ids tokenids tokenIds Tokenids TokenIds openAPIV3Schema',
  'additionalPrinterColumns volumeMounts VolumeMounts external_secrets',
].flatMap((words) => words.split(' '));

/** What stands above a key says that all of it are pointers: `readKeyName` calls none of it a credential. */
export function isBelowPointer(keyPath: string, key: string): boolean {
  const parents = keyPath.endsWith(key) ? keyPath.slice(0, -key.length) : keyPath;
  // Asked of every value, and those beside one another have the same above them.
  return pointers.of(parents, () => parents.split('.').some(isPointer));
}

const pointers = new Memo<boolean>(1 << 12);

/** Ends as one of them, behind the letters of a name. A pattern of them all takes longer to compile than to do without. */
const isPointer = (parent: string): boolean =>
  pointerParents.some((end) => parent.endsWith(end) && /^[\w-]*$/.test(parent.slice(0, -end.length)));
