// Bundles the command line into files that are read when something in them is first used: a pre-commit hook pays for what it
// runs, and neither for the sweep nor for the parsers of files that a repository does not have. esbuild can split ES modules
// only, and those are all evaluated at the start; so its pieces become CommonJS, and each `require` waits for the first use.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { build, transform } from 'esbuild';

/** Code that is worth a file of its own although much imports it: the hook of a repository without configuration needs none. */
const apart = {
  re2: 'src/text/regexp.ts',
  settings: 'src/gate/settings.ts',
  validator: 'src/rules/validator.ts',
  glob: 'src/text/glob.ts',
  'rule-texts': 'src/rules/shipped.generated.ts',
};

export async function splitBundle(options, entry, folder) {
  const made = await build({
    ...options,
    entryPoints: { bin: entry, ...apart },
    format: 'esm',
    splitting: true,
    outdir: folder,
    entryNames: '[name]',
    chunkNames: 'parts/[name]-[hash]',
    write: false,
    metafile: true,
  });
  const parts = join(folder, 'parts');
  mkdirSync(parts, { recursive: true });
  const written = new Set();
  for (const { path, text } of made.outputFiles) {
    const isPart = basename(dirname(path)) === 'parts';
    const name = basename(path).replace(/\.js$/, '.cjs');
    const isBin = name === 'bin.cjs';
    if (!isPart && !isBin) {
      await write(join(folder, 'parts', `entry-${name}`), await lazyCommonJs(text.replaceAll('./parts/', './'), options));
      written.add(`entry-${name}`);
      continue;
    }
    const code = await lazyCommonJs(text, options);
    await write(join(isPart ? parts : folder, name), isBin ? `#!/usr/bin/env node\n${code}` : code);
    if (isPart) written.add(name);
  }
  for (const name of readdirSync(parts)) if (!written.has(name)) rmSync(join(parts, name), { force: true });
}

/** Whole or not there: somebody may run the command line while it is built. */
function write(path, text) {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

async function lazyCommonJs(text, { target }) {
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target, logLevel: 'error' });
  const names = [];
  const lazy = code
    .replace(/^require\("\.[^"]+"\);\n/gm, '')
    .replace(/^var (import_\w+) = ((?:__toESM\()?require\("[^"]+"\)(?:, 1)?\)?);$/gm, (_, name, load) => {
      names.push(name);
      return `var ${name}$, ${name}_ = { get of() { return ${name}$ ??= ${load}; } };`;
    })
    .replace(/\bimport\("(\.[^"]+)"\)/g, 'Promise.resolve().then(() => require("$1"))')
    .replace(/\b(import_\w+)\b(?![$_])/g, (name) => (names.includes(name) ? `${name}_.of` : name))
    .replace(/require\("(\.[^"]+)\.js"\)/g, 'require("$1.cjs")');
  return (await transform(lazy, { minifyWhitespace: true, target, logLevel: 'error' })).code;
}
