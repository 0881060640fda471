import { transform } from 'esbuild';

/**
 * An ES module as CommonJS whose every `require` waits for the first use of what it gives, as do the objects that name what its
 * modules export. `load` gives the expression that stands for what is imported under a name.
 */
export async function lazyCommonJs(text, load, { target }) {
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target, logLevel: 'error' });
  // By name: the function that is called for it. What several modules import waits once.
  const waiting = new Map();
  const functions = new Map();
  const isOurs = (name) => !name.startsWith('node:');
  const expression = (wanted) => wanted.replace(/require\("([^"]+)"\)/, (all, name) => (isOurs(name) ? load(name) : all));
  const lazy = code
    .replace(/^require\("\.[^"]+"\);\n/gm, '')
    .replace(/^(?:var| +) (import_\w+) = ((?:__toESM\d*\()?require\("[^"]+"\)(?:, 1)?\)?);$/gm, (_, name, wanted) => {
      if (!functions.has(wanted)) functions.set(wanted, `${name}_`);
      waiting.set(name, functions.get(wanted));
      return '';
    })
    .replace(/^var ([\w$]+(?:, [\w$]+)*);$/gm, (_, names) => declared(names.split(', ').filter((name) => !waiting.has(name))))
    .replace(/^var (\w+_exports\d*) = \{\};\n__export\(\1, (\{\n[\s\S]*?\n\})\);$/gm, (_, name, exported) => {
      waiting.set(name, `${name}_`);
      return `var ${name}$;\nfunction ${name}_() {\n  if (!${name}$) __export(${name}$ = {}, ${exported});\n  return ${name}$;\n}`;
    })
    .replace(/\b(import_\w+|\w+_exports\d*)\b(?![$_])/g, (name) => (waiting.has(name) ? `(${waiting.get(name)}())` : name));
  const getters = [...functions].map(
    ([wanted, name]) => `var ${name}$;\nfunction ${name}() { return ${name}$ ??= ${expression(wanted)}; }\n`,
  );
  return (getters.join('') + lazy)
    .replace(/\bimport\("([^"]+)"\)/g, (all, name) => (isOurs(name) ? `Promise.resolve().then(() => ${load(name)})` : all))
    .replace(/require\("(\.[^"]+)"\)/g, (_, name) => load(name));
}

const declared = (names) => (names.length === 0 ? '' : `var ${names.join(', ')};`);
