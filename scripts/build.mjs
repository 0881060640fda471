// Bundles the command line (CommonJS: it starts faster; in pieces, see split.mjs), the library (ESM) and the GitHub Action,
// whose bundle is committed.
// `--check` builds the Action in memory and fails when the committed bundle is not current.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { build } from 'esbuild';
import { actionBundle, common } from './action-bundle.mjs';
import { splitBundle } from './split.mjs';

const action = 'action/dist/index.cjs';

const bundle = await actionBundle();
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
