import * as assert from 'uvu/assert';
import { repoPath } from '../../src/model/ids.ts';
import { profileOf } from '../../src/text/profile.ts';
import { suite } from '../support/suite.ts';

const profiles: Readonly<Record<string, string>> = {
  'apps/web/secret.yaml': 'yaml plain',
  'apps/web/SECRET.YML': 'yaml plain',
  'a.json': 'json plain',
  'infra/main.tf': 'hcl plain',
  'infra/prod.tfvars': 'hcl plain',
  'infra/prod.tfvars.json': 'json plain',
  'app.properties': 'properties plain',
  'setup.cfg': 'ini plain',
  'home/.aws/credentials': 'ini plain',
  'pyproject.toml': 'toml plain',
  'README.md': 'markdown plain example',
  '.netrc': 'netrc plain',
  '.npmrc': 'npmrc plain',
  'ci/deploy.sh': 'script plain',
  Dockerfile: 'script plain',
  'build/Dockerfile.prod': 'script plain',
  'home/.docker/config.json': 'json plain',
  '.dockerconfigjson': 'json plain',
  config: 'text plain',
  'notes.txt': 'text plain',

  '.env': 'dotenv dotenv',
  '.env.production': 'dotenv dotenv',
  'deploy/prod.env': 'dotenv dotenv',
  '.envrc': 'dotenv dotenv',
  '.env.production.yaml': 'yaml plain',
  '.env.example': 'dotenv dotenv example',

  'secrets.yaml.dec': 'yaml plain',
  'x.yaml.bak': 'yaml plain',
  'x.yaml~': 'yaml plain',
  'values.yaml.gotmpl': 'yaml values',
  'values.yaml.enc': 'yaml values encrypted',
  'app.enc.yaml': 'yaml plain encrypted',
  'app.sops.yaml': 'yaml plain encrypted',
  'db-enc.json': 'json plain encrypted',
  'creds.encrypted.json': 'json plain encrypted',
  'prod.env.age': 'dotenv dotenv encrypted',
  'secrets.yaml': 'yaml plain encrypted',
  'secrets.prod.yaml': 'yaml plain encrypted',
  'secrets-prod.yml': 'yaml plain encrypted',
  'secret.yaml': 'yaml plain',
  'secrets.example.yaml': 'yaml plain example',
  'app.enc.yaml.dec': 'yaml plain',

  'charts/app/values.yaml': 'yaml values',
  'charts/app/values-prod.yaml': 'yaml values',
  'prod/app-values.yaml': 'yaml values',
  'values.example.yaml': 'yaml values example',
  'charts/app/templates/secret.yaml': 'yaml chart-template',
  'charts/app/templates/secrets.yaml': 'yaml chart-template',
  'charts/app/templates/_helpers.tpl': 'text chart-template',
  'hack/kind/secret.yaml': 'yaml plain test',
  'pkg/mock/operator.ini': 'ini plain test',
  'playwright/resources/user.yaml': 'yaml plain test',
  'charts/ledger/lint/simple.yaml': 'yaml plain test',
  'apps/lint/secret.yaml': 'yaml plain',
  'kustomization.yaml': 'yaml kustomization',
  'overlays/prod/kustomization.yml': 'yaml kustomization',
  Kustomization: 'yaml kustomization',
  '.sops.yaml': 'yaml sops-config',
  '.github/workflows/ci.yaml': 'yaml ci',
  '.gitlab-ci.yml': 'yaml ci',
  'azure-pipelines.yml': 'yaml ci',
  Jenkinsfile: 'script ci',

  'examples/app/secret.yaml': 'yaml plain example',
  'docs/install.md': 'markdown plain example',
  'secret.sample': 'text plain example',
  'secret-template.yaml': 'yaml plain',
  'helm-template-hard-coded.yaml': 'yaml plain',
  'test/secret.yaml': 'yaml plain',
  'overlays/test/secret.yaml': 'yaml plain',
  'values-test.yaml': 'yaml values',
  'test/e2e/secret.yaml': 'yaml plain test',
  'pkg/election/test/auth.yaml': 'yaml plain test',
  'test/main.go': 'text plain test',
  'src/test/resources/app.properties': 'properties plain test',
  'pkg/render/render_test.go': 'text plain example test',
  'charts/app/.fixtures/values.yaml': 'yaml values test',
  'pgp/app_functional_tests_key.asc': 'text plain test encrypted',
  'templates/tests/objects_test.yaml': 'yaml chart-template test',
  'charts/app/ci/auth-values.yaml': 'yaml values test',
  'runtime/_testdata/foo.key': 'text plain test',
  'manual/install.adoc': 'text plain example',
  'src/__tests__/a.json': 'json plain test',
  'pkg/testdata/key.pem': 'text plain test',
  'e2e/values.yaml': 'yaml values test',
  'latest/secret.yaml': 'yaml plain',
};

suite('text/profile', (test) => {
  for (const [path, expect] of Object.entries(profiles)) {
    test(path, () => {
      const { format, role, example, test: isTest, encrypted } = profileOf(repoPath(path));
      assert.is([format, role, example && 'example', isTest && 'test', encrypted && 'encrypted'].filter(Boolean).join(' '), expect);
    });
  }

  const machine = [
    ...['local', 'localhost', 'localdev', 'local-development', 'dev-local', '.devcontainer', 'devspace', 'kind', 'k3d', 'minikube'],
    ...['docker-desktop', 'dev-env', 'dev_tools', 'local-infra', 'local-deployment', '.github', 'ci', '.ci-cluster'],
  ].map((folder) => `${folder}/a.yaml`);
  const ownFiles = ['appsettings.Development.json', 'appsettings.local.json', 'launchSettings.json', 'compose.override.yml'];
  for (const path of [...machine, ...ownFiles, 'docker-compose.dev.yaml', 'app.local.yaml', 'local.tfvars', '.env.local'])
    test(`${path} is of one machine, or passes`, () => assert.is(profileOf(repoPath(path)).local, true));

  test('paths of one kind have one key, others another', () => {
    const key = (path: string): string => profileOf(repoPath(path)).key;
    assert.is(key('a/b.yaml'), key('c.yml'));
    assert.is.not(key('a/b.yaml'), key('examples/b.yaml'));
    assert.is.not(key('a/b.yaml'), key('b.enc.yaml'));
  });
});
