/** The architecture's table of layers, held against the imports of src/. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from './support/suite.ts';

/** Each layer, and the layers it may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  text: ['model'],
  git: ['model', 'text'],
  manifest: ['model', 'text'],
  sensitivity: ['model', 'text', 'manifest'],
  systems: ['model', 'text', 'manifest', 'sensitivity'],
  rules: ['model', 'text', 'manifest', 'sensitivity', 'systems'],
  scan: ['model', 'text', 'manifest', 'sensitivity', 'systems', 'rules'],
  gate: ['model', 'text', 'manifest', 'sensitivity', 'systems', 'rules', 'scan'],
  incident: ['model', 'text', 'manifest', 'sensitivity', 'systems', 'scan'],
  report: ['model', 'text'],
  commands: ['model', 'text', 'git', 'manifest', 'sensitivity', 'systems', 'rules', 'scan', 'gate', 'incident', 'report', 'version'],
  doors: ['model', 'commands', 'rules', 'scan', 'gate', 'report', 'incident', 'systems', 'text', 'git', 'version'],
  version: [],
};

/** Packages that only one folder may name. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'js-yaml': ['manifest', 'rules', 'gate', 'incident'],
  minimatch: ['text'],
  re2js: ['text'],
  'simple-git': ['git'],
  openpgp: ['incident'],
  'age-encryption': ['incident'],
  ajv: ['rules', 'gate'],
};

const pure = ['model', 'text', 'manifest', 'sensitivity', 'systems', 'rules', 'scan', 'gate', 'incident', 'report'];
/** Node's modules that a pure layer has no business with. */
const impure = /^node:(fs|child_process|process|os|net|http|https|worker_threads|readline|timers)/;

const files = readdirSync('src', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => /\.ts$/.test(name) && !name.endsWith('.d.ts'));

const textOf = (file: string): string => readFileSync(join('src', file), 'utf8');

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = files.flatMap((from) => {
  return [...textOf(from).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => ({ from, to: match[1] ?? '' }));
});

suite('layers', (test) => {
  test('every file stands in a layer', () => {
    assert.equal(
      files.filter((file) => mayImport[layerOf(file)] === undefined),
      [],
    );
  });

  test('a layer imports only the layers it may', () => {
    const wrong = relatives().filter(({ from, to }) => layerOf(from) !== layerOf(to) && !mayImport[layerOf(from)]?.includes(layerOf(to)));
    assert.equal(wrong.map(shown), []);
  });

  test('nobody imports a door', () => {
    assert.equal(
      relatives()
        .filter(({ from, to }) => layerOf(to) === 'doors' && layerOf(from) !== 'doors')
        .map(shown),
      [],
    );
  });

  test('a package is named where it belongs', () => {
    const wrong = imports.filter(({ from, to }) => {
      const owners = packages[to.split('/')[0] ?? ''];
      return owners !== undefined && !owners.includes(layerOf(from));
    });
    assert.equal(wrong.map(shown), []);
  });

  test('pure layers touch no files, processes or clocks', () => {
    const wrong = imports.filter(({ from, to }) => pure.includes(layerOf(from)) && impure.test(to));
    assert.equal(wrong.map(shown), []);
    const clocks = files.filter(
      (file) => pure.includes(layerOf(file)) && /\bDate\.now\(|\bnew Date\(\)|\bprocess\.(env|argv|exit|std)/.test(textOf(file)),
    );
    assert.equal(clocks, []);
  });

  test('nothing is exported that nobody imports', () => {
    const wanted = new Set(importedNames());
    const exported = files
      .filter((file) => file !== 'index.ts' && !wanted.has(`${file} *`))
      .flatMap((file) => [...textOf(file).matchAll(exportedName)].map((match) => `${file} ${match[1]}`));
    assert.equal(
      exported.filter((name) => !wanted.has(name)),
      [],
    );
  });

  test('there is no cycle, not even of types', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of relatives()) edges.set(from, [...(edges.get(from) ?? []), to]);
    assert.equal(cycle(edges), []);
  });
});

const exportedName = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm;

/** `file name` of everything that something imports by name, from wherever in the repository; `file *` where a module is taken whole. */
function* importedNames(): Generator<string> {
  for (const root of ['src', 'action', 'scripts', 'bench', 'test']) {
    for (const entry of readdirSync(root, { recursive: true })) {
      const from = join(root, String(entry));
      if (!/\.m?ts$/.test(from)) continue;
      const text = readFileSync(from, 'utf8');
      const fileOf = (to = ''): string => relative('src', join(dirname(from), to)).replaceAll('\\', '/');
      for (const [, names = '', to] of [...text.matchAll(atStart), ...text.matchAll(late)])
        for (const name of names.split(',')) yield `${fileOf(to)} ${/\w+/.exec(name.replace(/\btype /, ''))?.[0]}`;
      for (const [, to, name] of text.matchAll(lateMember)) yield `${fileOf(to)} ${name}`;
      for (const [, to] of text.matchAll(whole)) yield `${fileOf(to)} *`;
    }
  }
}

const atStart = /^(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']+)'/gm;
const late = /const \{([^}]*)\} = await import\('(\.[^']+)'\)/g;
const lateMember = /\(await import\('(\.[^']+)'\)\)\.(\w+)/g;
const whole = /\(\) => import\('(\.[^']+)'\)/g;

function layerOf(file: string): string {
  if (file === 'version.ts') return 'version';
  return file.includes('/') ? (file.split('/')[0] ?? '') : 'doors';
}

function relatives(): Import[] {
  return imports
    .filter(({ to }) => to.startsWith('.'))
    .map(({ from, to }) => ({ from, to: normalize(join(dirname(from), to)).replaceAll('\\', '/') }))
    .filter(({ to }) => !to.startsWith('..'));
}

const shown = ({ from, to }: Import): string => `${from} -> ${to}`;

/** The first cycle found, as a list of files; [] when there is none. */
function cycle(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const found = visit(next);
      if (found.length > 0) return found;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of edges.keys()) {
    const found = visit(file);
    if (found.length > 0) return found;
  }
  return [];
}
