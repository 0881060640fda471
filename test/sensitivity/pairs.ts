/**
 * Keys and values as manifests have them, each with the verdict a platform engineer would agree with; `silent` is none or public.
 * One a line: verdict, container, key (or dotted key path), value. `\n` in a value is a line end. All values are invented.
 */
export interface Pair {
  readonly verdict: string;
  readonly container: string;
  readonly keyPath: string;
  readonly value: string;
}

export const pairs: readonly Pair[] = String.raw`
# --- in a Secret: what is there is secret
secret | secret | password | Ysr2iq7fDxcLoLMsz
secret | secret | password | hunter2
secret | secret | password | correct horse battery staple
secret | secret | password | Sommer2024!
secret | secret | password | rFTQ
secret | secret | password | homeassistant
secret | secret | password | my-super-secret-password
secret | secret | postgres-password | nextcloud
secret | secret | POSTGRES_PASSWORD | 84629173
secret | secret | pin | 1514640601
secret | secret | pin | 4711
secret | secret | token | b7d2c5f0a91e4c3386f2d1a05b9e7c44
secret | secret | token | my-token
secret | secret | api-key | 0fLk29dKqWzXv81mNbTe
secret | secret | apikey | 2f9b3c1d8e7a6054f1c2b3a4
secret | secret | client-secret | 8Q~like.Value_but-not-one12
secret | secret | clientSecret | LMr5NEaa3PVpfSEu7R3KxdakyV8EdRfyTRym
secret | secret | client_secret | 38fe94df-115c-4096-91ec-b6e16ce3a01f
secret | secret | cookie-secret | 1xtukrtSWOwFMDgYKPkYI+w3YWf/bjWWmMffGEVpqlk=
secret | secret | cookieSecret | J6tGNKMBvGsivcKmgkqLwTwFvidXsjqT
secret | secret | erlang-cookie | J6tGNKMBvGsivcKmgkqLwTwFvidXsjqT
secret | secret | rabbitmq-erlang-cookie | secretcookie
secret | secret | encryption-key | 9e107d9d372bb6826bd81d3542a419d6
secret | secret | SECRET_KEY_BASE | f4b1c09e7d5a3a2b8c6d1e0f9a7b5c3d1e2f4a6b8c0d9e7f5a3b1c2d4e6f8a0b
secret | secret | DJANGO_SECRET_KEY | django-insecure-4k2!z9(q$w8@x1^p7m&n3
secret | secret | LARAVEL_APP_KEY | base64:q1W2e3R4t5Y6u7I8o9P0a1S2d3F4g5H6j7K8l9Z0x1c=
secret | secret | database-url | postgres://app:UikCKVDWLggn3GXM@db.acme.example/x
secret | secret | DATABASE_URL | mysql://root:root@mysql:3306/app
secret | secret | redis-url | redis://:3EP8q3ss6GuF4GfjdXRo@cache:6379/0
secret | secret | MONGO_URI | mongodb+srv://svc:V8kd02kLq1@cluster0.acme.example/db?retryWrites=true
secret | secret | dsn | user:Fk29dkQz8@tcp(db:3306)/app?parseTime=true
secret | secret | connectionString | Server=tcp:db.acme.example,1433;User ID=app;Password=Xk29!dkwQ8;Encrypt=true
secret | secret | JDBC_URL | jdbc:postgresql://db:5432/app?user=app&password=k2Jd92LsQx
secret | secret | webhook-url | https://chat.ops.acme.example/hooks/JNGajEanhRa7/seeaaTGJip4oeDV6EjdpkA8g
secret | secret | foo | Xb92kLq0PzR7
secret | secret | FOO | kd93jdKJ2ndk29sK
secret | secret | data | 9fK2lQ8xZ0vB4nM7
secret | secret | value | 7F5JfgkiH@H9ySNNFc
secret | secret | admin.password | $2a$10$ov4u6yVqvyeGFpirWnND6p32n7tePPq8Y7dwii7aBVALBNZwLYyK5
secret | secret | .htpasswd | acme:$2y$10$ubyB3zIq4eBmjJoLk2pYwrNYUpTp6yjUKW16osVyNPumpnqw9rDmu
secret | secret | auth | admin:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/
secret | secret | users | bob:{SHA}4Qw9V1xY2zA3bC4dE5fG6hI7jK8=
secret | secret | server.secretkey | WDx7qXLRCSQyJwNpcLuNyP3JRVU4RKvyNDpJMRS7cnbia
secret | secret | aws_secret_access_key | hVPSNYG5GiEcrMxScuVwJ7nXjFcJ4iMprFEGxMFc
secret | secret | token-secret | e5c05082ab0eecfc
secret | secret | AVP_SECRET_ID | b4e9fadd-f6a3-d736-2c8b-5b0eb31375bb
secret | secret | secret_id | b4e9fadd-f6a3-d736-2c8b-5b0eb31375bb
secret | secret | SMTP_PASS | kleiner.Hund.7
secret | secret | smtp-pass | Passw0rd
secret | secret | mysqlrootpassword | tutorial
secret | secret | LDAP_BINDPW | geheim12
secret | secret | keystore-password | changeit
secret | secret | license-key | 7F3K2-9QW8E-1ZX5C-4VB6N-0MLKJ
secret | secret | wg-private-key | yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=
secret | secret | SEED_PHRASE | gravity machine north sort system female filter attitude volume fold club stay
secret | secret | otp-seed | JBSWY3DPEHPK3PXP4GZD
secret | secret | salt | 8f14e45fceea167a5a36dedd4bea2543
secret | secret | password_old | Xk29dkqo
secret | secret | PASSWORD_1 | Xk29dkqo
secret | secret | password.txt | EBskQLwwB+MXdciZ4v
secret | secret | passwordKey | pQ2vX9kLm4Zt8Rw6Yb1NcD
secret | secret | config | k9Zp2Lq8Xv4Nw7Tb
secret | secret | privateKey | MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
secret | secret | azurestorageaccountkey | xK2zJbnnojFLMSkBp50mx02rHsMK2sjU7mFt4L13hoB7drAaJ8jD6Q==
secret | secret | bindPassword | cn=admin
secret | secret | password | default
secret | secret | auth | Y2k6eVU2ZWVSeGo2QGFtSktSQWM2
secret | config-file | auth | Y2k6eVU2ZWVSeGo2QGFtSktSQWM2
secret | values | registry.auth | Y2k6eVU2ZWVSeGo2QGFtSktSQWM2
placeholder | secret | password | Y2hhbmdlbWUtcGxlYXNl
secret | secret | username | oMos78EpS%!UXYPQSqm
secret | config-map | app.conf | db.password = dLc4oUtw3fveGwaVyskpH8
# --- in a Secret: neutral names and words deserve a look, no more
suspect | secret | john | doe
suspect | secret | best-pokemon | Pikachu
suspect | secret | foo | hello
suspect | secret | greeting | hello world
suspect | secret | source-key | my-config
suspect | secret | anything | 38fe94df-115c-4096-91ec-b6e16ce3a01f
suspect | secret | azureCloud | AzureUSGovernment
# --- in a Secret, and no secret
silent | secret | url | 123456789012.dkr.ecr.us-west-2.amazonaws.com/myrepo
silent | secret | url | ghcr.io/acme/app
silent | secret | admin.passwordMtime | 2021-01-12T19:01:39EST
silent | secret | known_hosts | github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBWKV+RR7moUAFSFD3CHF7k/p6+HpcYhV9/Rip6gI0O/
silent | secret | username | admin
silent | secret | user | svc_ledger
silent | secret | POSTGRES_USER | app
silent | secret | email | ops@acme.example
silent | secret | AWS_ACCESS_KEY_ID | minio
silent | secret | clientId | web
silent | secret | client-id | 38fe94df-115c-4096-91ec-b6e16ce3a01f
silent | secret | tenantId | 38fe94df-115c-4096-91ec-b6e16ce3a01f
silent | secret | subscriptionId | 38fe94df-115c-4096-91ec-b6e16ce3a01f
silent | secret | AZURE_TENANT_ID | 38fe94df-115c-4096-91ec-b6e16ce3a01f
silent | secret | url | https://git.ops.acme.example/apps.git
silent | secret | host | db.acme.example
silent | secret | DB_HOST | postgres-rw.database.svc.cluster.local
silent | secret | endpoint | https://s3.acme.example
silent | secret | server | https://10.0.0.1:6443
silent | secret | region | eu-central-1
silent | secret | database | ledger
silent | secret | bucket | acme-backups
silent | secret | project | default
silent | secret | name | apps
silent | secret | type | git
silent | secret | namespace | payments
silent | secret | port | 5432
silent | secret | enabled | true
silent | secret | usage-bootstrap-authentication | true
silent | secret | tlsInsecure | false
silent | secret | timeout | 30s
silent | secret | version | 1.2.3
silent | secret | secretName | db-credentials
silent | secret | passwordFile | /run/secrets/password
silent | secret | PASSWORD_MIN_LENGTH | 12
silent | secret | config | {"tlsClientConfig": {"insecure": false}}
silent | secret | .dockerconfigjson | {"auths": {}}
silent | secret | sops.yaml | -----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBTVWZ0\n-----END AGE ENCRYPTED FILE-----
silent | secret | privateKey | -----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----
silent | secret | password | null
silent | secret | password | ~
silent | secret | values.yaml | replicas: 2\nimage:\n  tag: v1.2.3
silent | secret | ssh-publickey | ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBWKV+RR7moUAFSFD3CHF7k/p6+HpcYhV9/Rip6gI0O/ a@b
silent | secret | recipient | age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudvz0l5qz0e3aw
# --- in a Secret: documents are judged by what is in them
secret | secret | config.yaml | smtp:\n  host: mail.acme.example\n  password: btFnML6gQMi3WrMz5ZUy
secret | secret | application.properties | spring.datasource.url=jdbc:mysql://db/x\nspring.datasource.password=kwcGRU3AZqA8Upx2MHnn
secret | secret | config | {"bearerToken": "tfYZBGjs6JW65YqrqcXSkyFPobgCvptnZWvZLmgRPoGdAUECy6rovUcWeqAt"}
secret | secret | .env | LEVEL=info\nexport API_TOKEN="NxgzebQHqau5feiQjCbmXyRpHE6Tva5f"
secret | secret | settings.xml | <settings><server><username>ci</username><password>o4LheeCFy5zfxgQAq</password></server></settings>
secret | secret | .dockerconfigjson | {"auths": {"ghcr.io": {"username": "ci", "password": "yU6eeRxj6amJKRAc6"}}}
secret | secret | values.yaml | password: hunter2
secret | secret | password.db | admin:$2y$10$ubyB3zIq4eBmjJoLk2pYwrNYUpTp6yjUKW16osVyNPumpnqw9rDmu\nbob:$2y$10$ubyB3zIq4eBmjJoLk2pYwrNYUpTp6yjUKW16osVyNPumpnqw9rDmv
secret | secret | init.sql | CREATE DATABASE app;\nCREATE USER 'app'@'%' IDENTIFIED BY 'Kd92kfQz';
secret | config-map | init.sql | ALTER USER app WITH PASSWORD 'Kd92kfQz';
secret | env | JAVA_OPTS | -Xmx1g -Djavax.net.ssl.trustStorePassword=Kd92kfQz -Dfoo=bar
secret | argument | x | API_TOKEN=HntK9SUBZnFgA7mSyxNQw9kesLJuyYx4TYF7P7DF
secret | argument | x | redis-cli --requirepass Kd92kfQz
silent | argument | x | --password-file=/run/secrets/pw --user app
silent | values | expr | sum(rate(requests_total{token="Kd92kfQz81"}[5m]))
silent | values | pattern | -Duws.password=\\$UWS_DB_PASSWORD
silent | values | description | Start it with --password=Kd92kfQz for a test
silent | env | JAVA_OPTS | -Xmx1g -Djavax.net.ssl.trustStore=/etc/ssl/trust.jks
silent | secret | PGSSLMODE | require
silent | secret | PGDATABASE | ledger
silent | secret | bucketname | backups
silent | secret | log.properties | io.trino=INFO
# --- placeholders
placeholder | secret | password | changeme
placeholder | secret | password | CHANGE_ME
placeholder | secret | password | change-me-please
placeholder | secret | password | ChangeMe123!
placeholder | secret | password | replace-me
placeholder | secret | password | REPLACE_WITH_YOUR_PASSWORD
placeholder | secret | password | todo
placeholder | secret | password | TODO: set
placeholder | secret | password | xxxxxxxx
placeholder | secret | password | XXXX-XXXX-XXXX
placeholder | secret | password | ********
placeholder | secret | password | ...
placeholder | secret | password | your-password-here
placeholder | secret | password | yourpassword
placeholder | secret | password | <password>
placeholder | secret | password | <your password>
placeholder | secret | password | [password]
placeholder | secret | password | placeholder
placeholder | secret | password | dummy
placeholder | secret | password | example-password
placeholder | secret | password | insert-your-token
placeholder | secret | token | token-goes-here
placeholder | secret | token | **access token goes here**
placeholder | secret | token | fill-me-in
placeholder | secret | token | GITHUB_TOKEN
placeholder | secret | apiKey | sk-xxxxxxxxxxxxxxxxxxxx
placeholder | secret | apiKey | abcd...
placeholder | secret | token | not-a-real-token
placeholder | secret | password | REDACTED
placeholder | secret | password | to-be-replaced
placeholder | secret | password | put_secret_here
placeholder | secret | aws_secret_access_key | wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
placeholder | secret | foo | changeme
placeholder | secret | DATABASE_URL | postgres://user:changeme@db/app
placeholder | values | auth.password | changeme
placeholder | values | clientSecret | XXXXXXXXXXXXXXXX
placeholder | values | discord.webhook_url | PLACEHOLDER
placeholder | env | API_TOKEN | your-token-here
placeholder | dotenv | SECRET_KEY | <generate me>
placeholder | config-map | DB_PASSWORD | replace-me
silent | values | type | string
silent | values | persistence.tmp.type | emptyDir
silent | values | metricName | example
silent | values | secretKeyRef.key | CF_API_TOKEN
silent | values | env.name | GF_SECURITY_ADMIN_PASSWORD
placeholder | argument | cookie-secret | SECRET
placeholder | config-file | MY_BEARER_TOKEN | sha256~1A...DW-id...NE-...lWM
# --- values: name and shape must both say so
secret | values | auth.password | NoztvKZapTj3iDqFu
secret | values | auth.rootPassword | qFZamgWQq^UZUbVDDa
secret | values | auth.replicationPassword | tZ22pqfRi-yoMk9S5Y
secret | values | grafana.adminPassword | prom-operator
secret | values | adminPassword | admin
secret | values | minio.rootPassword | supersecret
secret | values | postgresql.auth.password | metabasepassword
secret | values | mysql.pass | password
secret | values | redis.password | Passw0rd!
secret | values | rabbitmq.erlangCookie | J6tGNKMBvGsivcKmgkqLwTwFvidXsjqT
secret | values | minio.accessKey.password | CsGFcdJ7XKXibUxJRYnD
secret | values | oauth2.config.cookieSecret | 1xtukrtSWOwFMDgYKPkYI+w3YWf/bjWWmMffGEVpqlk=
secret | values | oauth2.config.clientSecret | LMr5NEaa3PVpfSEu7R3KxdakyV8EdRfyTRym
secret | values | fernetKey | jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=
secret | values | api.token | gt-xESy7hFgaLI3t7Cg8TMy8Q.gev0rVktVpL6GGZs6kv5fg
secret | values | crypto_key | 59d636b6428cde68710166611187371e58ea3ff7a9e07e75b2286fc08f7763c8
secret | values | slack.webhookUrl | https://chat.ops.acme.example/hooks/JNGajEanhRa7/seeaaTGJip4oeDV6EjdpkA8g
secret | values | externalDatabase.url | postgres://app:UikCKVDWLggn3GXM@db.acme.example/x
secret | values | proxy | http://proxyuser:Kd92kfQz@proxy.acme.example:3128
secret | values | sa.privateKey | -----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgn9c6erkWRpeEbwBn\nkAO+6jrZpIx/bdMNtuI7v+XF52ChRANCAARMT+KL5LbYfLXaYL7EnpZfnqLlQ4/C\n-----END PRIVATE KEY-----
secret | values | postBuild.substitute.db_password | BDKT2u2dU!7bzwV4ra
secret | values | tunnelSecret | 38fe94df-115c-4096-91ec-b6e16ce3a01f
secret | values | auth.password | ledgerkeeper
suspect | values | htpasswd | admin:$2y$10$ubyB3zIq4eBmjJoLk2pYwrNYUpTp6yjUKW16osVyNPumpnqw9rDmu
silent | values | auth.existingSecret | db-credentials
silent | values | auth.existingSecretPasswordKey | password
silent | values | auth.secretKeys.adminPasswordKey | admin-password
silent | values | auth.secretKeys.password | postgres-password
silent | values | usePasswordFiles | true
silent | values | forcePassword | true
silent | values | tls.secretName | web-tls
silent | values | imagePullSecrets.name | registry
silent | values | automountServiceAccountToken | false
silent | values | envSecrets.REDIS_PASS | redis-pass
silent | values | envSecrets.DB_PASSWORD | db-password
silent | values | passwordSecretRef.key | password
silent | values | secretKeyRef.name | db-credentials
silent | values | apiTokenSecretRef.key | api-token
silent | values | valuesKey | password
silent | values | targetPath | admin.password
silent | values | tokenSecret | cloudflare-api-token
silent | values | secret | my-app-secret
silent | values | credentialsSecret | cloud-credentials
silent | values | credentials | aws-creds
silent | values | password.policy | strict
silent | values | passwordPolicy.minLength | 12
silent | values | tokenTtl | 3600
silent | values | token.ttl | 1h
silent | values | accessTokenLifespan | 5m
silent | values | maxTokens | 4096
silent | values | tokenExpiry | 24h
silent | values | tokenUrl | https://login.acme.example/oauth2/token
silent | values | tokenEndpoint | https://login.acme.example/oauth2/token
silent | values | authUrl | https://login.acme.example/oauth2/authorize
silent | values | oauth.clientId | grafana
silent | values | keyId | 9f86d081884c7d65
silent | values | publicKey | MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
silent | values | keyFile | /etc/ssl/private/app.key
silent | values | auth.method | kubernetes
silent | values | auth | basic
silent | values | authType | bearer
silent | values | key | name
silent | values | key | Q-27ccd33e-72f0-4418-957a-a65d9698395e-0
silent | values | dataFrom.extract.key | moc/infra/argocd/argocd-secret
silent | values | topologyKey | kubernetes.io/hostname
silent | values | sortKey | createdAt
silent | values | partitionKey | tenant
silent | values | image.tag | v1.2.3
silent | values | image.digest | sha256:9fda65e480359a755e9ee5a701dd680180c30b637f6d799fb6fb29cd56647fcd
silent | values | image | registry.acme.example/web@sha256:3f1583eea17d9b3c65ad922333741e1397fae6458aca946c4c7c8a2d5408eedc
silent | values | revision | c3554755a1f10f1c691b62414c661fe7cd88e6c3
silent | values | checksum/config | 7ca77f3fcf9419bc38ca3fe8783adee9b2dd108cdf3f93372dace468673a6965
silent | values | etag | TcQEVxVcAaDsBxogyE3RKQ==
silent | values | commit | 4593d9cb47e2fd9fbd43be29af3a641cedbc110c
silent | values | datasource.uid | P1809F7CD0C75ACF3
silent | values | uuid | 547107e0-f9e4-fa97-0bbb-502361de6f04
silent | values | organizationId | cd33f393-90b6-3447-a39a-bfa8dbb92103
silent | values | bwSecretId | 230cc63b-3c2e-ab21-e110-da1b3f6b1c1f
silent | values | roleArn | arn:aws:iam::123456789012:role/external-dns
silent | values | jsonwebtoken | ^9.0.2
silent | values | dependencies.jsonwebtoken | 9.0.2
silent | values | @inquirer/password | 4.0.23(@types/node@24.10.13)
silent | values | caBundle | LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURGekNDQWYrZ0F3SUJBZ0lV
silent | values | logo | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
silent | values | initialClusterToken | etcd-cluster-k8s
silent | values | description | The password of the administrator is generated on the first start
silent | values | expr | sum(rate(token_total[5m]))
silent | values | nodeAffinityType | requiredDuringSchedulingIgnoredDuringExecution
silent | values | schedule | 0 3 * * *
silent | values | password | none
silent | values | password | optional
silent | values | token | disabled
silent | values | tls.crt | -----BEGIN CERTIFICATE-----\nMIIDFzCCAf+gAwIBAgIUAUU5Cb2Esr/rh8OtrJar0/ioNVowDQYJKoZIhvcNAQEL\n-----END CERTIFICATE-----
silent | values | config.groupMapping.admin:token | rubinmgr
silent | config-file | db_url | sqlite:///jupyterhub.sqlite
silent | values | image | docker://registry:5000/app@sha256:3f1583eea17d9b3c65ad922333741e13
silent | argument | url | mysql://root:$MYSQL_ROOT_PASSWORD@db/app
silent | config-file | url | postgresql://%(user)s:%(password)s@db/app
secret | values | url | amqp://guest:guest@rabbitmq:5672/
secret | values | url | postgres://app:Kd/92kf@db/app
# --- environment
secret | env | DB_PASSWORD | 2gvFMPNjH^8P6n23FZ
secret | env | JWT_SECRET | mysecret
secret | env | DB_PASSWORD | ledger_password
suspect | env | DB_PASSWORD | ledger-password
suspect | env | MINIO_ACCESS_KEY | minioadmin
secret | env | JWT_SECRET_KEY | my-super-secret-jwt-key
silent | env | APP_SECRET | my-app-secret
placeholder | env | OPERATOR_SECRET | operator
secret | env | AUTHELIA_SESSION_SECRET | unsecure_session_secret
silent | env | DEPLOY_KEY | AAAAC3NzaC1lZDI1NTE5AAAAIA7wCKDWfHU7GgKd3dhp8nFt6UFrVM7nGz9OJfnV0RRQ
secret | values | mysql_root_password | localadmin
silent | values | secret | my-app-secret
secret | values | encryption.key | 6h2kQz9VtBnW4cXy7LmPaE==
secret | env | MYSQL_ROOT_PASSWORD | tutorial
secret | env | POSTGRES_PASSWORD | nextcloud
secret | env | MYSQL_PASSWORD | mysql
secret | env | MYSQL_PASSWORD | 1234
secret | env | API_TOKEN | HntK9SUBZnFgA7mSyxNQw9kesLJuyYx4TYF7P7DF
secret | env | AWS_SECRET_ACCESS_KEY | hVPSNYG5GiEcrMxScuVwJ7nXjFcJ4iMprFEGxMFc
secret | env | DATABASE_URL | mysql://svc_ledger:UikCKVDWLggn3GXM@db.acme.example/x
secret | env | MINIO_SECRET_KEY | minio123
secret | env | AVP_SECRET_ID | 8ce2eae9-6ec5-1494-021d-34c8e8f3473e
secret | env | NEXTAUTH_SECRET | 6ZYMHbt0mxOj9y6mTyG2nJVt2zWDEdckLJz248uflwI=
secret | env | JWT_SECRET | 3f1583eea17d9b3c65ad922333741e13
secret | env | RAILS_MASTER_KEY | 9e107d9d372bb6826bd81d3542a419d6
secret | env | AUTHORIZATION | Bearer XncXfF7owxKDTyRxfHW7uwNfDUVNBdTTtvFBZhHC
secret | env | AUTHORIZATION | Basic YWRtaW46czNjcjN0LXBhc3M=
silent | env | AVP_ROLE_ID | e1db40fe-8e1b-e0db-7183-26f536c97282
silent | env | AVP_ROLE_ID | role
silent | env | LOG_LEVEL | debug
silent | env | PASSWORD_FILE | /run/secrets/db
silent | env | TOKEN_FILE | /var/run/secrets/kubernetes.io/serviceaccount/token
silent | env | SECRET_NAME | db-credentials
silent | env | KEY_PREFIX | app
silent | env | TOKEN_REFRESH_INTERVAL | 300
silent | env | ENABLE_TOKEN_AUTH | true
silent | env | AWS_WEB_IDENTITY_TOKEN_FILE | /var/run/secrets/eks.amazonaws.com/serviceaccount/token
silent | env | DB_USER | svc_ledger
silent | env | OAUTH_CLIENT_ID | 0oa1b2c3d4e5f6g7h8i9
silent | env | REDIS_URL | redis://cache:6379/0
silent | env | WEBHOOK_URL | https://n8n.acme.example/
silent | env | AUTH_TOKEN_URL | https://login.acme.example/oauth2/token
silent | env | POSTGRES_HOST | db.acme.example
silent | env | GIT_SHA | c3554755a1f10f1c691b62414c661fe7cd88e6c3
silent | env | BUILD_HASH | 9e107d9d372bb6826bd81d3542a419d6
# --- dotenv, arguments, generators, files
secret | dotenv | DB_PASSWORD | VJTfYgWBnPCbFvqqP9DE
secret | dotenv | API_TOKEN | NxgzebQHqau5feiQjCbmXyRpHE6Tva5f
silent | dotenv | TOKEN_URL | https://ops.acme.example/oauth
silent | dotenv | LEVEL | info
secret | argument | password | ptkS5Xma3pvSNtNrA6bZ
silent | argument | password-file | /etc/pw
secret | generator | secretGenerator.db.literals.password | ZhDeUXWNR%AUgLYB96
secret | generator | secretGenerator.db.literals.anything | ZhDeUXWNR8AUgLYB96
silent | generator | secretGenerator.db.literals.username | app
secret | generator | configMapGenerator.c.literals.API_TOKEN | QCe4PnB9sbk3kP6PHdhY3Mgk6ScuPcew7ADJ
silent | generator | configMapGenerator.c.literals.LEVEL | info
secret | config-file | client-key-data | LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JR0hBZ0VBTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEJHMHdhd0lCQVFRZ245YzZlcmtXUnBlRWJ3Qm4Ka0FPKzZqclo=
silent | config-file | client-certificate-data | LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURGekNDQWYrZ0F3SUJBZ0lV
secret | config-file | password | 5UtVfWYobLamodTVStLyWcxiewbmgA
# --- ConfigMaps
secret | config-map | DB_PASSWORD | Ynned8dvT+G7ZKgPSS
secret | config-map | REDIS_URL | redis://:3EP8q3ss6GuF4GfjdXRo@db.acme.example:6379/0
secret | config-map | application.properties | spring.datasource.url=jdbc:mysql://db/x\nspring.datasource.password=kwcGRU3AZqA8Upx2MHnn
secret | config-map | config.json | {"oauth": {"clientId": "web", "clientSecret": "MKtAgDjuYUWcuyvMSpQGb2D8SGD2erd6xM4NYu9T"}}
suspect | config-map | accounts.admin | $2a$10$ov4u6yVqvyeGFpirWnND6p32n7tePPq8Y7dwii7aBVALBNZwLYyK5
silent | config-map | PASSWORD_MIN_LENGTH | 12
silent | config-map | TOKEN_TTL | 3600
silent | config-map | SECRET_NAME | db-credentials
silent | config-map | url | https://ops.acme.example/login
silent | config-map | dex.config | connectors:\n  - type: github\n    config:\n      clientID: web\n      clientSecret: $dex.github.clientSecret
silent | config-map | run.py | import os\nkey = os.environ["API_KEY"]\npassword = load_password(path)
silent | config-map | entrypoint.sh | #!/bin/bash\nPASSWORD=$(cat /run/secrets/pw)\nexport TOKEN=$1
silent | config-map | prometheus.yml | scrape_configs:\n  - job_name: x\n    bearer_token_file: /var/run/token
silent | config-map | nginx.conf | server {\n  ssl_certificate_key /etc/tls/tls.key;\n  auth_basic_user_file /etc/nginx/.htpasswd;\n}
# --- annotations, templates, text
secret | template | adminPassword | aQRrmuivP!xu9qQS75
silent | template | host | db.acme.example
silent | template | port | 5432
suspect | template | password | ledgerkeeper
silent | annotation | checksum/secret | 7ca77f3fcf9419bc38ca3fe8783adee9b2dd108cdf3f93372dace468673a6965
silent | annotation | vault.hashicorp.com/agent-inject-token | true
silent | annotation | nginx.ingress.kubernetes.io/auth-secret | basic-auth
silent | annotation | reloader.stakater.com/auto | true
silent | text | password | Ynned8dvT+G7ZKgPSS
secret | text | x | https://ci:f6ybTjiknbDD6QGcYbEWGMdkK2@git.ops.acme.example/apps.git
# --- fields whose only use is a credential
secret | credential-field | address | https://chat.ops.acme.example/hooks/JNGajEanhRa7/seeaaTGJip4oeDV6EjdpkA8g
secret | credential-field | value | 7F5JfgkiH@H9ySNNFc
secret | credential-field | Authorization | Bearer XncXfF7owxKDTyRxfHW7uwNfDUVNBdTTtvFBZhHC
silent | credential-field | Accept | application/json
silent | credential-field | Content-Type | application/json
silent | credential-field | address | https://vault.acme.example:8200
secret | credential-field | akeylessAccessKey | PWrlMZNKyGTcocZQ6Dqt+1AZnAYsqwGSCYYUPTeRl1w=
silent | credential-field | akeylessAccessID | p-ohyuCW9XTsBQ
secret | credential-field | unseal_keys_b64 | mjvV2Rea8oRS/AN5xUMMcie3EgGMnRLpYk2OViuU8kmQ
secret | credential-field | unseal_keys_hex | 9a3bd5d9179af28452fc0379c5430c7227b712018c9d12e9624d8e562b94f24990
`
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .map((line) => {
    const [verdict = '', container = '', keyPath = '', ...value] = line.split(' | ');
    return { verdict, container, keyPath, value: value.join(' | ').replaceAll('\\n', '\n') };
  });
