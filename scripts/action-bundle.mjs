import { readFileSync } from 'node:fs';
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
  define: { SEALGATE_VERSION: JSON.stringify(version) },
  // Loaded when a sweep needs them; openpgp's licence asks not to be bundled.
  external: ['openpgp', 'age-encryption'],
};

/** The text of the file that `action.yml` starts. */
export async function actionBundle() {
  const made = await build({ ...common, entryPoints: ['action/index.ts'], format: 'cjs', write: false });
  return made.outputFiles[0].text;
}
