// Bundles the command line (CommonJS: it starts faster; in pieces, see split.mjs), the library (ESM) and the GitHub Action,
// whose bundle is committed.
// `--check` builds the Action in memory and fails when the committed bundle is not current.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { build } from 'esbuild';
import { splitBundle } from './split.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
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
const action = 'action/dist/index.cjs';

const made = await build({ ...common, entryPoints: ['action/index.ts'], outfile: action, format: 'cjs', write: false });
const bundle = made.outputFiles[0].text;
if (process.argv.includes('--check')) {
  if (readFileSync(action, 'utf8') === bundle) process.exit(0);
  console.error(`${action} is not current, run \`npm run build\` and commit it`);
  process.exit(1);
}
if (!same(action, bundle)) writeFileSync(action, bundle);
await splitBundle(common, 'dist');
chmodSync('dist/bin.cjs', 0o755);
await build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm', packages: 'external', minify: false });

function same(path, text) {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}
