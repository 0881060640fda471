import * as assert from 'uvu/assert';
import { suite } from '../../support/suite.ts';
import { generated, values, verdicts } from '../found.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

suite('config files: Docker', (test) => {
  const auths = (login: unknown): string => JSON.stringify({ auths: { 'registry.example.org': login } });

  test('the password is taken out of auth', () => {
    assert.equal(verdicts('config-files', 'config.json', auths({ auth: base64(`ci:${generated}`) })), { auth: 'secret' });
    assert.equal(verdicts('config-files', 'config.json', auths({ auth: base64('ci:') })), { auth: 'none' });
  });

  test('a real auth beside a reference as password', () => {
    const found = verdicts(
      'config-files',
      'config.json',
      auths({ username: 'ci', password: 'vault:secret/data/r#p', auth: base64(`ci:${generated}`) }),
    );
    assert.equal([found['auth'], found['password']], ['secret', 'none']);
  });

  const references = ['vault:secret/data/r#u:vault:secret/data/r#p', '<path:a/b#u>:<path:a/b#p>', '${USER}:${PASSWORD}'];
  for (const auth of references) {
    test(`an auth of two references: ${auth}`, () => {
      assert.equal(values('config-files', 'config.json', auths({ auth: base64(auth) })), [
        'registry-credential auth @/auths/registry.example.org/auth reference',
      ]);
    });
  }

  test('the old form has hosts at the top; other mappings with an auth are none', () => {
    assert.is(
      verdicts('config-files', '.dockercfg', JSON.stringify({ 'a.example.org': { auth: base64(`ci:${generated}`), email: 'a@b.c' } }))[
        'auth'
      ],
      'secret',
    );
    assert.equal(values('config-files', 'x.json', JSON.stringify({ auths: { public_v1: { community: 'public', version: 1 } } })), []);
    assert.equal(values('config-files', 'x.json', JSON.stringify({ login: { auth: 'basic', timeout: 3 } })), []);
  });
});

suite('config files: by their lines', (test) => {
  const cases = [
    { name: 'pgpass', path: '.pgpass', input: `# x\ndb:5432:*:app:${generated}\n`, expect: ['login password @line 2'] },
    {
      name: 'git-credentials',
      path: '.git-credentials',
      input: `https://ci:${generated}@git.example.org\n`,
      expect: ['login url @line 1'],
    },
    { name: 'htpasswd', path: 'users', input: 'admin:$apr1$abcdefgh$0123456789abcdefghijkl\n', expect: ['password-hash hash @line 1'] },
    { name: 'one line of another form makes it none', path: '.pgpass', input: `db:5432:*:app:${generated}\nhello\n`, expect: [] },
    { name: 'a list of accounts of Unix is none', path: 'passwd', input: 'root:x:0:0:root:/root:/bin/sh\n', expect: [] },
  ];
  for (const { name, path, input, expect } of cases) {
    test(name, () => {
      assert.equal(values('config-files', path, input), expect);
    });
  }
});

suite('config files: trees', (test) => {
  test('netrc in any layout', () => {
    const text = `machine a.example.org\n  login ci\n  password ${generated}\ndefault login x password ${generated}\n`;
    assert.equal(values('config-files', '.netrc', text), ['login password @/a.example.org/password', 'login password @/default/password']);
  });

  const settings = [
    { path: '.npmrc', input: `//registry.example.org/:_authToken=${generated}\n` },
    { path: '.pypirc', input: `[pypi]\nusername = ci\npassword = ${generated}\n` },
    { path: 'application.properties', input: `db.password=${generated}\n` },
    { path: 'config.toml', input: `[db]\npassword = "${generated}"\n` },
    { path: 'settings.xml', input: `<?xml version="1.0"?>\n<server><password>${generated}</password></server>\n` },
  ];
  for (const { path, input } of settings) {
    test(path, () => {
      assert.equal(Object.values(verdicts('config-files', path, input)).filter((verdict) => verdict === 'secret').length, 1);
    });
  }
});

suite('config files: Compose', (test) => {
  test('environment as a mapping and as a list, arguments of a build', () => {
    const text = `services:\n  db:\n    image: x\n    environment: {PASSWORD: ${generated}}\n  app:\n    build: {args: [TOKEN=${generated}, HOST]}\n    environment: [API_KEY=${generated}]\n`;
    assert.equal(
      values('config-files', 'compose.yaml', text).filter((one) => one.startsWith('environment')),
      [
        'environment PASSWORD @/services/db/environment/PASSWORD',
        'environment API_KEY @/services/app/environment/0',
        'environment TOKEN @/services/app/build/args/0',
      ],
    );
  });

  test('services without image or build are values of something else', () => {
    assert.equal(values('config-files', 'x.yaml', 'services:\n  a: {port: 1}\n'), []);
  });
});
