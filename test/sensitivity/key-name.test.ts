import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readKeyName } from '../../src/sensitivity/key-name.ts';
import { nameWords } from '../../src/sensitivity/name-words.ts';
import { suite } from '../support/suite.ts';

const words: readonly (readonly [string, string])[] = [
  ['dbPassword', 'db password'],
  ['DB_PASSWORD', 'db password'],
  ['db-password', 'db password'],
  ['DBPassword', 'db password'],
  ['AWSSecretAccessKey', 'aws secret access key'],
  ['server.secretkey', 'server secret key'],
  ['.htpasswd', 'htpasswd'],
  ['mysqlrootpassword', 'mysqlroot password'],
  ['smtppass', 'smtp pass'],
  ['azurestorageaccountkey', 'azurestorage account key'],
  ['clientid', 'client id'],
  ['bypass', 'bypass'],
  ['compass', 'compass'],
  ['token1', 'token 1'],
  ['tls.key', 'tls key'],
  ['tls.x509', 'tls x509'],
  ['DB_PASSWORD_B64', 'db password b64'],
  ['oauth2Token', 'oauth2 token'],
];

/** Names by what they say of their value. */
const roles: Readonly<Record<string, string>> = {
  password:
    'password PASSWORD passwd db-password rootPassword mysqlRootPassword smtp_pass MYSQL_PWD passphrase keyPassphrase adminPassword password2 password.txt DB_PASSWORD_PROD passwordHash requirepass redisPassword userPassword bindpw psk wifi_psk POSTGRES_PASSWORD_B64 confirmPassword old_password node.session.auth.password_in storepass',
  secret:
    'token apiToken api_key API_KEY apikey x-api-key secret clientSecret client_secret OIDC_CLIENT_SECRET secretKey SECRET_KEY secret-access-key accessKey privateKey private_key sshPrivateKey tls.key encryptionKey signingKey masterKey jwtSecret cookieSecret erlangCookie webhookSecret accessToken refresh_token bearerToken authToken botToken licenseKey credentials htpasswd .dockerconfigjson AWS_SECRET_ACCESS_KEY GITHUB_TOKEN storageAccountKey unsealKey rootToken fernetKey hmac totp SECRET_KEY_BASE app_key djangoSecretKey ssh_host_key github.token slack-token wireguardKey integrationKey cloudflareApiKey account.json',
  weak: 'auth key myKey cookie salt pin otpSeed license keystore basicAuth recoveryCode AVP_SECRET_ID passwordForGitlab',
  url: 'dsn webhook webhookUrl DATABASE_URL databaseUrl connectionString redis_url MONGODB_URI slackWebhookUrl jdbcUrl SENTRY_DSN',
  username: 'username user DB_USER login smtp-username email owner account',
  identifier: 'clientId client_id tenantId AWS_ACCESS_KEY_ID keyId userId projectId secretKeyId uuid fingerprint kid phone_number',
  public:
    'publicKey public_key host DB_HOST endpoint url tokenUrl TOKEN_ENDPOINT authURL region bucket port tls.crt ca.crt caBundle certificate database issuer checksum/secret image',
  pointer:
    'existingSecret existingSecretPasswordKey secretName passwordSecretName tokenSecretRef passwordKey adminPasswordKey usernameKey passwordFile TOKEN_FILE keyFile credentialsPath tokenPath imagePullSecrets tlsSecret secretRef secretKeyRef SECRET_NAME passwordFrom tokenField secretNamespace privateKeyPath apiKeyHeader tokenPrefix passwordEnv sortKey secretProvider secretStore',
  setting:
    'forcePassword usePasswordFiles automountServiceAccountToken passwordPolicy tokenTtl TOKEN_TTL tokenExpiry accessTokenLifetime maxTokens passwordLength PASSWORD_MIN_LENGTH secretRotation tokenEnabled enableToken disablePassword requirePassword passwordRequired authType authMethod keyAlgorithm keySize secretType allowEmptyPassword tokenTimeout isSecret hasPassword tokenVersion passwordExpiration keyRotationPeriod',
  neutral: 'foo config settings data.json release replicas bypass compass tokenizer passengers secretary monkey keyboard authority passive',
};

const below: readonly (readonly [string, string])[] = [
  ['auth.secretKeys.password', 'pointer'],
  ['externalDatabase.existingSecretKeys.password', 'pointer'],
  ['spec.passwordSecretRef.token', 'pointer'],
  ['env.0.valueFrom.secretKeyRef.token', 'pointer'],
  ['db.existingSecret.password', 'pointer'],
  ['db.my-tokenIds.password', 'pointer'],
  ['db.existingSecretName.password', 'password'],
  ['db.x y secretRef.password', 'password'],
  ['server.jwt.Key', 'secret'],
  ['LEDGER_JWT_SECRET.key', 'secret'],
  ['auth.secret.password', 'password'],
  ['secrets.token', 'secret'],
];

suite('key names', (test) => {
  for (const [key, expected] of words) test(`words of ${key}`, () => assert.is(nameWords(key).join(' '), expected));
  for (const [role, keys] of Object.entries(roles)) {
    for (const key of keys.split(' ')) test(`${key}: ${role}`, () => assert.is(readKeyName(key, key).role, role));
  }
  for (const [keyPath, role] of below) {
    test(`${keyPath}: ${role}`, () => assert.is(readKeyName(keyPath.slice(keyPath.lastIndexOf('.') + 1), keyPath).role, role));
  }
  test('secretKey beside remoteRef names a key of the Secret to be made', () => {
    assert.is(readKeyName('secretKey', 'spec.data.0.secretKey', ['secretKey', 'remoteRef']).role, 'pointer');
    assert.is(readKeyName('secretKey', 's3.secretKey', ['secretKey', 'accessKey']).role, 'secret');
  });
  test('no key', () => assert.is(readKeyName(null, '').role, 'neutral'));
  test('any key is read without an error', () => {
    for (const key of [
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'a'.repeat(100_000),
      '-'.repeat(100_000),
      'aB'.repeat(50_000),
    ])
      readKeyName(key, key);
    fc.assert(fc.property(fc.string(), fc.string(), (key, path) => void readKeyName(key, path)));
  });
});
