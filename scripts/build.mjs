// Bundles the command line (CommonJS: it starts faster), the library (ESM) and the GitHub Action.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

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
await build({ ...common, entryPoints: ['src/bin.ts'], outfile: 'dist/bin.cjs', format: 'cjs' });
