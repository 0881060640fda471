// Bundles the command line: `bin.cjs`, which starts it; `core`, all that a hook runs, in one file that V8 can be handed compiled
// (src/start.ts); and parts, which are read when something in them is first used: neither the sweep nor the parsers of files
// that a repository does not have cost a commit anything. esbuild can split ES modules only, and evaluates all of them at the
// start; so its pieces become CommonJS, and each `require` waits for the first use.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { build, transform } from 'esbuild';

/** What a hook runs. */
const inCore = [
  'src/bin.ts',
  'src/commands/scan.ts',
  'src/commands/judge-source.ts',
  'src/commands/hook.ts',
  'src/commands/run.ts',
  'src/commands/sources/staged.ts',
  'src/report/formats.ts',
  'src/report/text.ts',
  'src/report/json.ts',
];
/** Code that is worth a file of its own although much imports it: the hook of a repository without configuration needs none. */
const apart = {
  re2: 'src/text/regexp.ts',
  settings: 'src/gate/settings.ts',
  validator: 'src/rules/validator.ts',
  glob: 'src/text/glob.ts',
  'rule-texts': 'src/rules/shipped-texts.generated.ts',
  'judging-thread': 'src/commands/judging-thread.ts',
};
/** Of the core, what a commit rarely needs: a piece of its own, evaluated when it is first used. */
const onDemand = {
  'config-schema': 'src/gate/config-schema.generated.ts',
  'waivers-schema': 'src/gate/waivers-schema.generated.ts',
  // Of ajv the programs made of these schemas need no more.
  'ajv-equal': 'ajv/dist/runtime/equal.js',
  'ajv-length': 'ajv/dist/runtime/ucs2length.js',
};

export async function splitBundle(options, folder) {
  const pieces = await piecesOf(options);
  const core = coreOf(pieces);
  const coreText = await asOne(pieces, core, options);
  const name = `core-${createHash('sha256').update(coreText).digest('hex').slice(0, 16)}.cjs`;
  const start = await build({
    ...options,
    entryPoints: ['src/start.ts'],
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    define: { ...options.define, SEALGATE_CORE: JSON.stringify(name) },
    write: false,
  });
  const parts = join(folder, 'parts');
  mkdirSync(parts, { recursive: true });
  write(join(parts, name), coreText);
  const written = new Set([name]);
  const reached = reachedFrom(pieces, ['bin.js', 'judging-thread.js']);
  for (const [path, { text }] of pieces) {
    if (core.has(path) || !reached.has(path)) continue;
    const load = (to) => (core.has(to) ? `require("../bin.cjs").${nameOf(to)}` : `require("./${asPart(to)}")`);
    write(join(parts, asPart(path)), await lazyCommonJs(text, load, options));
    written.add(asPart(path));
  }
  write(join(folder, 'bin.cjs'), start.outputFiles[0].text);
  for (const one of readdirSync(parts)) if (!written.has(one)) rmSync(join(parts, one), { recursive: true, force: true });
}

/** By path below `parts`: what esbuild makes of the sources, with what each piece imports. */
async function piecesOf(options) {
  const made = await build({
    ...options,
    entryPoints: { bin: 'src/bin.ts', ...apart, ...onDemand },
    format: 'esm',
    splitting: true,
    outdir: 'parts',
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
  });
  const texts = new Map(made.outputFiles.map(({ path, text }) => [basename(path), text]));
  return new Map(
    Object.entries(made.metafile.outputs).map(([path, { imports, inputs }]) => {
      const name = basename(path);
      return [name, { text: texts.get(name), sources: Object.keys(inputs), imports: imports.filter((one) => !one.external) }];
    }),
  );
}

/** The pieces that a hook runs, with all they import but what stands apart. */
function coreOf(pieces) {
  const isApart = ({ sources }) => Object.values(apart).some((source) => sources.includes(source));
  const core = new Set();
  const take = (path) => {
    const piece = pieces.get(path);
    if (core.has(path) || isApart(piece)) return;
    core.add(path);
    for (const { path: to, kind } of piece.imports) if (kind === 'import-statement') take(basename(to));
  };
  for (const [path, piece] of pieces) if (inCore.some((source) => piece.sources.includes(source))) take(path);
  // What is imported by name when it is first used has a piece without sources beside the one that it stands in.
  const isHere = ({ path }) => core.has(basename(path)) || isApart(pieces.get(basename(path)));
  for (const [path, { sources, imports }] of pieces)
    if (sources.length === 0 && imports.every(isHere) && !(asEntry(path) in apart)) core.add(path);
  return core;
}

/** Without the names that entries were given so that esbuild puts them into pieces of their own. */
function reachedFrom(pieces, roots) {
  const reached = new Set();
  const take = (path) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const one of pieces.get(path).imports) take(basename(one.path));
  };
  for (const root of roots) take(root);
  return reached;
}

/** The core as one function of CommonJS. It exports its pieces by name, for the parts that share them with it. */
async function asOne(pieces, core, options) {
  const shared = [...pieces].flatMap(([path, { imports }]) => (core.has(path) ? [] : imports.map((one) => basename(one.path))));
  // Getters, because a piece that is not asked for is not evaluated.
  const entry = [...new Set(shared)]
    .filter((path) => core.has(path))
    .map((path) => `Object.defineProperty(exports, '${nameOf(path)}', { get: () => require('./${path}') });`);
  const fromMemory = {
    name: 'pieces',
    setup(on) {
      on.onResolve({ filter: /^\./ }, ({ path }) =>
        core.has(basename(path)) ? { path: basename(path), namespace: 'piece' } : { path: `./${basename(path)}`, external: true },
      );
      on.onLoad({ filter: /.*/, namespace: 'piece' }, ({ path }) => ({ contents: pieces.get(path).text, loader: 'js' }));
    },
  };
  const made = await build({
    ...options,
    // A thread loads the core for what it shares with the command line, and starts no other.
    stdin: { contents: [...entry, `if (require.main === module) require('./bin.js');`].join('\n'), resolveDir: '.' },
    format: 'cjs',
    minify: false,
    plugins: [fromMemory],
    write: false,
  });
  return `(function (exports, require, module) {${await lazyCommonJs(made.outputFiles[0].text, (path) => `require("./parts/${asPart(path)}")`, options)}})`;
}

const nameOf = (path) => path.replace(/\W/g, '_');
const asEntry = (path) => path.replace(/\.js$/, '');
const asPart = (path) => path.replace(/\.js$/, '.cjs');

/** Whole or not there: somebody may run the command line while it is built. */
function write(path, text) {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

/** `load` gives the expression that stands for a piece. */
async function lazyCommonJs(text, load, { target }) {
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target, logLevel: 'error' });
  const waiting = new Map();
  const lazy = code
    .replace(/^require\("\.[^"]+"\);\n/gm, '')
    .replace(/^(?:var| +) (import_\w+) = ((?:__toESM\()?require\("[^"]+"\)(?:, 1)?\)?);$/gm, (_, name, wanted) => {
      waiting.set(name, wanted);
      return '';
    })
    .replace(/^var ([\w$]+(?:, [\w$]+)*);$/gm, (_, names) => declared(names.split(', ').filter((name) => !waiting.has(name))))
    .replace(/\b(import_\w+)\b(?![$_])/g, (name) => (waiting.has(name) ? `${name}_.of` : name));
  const getters = [...waiting].map(([name, wanted]) => `var ${name}$, ${name}_ = { get of() { return ${name}$ ??= ${wanted}; } };\n`);
  const whole = (getters.join('') + lazy)
    .replace(/\bimport\("\.\/([^"]+)"\)/g, (_, path) => `Promise.resolve().then(() => ${load(path)})`)
    .replace(/require\("\.\/([^"]+\.js)"\)/g, (_, path) => load(path));
  return (await transform(whole, { minifyWhitespace: true, target, logLevel: 'error' })).code;
}

const declared = (names) => (names.length === 0 ? '' : `var ${names.join(', ')};`);
