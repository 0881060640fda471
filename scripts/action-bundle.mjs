import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** How everything is bundled: the command line, the library and the Action. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { SEALGATE_VERSION: JSON.stringify(version), SEALGATE_BUILD: JSON.stringify(digestOfSources()) },
  // Loaded when a sweep needs them; openpgp's licence asks not to be bundled.
  external: ['openpgp', 'age-encryption'],
};

/** The text of the file that `action.yml` starts. */
export async function actionBundle() {
  const made = await build({ ...common, entryPoints: ['action/index.ts'], format: 'cjs', write: false });
  return made.outputFiles[0].text;
}

/** Of everything that is built in: what one build learned of a blob, another must not believe. */
function digestOfSources() {
  const root = new URL('../', import.meta.url);
  const names = readdirSync(new URL('src', root), { recursive: true })
    .map((name) => `src/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'));
  const digest = createHash('sha256');
  for (const name of [...names.sort(), 'package-lock.json']) digest.update(`${name}\n`).update(readFileSync(new URL(name, root)));
  return digest.digest('hex').slice(0, 16);
}
