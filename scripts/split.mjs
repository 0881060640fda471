// Bundles the command line: `bin.cjs`, which starts it; `core`, all that a usual commit evaluates; `rest`, what other commits need
// beside it; and parts, for other commands and for what few repositories have. Core and rest are a file each, which V8 can be handed
// compiled (src/kept-code.ts). What stands in another file is read and evaluated when something of it is first used: neither the
// sweep nor the systems of which a commit has nothing cost it anything.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { build, transform } from 'esbuild';
import { lazyCommonJs } from './lazy.mjs';
import { evaluatedByUsualCommit } from './usual-commit.mjs';

/** What hooks and scans of few files run. */
const started = [
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
/** Parts of their own although the rest imports them: few repositories need them. */
const apart = [
  'src/text/regexp.ts',
  'src/gate/settings.ts',
  'src/rules/validator.ts',
  'src/text/glob.ts',
  'src/rules/shipped-texts.generated.ts',
  'src/gate/config-schema.generated.ts',
  'src/gate/waivers-schema.generated.ts',
];
const thread = 'src/commands/judging-thread.ts';
/** Of the core what loads the rest. */
const loader = 'src/rest.ts';

export async function splitBundle(options, folder) {
  const modules = await modulesOf(options);
  const hot = await evaluatedByUsualCommit(
    options,
    [...modules.keys()].filter((path) => path.endsWith('.ts')),
  );
  for (const path of reached(modules, [loader])) hot.add(path);
  const cold = [...reached(modules, [...started, ...hot])].filter((path) => !hot.has(path));
  // There is one copy of a package: in the rest, when something in it or in the core imports it.
  const rest = new Set([...cold, ...[...cold, ...hot].flatMap((path) => modules.get(path)?.packages ?? [])]);
  const placeOf = (name) => (hot.has(name) ? 'core' : rest.has(name) ? 'rest' : 'parts');
  const parts = await partsOf(modules, placeOf, options);

  const ways = {
    core: { core: 'exports', rest: 'exports.rest()', parts: './parts/' },
    rest: { core: 'module.exports.core()', rest: 'exports', parts: './parts/' },
    parts: { core: 'require("../bin.cjs").core()', rest: 'require("../bin.cjs").rest()', parts: './' },
  };
  const load = (from) => (name) => {
    if (!name.startsWith('./')) return `require("${name}")`;
    const path = name.slice(2);
    const place = placeOf(path);
    return place === 'parts' ? `require("${ways[from].parts}${parts.fileOf(path)}")` : `${ways[from][place]}.${nameOf(path)}`;
  };
  const asked = importedBy(modules, (path) => placeOf(path) !== 'core');
  const restFile = await asOne(rest, '', placeOf, load('rest'), options);
  const shared = [...hot].filter((path) => asked.has(path));
  const define = { ...options.define, SEALGATE_REST: JSON.stringify(restFile.name) };
  const head = `require('./${loader}'); exports.run = () => require('./src/bin.ts');`;
  const coreFile = await asOne(shared, head, placeOf, load('core'), { ...options, define });
  const start = await build({
    ...options,
    entryPoints: ['src/start.ts'],
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    define: { ...options.define, SEALGATE_CORE: JSON.stringify(coreFile.name) },
    write: false,
  });

  const folderOfParts = join(folder, 'parts');
  mkdirSync(folderOfParts, { recursive: true });
  const files = [coreFile, restFile];
  for (const { name, text } of parts.files)
    files.push({ name, text: await small(await lazyCommonJs(text, load('parts'), options), options) });
  for (const { name, text } of files) write(join(folderOfParts, name), text);
  write(join(folder, 'bin.cjs'), start.outputFiles[0].text);
  const names = new Set(files.map(({ name }) => name));
  for (const one of readdirSync(folderOfParts)) if (!names.has(one)) rmSync(join(folderOfParts, one), { recursive: true, force: true });
}

/** By path from the top of the project: what each module of the command line imports. */
async function modulesOf(options) {
  const { metafile } = await build({
    ...options,
    entryPoints: ['src/bin.ts', thread, loader],
    outdir: 'parts',
    write: false,
    metafile: true,
  });
  const isOurs = (path) => !path.includes('node_modules/');
  return new Map(
    Object.entries(metafile.inputs)
      .filter(([path]) => isOurs(path))
      .map(([path, { imports }]) => {
        const internal = imports.filter((one) => !one.external);
        const ours = internal.filter((one) => isOurs(one.path));
        return [
          path,
          {
            static: ours.filter(({ kind }) => kind === 'import-statement').map((one) => one.path),
            dynamic: ours.filter(({ kind }) => kind === 'dynamic-import').map((one) => one.path),
            packages: internal.filter((one) => !isOurs(one.path)).map(({ original }) => original),
          },
        ];
      }),
  );
}

/** All that is imported from there on, but what stands apart. */
function reached(modules, from) {
  const found = new Set();
  const take = (path) => {
    if (found.has(path) || apart.includes(path)) return;
    found.add(path);
    for (const to of modules.get(path)?.static ?? []) take(to);
  };
  for (const path of from) take(path);
  return found;
}

function importedBy(modules, isImporter) {
  const importers = [...modules].filter(([path]) => isImporter(path)).map(([, module]) => module);
  return new Set(importers.flatMap((module) => [...module.static, ...module.dynamic]));
}

/** What stands neither in the core nor in the rest, in as many files as have different users. */
async function partsOf(modules, placeOf, options) {
  const dynamic = [...modules.values()].flatMap((module) => module.dynamic);
  const entries = [...new Set([...apart, ...dynamic, thread])].filter((path) => placeOf(path) === 'parts');
  const made = await build({
    ...options,
    entryPoints: entries,
    format: 'esm',
    splitting: true,
    outdir: 'parts',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    plugins: [only('parts', placeOf, options)],
  });
  const named = new Map();
  for (const [path, { entryPoint }] of Object.entries(made.metafile.outputs))
    if (entryPoint !== undefined) named.set(entryPoint, asPart(path));
  named.set(thread, 'judging-thread.cjs');
  const names = new Map(
    Object.entries(made.metafile.outputs).map(([path, { entryPoint }]) => [basename(path), named.get(entryPoint) ?? asPart(path)]),
  );
  return {
    files: made.outputFiles.map(({ path, text }) => ({ name: names.get(basename(path)), text })),
    fileOf: (path) => named.get(path) ?? asPart(path),
  };
}

/** Modules as one function of CommonJS, which exports them by name and evaluates each when it is asked for. */
async function asOne(paths, head, placeOf, load, options) {
  const [first] = paths;
  const place = placeOf(first);
  const getters = [...paths].map((path) => {
    const name = path.includes('/') && existsSync(path) ? `./${path}` : path;
    return `get ${nameOf(path)}() { return require('${name}'); },`;
  });
  // What the core shares is asked for by the others alone, of which most commits load none.
  const shared =
    place === 'core'
      ? 'let shared; exports.core = () => (shared ??= table());'
      : 'Object.defineProperties(exports, Object.getOwnPropertyDescriptors(table()));';
  const made = await build({
    ...options,
    stdin: { contents: [`const table = () => ({`, ...getters, '});', shared, head].join('\n'), resolveDir: '.' },
    format: 'cjs',
    minify: false,
    plugins: [only(place, placeOf, options)],
    write: false,
  });
  const whole = `var whole = function (exports, require, module) {${await lazyCommonJs(made.outputFiles[0].text, load, options)}};`;
  // An expression that nobody uses would be left out.
  const text = (await small(whole, options)).replace(/^var whole=([\s\S]*?);\s*$/, '($1)');
  return { name: `${place}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.cjs`, text };
}

/** Bundles what has its place here, and leaves the rest to be loaded. */
const only = (place, placeOf, { external = [] }) => ({
  name: 'places',
  setup(on) {
    on.onResolve({ filter: /^[^/]/ }, ({ path, resolveDir, kind, importer }) => {
      if (kind === 'entry-point' || path.startsWith('node:') || external.includes(path) || importer.includes('node_modules'))
        return undefined;
      const name = path.startsWith('.') ? relative('.', resolve(resolveDir, path)).replaceAll('\\', '/') : path;
      return placeOf(name) === place ? undefined : { path: `./${name}`, external: true };
    });
  },
});

const small = async (text, { target, minify = false }) =>
  (await transform(text, { minify, minifyWhitespace: true, target, logLevel: 'error' })).code;
const nameOf = (path) => path.replace(/\W/g, '_');
const asPart = (path) => basename(path).replace(/\.js$/, '.cjs');

/** Whole or not there: somebody may run the command line while it is built. */
function write(path, text) {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
