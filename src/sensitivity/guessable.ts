/** Passwords people choose or leave, and defaults that vendors ship and document. Lower case, without what `stem` takes off. */
const list = new Set(
  `
  password passwords passwort passw0rd pass passwd pwd passphrase secret secrets supersecret topsecret verysecret mysecret secretpassword secretkey secrettoken
  mypassword mypass adminpassword userpassword rootpassword dbpassword testpassword defaultpassword strongpassword securepassword thepassword newpassword
  supersecretpassword superpassword supersecurepassword verysecurepassword secure insecure
  admin administrator root superuser user username guest operator manager service system sysadmin master owner login anonymous nobody toor
  qwerty qwertz qwertyuiop azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qweasd q1w2e3r4 1q2w3e4r 1qaz2wsx zaq12wsx a1b2c3d4 abc123 abcd abcdef abcdefg abcdefgh
  123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 987654321 87654321 654321 54321 4321 321 000 0000 00000 000000 00000000 111 1111 11111 111111 11111111 2222 222222
  123123 123321 121212 112233 696969 666666 777777 888888 999999 555555 1111111 123qwe qwe123 1q2w3e a123456 aa123456
  letmein welcome iloveyou monkey dragon sunshine princess football baseball basketball superman batman trustno1 shadow michael jordan hunter killer access
  whatever hello helloworld freedom flower starwars computer internet server default temp temporary test tests testing tester testtest demo sandbox local localhost dev devel develop
  development staging prod production changeit abc abcabc foo bar foobar s3cr3t p4ssw0rd pa55word pa55w0rd t0ps3cret hunter2 correcthorsebatterystaple
  summer winter spring autumn january february monday friday ninja cheese coffee pepper cookie hockey soccer ranger buster thomas george charlie robert daniel
  matrix mustang harley liverpool chelsea arsenal phoenix charizard pokemon minecraft samsung google apple android
  postgres postgresql postgrespassword mysql mariadb mongo mongodb mongoadmin redis redispassword rabbit rabbitmq bitnami sa oracle sqlserver cassandra couchdb couchbase
  neo4j elastic elasticsearch kibana opensearch clickhouse influx influxdb memcached zookeeper kafka nats minio minioadmin minio123 miniopassword minio-secret
  prom-operator prometheus grafana alertmanager loki jaeger nexus admin123 sonar sonarqube jenkins gitlab gitea gogs drone harbor harbor12345 registry argocd argo
  rancher portainer vault keycloak dex oauth ldap openldap adminldap configpassword phpmyadmin wordpress drupal joomla magento moodle nextcloud owncloud mattermost
  rocketchat discourse ghost odoo redmine taiga wiki bookstack airflow superset metabase mlflow jupyter jupyterhub spark hadoop hive flink nifi temporal camunda
  activemq artemis solace emqx public mosquitto homeassistant hass zigbee2mqtt mqtt frigate plex jellyfin kopia restic velero longhorn ceph rook-ceph
  cisco ubnt ubuntu debian centos raspberry raspberrypi pi vagrant docker kubernetes kube k8s cluster tomcat s3cret manager-gui weblogic websphere jboss wildfly
  guestguest adminadmin rootroot useruser admin@123 root@123 pass@word p@ssword p@ssw0rd p@55w0rd p@$$w0rd password! welcome1 hashicorp consul nomad
  calvin changeme ilovek8s hello-world blank none example backup replication replicator repl replica app application appuser api web www data database db dbuser
  dbadmin dba store cache queue worker client backend frontend internal private shared monitoring metrics exporter healthcheck health
  ansible terraform puppet chef salt awx semaphore zabbix nagios icinga icingaweb2 graylog splunk splunkadmin fluentd logstash
  maxadmin trino presto starburst cockroach yugabyte tidb scylla arangodb dgraph orientdb rethinkdb surrealdb typesense meilisearch mastersecret masterkey 1f2d1e2e67df
  `
    .trim()
    .split(/\s+/),
);

const leet: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's', '7': 't', '!': 'i' };

/** A password that anyone would try: of the list, with case, leet spelling, doubling or a short tail of digits and signs (`P@ssw0rd!`, `admin123`, `Welcome2024!`). */
export function isGuessable(value: string): boolean {
  const text = value.trim().toLowerCase();
  if (/^(?:0123456789abcdef|1234567890abcdef)+0*$|^(?:0123456789|1234567890)+\d*$/.test(text)) return true;
  if (text === '' || text.length > 40) return false;
  return [text, text.replace(/[-_. ]/g, '')].some(
    (one) => listed(one) || listed(stem(one)) || listed(unleet(stem(one))) || listed(unleet(one)) || isRun(one),
  );
}

const listed = (text: string): boolean => text.length > 1 && list.has(text);

const stem = (text: string): string =>
  text.replace(/(?:19|20)\d\d[!@#$%&*.?_-]{0,3}$|[0-9]{1,4}[!@#$%&*.?_-]{0,3}$|[!@#$%&*.?_-]{1,3}\d{0,4}$/, '');

const unleet = (text: string): string => text.replace(/[@40135$7!]/g, (char) => leet[char] ?? char);

/** `aaaaaa`, `123456`, `987654`: each character one step from the one before, all in the same direction. */
function isRun(text: string): boolean {
  if (text.length < 3 || !/^[a-z0-9]+$/.test(text)) return false;
  const step = text.charCodeAt(1) - text.charCodeAt(0);
  if (Math.abs(step) > 1) return false;
  for (let i = 2; i < text.length; i += 1) if (text.charCodeAt(i) - text.charCodeAt(i - 1) !== step) return false;
  return true;
}
