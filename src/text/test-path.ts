import type { Format, Role } from '../model/profile.ts';

/**
 * Below a folder of tests, a test of a program, or values for the tests of a chart. `test` alone is also what people call an environment
 * (`overlays/test`, `values-test.yaml`): it counts in front of a path that says more, and for files that configure nothing.
 */
export function isTest(name: string, folders: readonly string[], format: Format, role: Role): boolean {
  if (!testSigns.test(name) && !folders.some((folder) => testSigns.test(folder))) return false;
  if (
    folders.some((folder) => testFolders.has(folder.replace(/^[._]+/, ''))) ||
    folders.some((folder) => isTestFolder.test(folder)) ||
    isTestName.test(name) ||
    /_tests?\.[a-z0-9]+$|^tests?_|^test-[\w-]+\.(?:sh|bash|bats|py|[cm]?[jt]s|rb|pl)$/.test(name)
  )
    return true;
  if (/[.-](?:test|spec)\.(?:[cm]?[jt]sx?|go|py|rb|java|kt|rs|sh|php|snap)$/.test(name)) return true;
  if (folders.includes('charts') && /^test[-_.]values\.ya?ml$/.test(name)) return true;
  // chart-testing installs a chart once with each of these.
  if (folders.includes('.ci') || (folders.at(-1) === 'lint' && folders.includes('charts'))) return true;
  if (role === 'chart-template' && /^test[-_.]/.test(name)) return true;
  if (folders.at(-1) === 'ci' && (role === 'values' || (format === 'yaml' && (folders.includes('charts') || /values/.test(name)))))
    return true;
  const configures =
    format === 'yaml' || format === 'json' || format === 'dotenv' || format === 'hcl' || format === 'properties' || format === 'ini';
  // The keys of `docker/test-auth`; those of a cluster called so are real.
  if (!configures && folders.some((folder) => /^test[-_](?!cluster|deploy|env|k8s|kube|k3s|infra|prod|site|zone|\d)/.test(folder)))
    return true;
  const at = folders.indexOf('test');
  // The layout of Maven and Gradle; what a program of Go brings of others (`vendor/github.com`), with the tests of those.
  if ((at > 0 && folders[at - 1] === 'src') || folders.some((folder, index) => folder === 'vendor' && /\./.test(folders[index + 1] ?? '')))
    return true;
  if (at === -1) return false;
  return (
    !configures ||
    (at === 0 && folders.slice(1).some((folder) => testParts.test(folder))) ||
    neverAnEnvironment.test(folders[at + 1] ?? '') ||
    /^(?:src|pkg|internal|cmd|lib)$/.test(folders[0] ?? '')
  );
}

/** Whatever makes a test has one of these in its name: who adds a word adds its sign. */
const testSigns =
  /test|fixture|mock|snapshot|e2e|spec|kuttl|chainsaw|conformance|golden|playwright|cypress|acceptance|molecule|^(?:vendor|lint|hack)$|^\.?ci$/;
/** `sops_functional_tests_key.asc`, `.fixtures.yaml`. */
const isTestName =
  /^appsettings\.[\w.]*tests?\.json$|(?:functional|integration|unit|e2e)[-_.]?tests?(?![a-z])|[-_.]test[-_]?data[-_.]|^\.fixtures?\./;
const testFolders = new Set(
  'tests testing testdata test-data test_data testdata__ testresources test-resources testutil testutils fixture fixtures fixtures__ tests__ mocks__ snapshot__ snapshots__ mock mocks e2e e2e-tests integration-tests integration_tests functional-tests functional_tests unit-tests unittests playwright cypress acceptance molecule hack'.split(
    ' ',
  ),
);
/** `tests-ledger-operator`, `ledger.tests`, `integrationTest`, `testcerts`; `test-cluster` may be a cluster. */
const isTestFolder =
  /^tests[-_.]|(?:^|[-_.])(?:tests|fixtures?)$|(?:integration|functional|unit|acceptance|smoke|system|load|performance|component)[-_.]?test(?:s|ing)?$|^(?:local\w*|\w*[-_])testing$|^test(?:flight|bed|suite|server)s?$|^int[-_]?tests?$|[-_.]test[-_.]?(?:resources|data|fixtures|files|assets|certs|keys)$|^test[-_.]?(?:certs?|keys?|fixtures?|files?|assets?|cases?|inputs?|outputs?|secrets?|resources?|suites?|manifests?)$|^(?:kuttl|chainsaw|conformance|goldens?|e2e\d+|(?:chart|openshift)[-_]verifier)$|^tests?[-_.]?(?:configs?|values|charts?|scenarios|helpers|utils|scripts|objects|specs|examples|workloads|deployments|installs|templates|inventor(?:y|ies))$|(?:kuttl|chainsaw|e2e)[-_.]|[-_.]e2e$/;
const testParts =
  /^(?:unit|integration|data|resources|manifests|cases?|config|conf|helm|charts?|scripts|framework|kuttl|chainsaw|conformance|upgrade|setup|sanity|workloads|assets|regression|stress|functional|cli|output|expected|acceptance|smoke|performance|testlib|container|remote|cmp)$|test/;

/** What stands below `test` only where that is no environment. */
const neverAnEnvironment =
  /^(?:unit|integration|functional|regression|acceptance|performance|smoke|sanity|stress|conformance|helpers?|utils?|framework|bats)$/;
