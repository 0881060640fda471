import { transform } from 'esbuild';

/**
 * An ES module as CommonJS whose every `require` waits for the first use of what it gives. `load` gives the expression that stands
 * for what is imported under a name.
 */
export async function lazyCommonJs(text, load, { target }) {
  const { code } = await transform(text, { format: 'cjs', platform: 'node', target, logLevel: 'error' });
  const waiting = new Map();
  const isOurs = (name) => !name.startsWith('node:');
  const expression = (wanted) => wanted.replace(/require\("([^"]+)"\)/, (all, name) => (isOurs(name) ? load(name) : all));
  const lazy = code
    .replace(/^require\("\.[^"]+"\);\n/gm, '')
    .replace(/^(?:var| +) (import_\w+) = ((?:__toESM\d*\()?require\("[^"]+"\)(?:, 1)?\)?);$/gm, (_, name, wanted) => {
      waiting.set(name, expression(wanted));
      return '';
    })
    .replace(/^var ([\w$]+(?:, [\w$]+)*);$/gm, (_, names) => declared(names.split(', ').filter((name) => !waiting.has(name))))
    .replace(/\b(import_\w+)\b(?![$_])/g, (name) => (waiting.has(name) ? `${name}_.of` : name));
  const getters = [...waiting].map(([name, wanted]) => `var ${name}$, ${name}_ = { get of() { return ${name}$ ??= ${wanted}; } };\n`);
  return (getters.join('') + lazy)
    .replace(/\bimport\("([^"]+)"\)/g, (all, name) => (isOurs(name) ? `Promise.resolve().then(() => ${load(name)})` : all))
    .replace(/require\("(\.[^"]+)"\)/g, (_, name) => load(name));
}

const declared = (names) => (names.length === 0 ? '' : `var ${names.join(', ')};`);
