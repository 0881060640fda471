/**
 * Writes what is made from the rule files and schemas: the shipped rules with their compiled matchers, the published JSON
 * Schemas and the rule catalogue. `--check` writes nothing and fails when a file is not current.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { Rule } from '../src/model/rule.ts';
import { catalogue } from '../src/rules/catalogue.ts';
import { factsSchema } from '../src/rules/fact-paths.ts';
import { matchSchema } from '../src/rules/match-schema.ts';
import { ruleSchema } from '../src/rules/rule.schema.ts';
import { parseRule } from '../src/rules/rule-file.ts';
import { aspects } from '../src/systems/registry.ts';

const check = process.argv.includes('--check');
const stale: string[] = [];

const rules: Rule[] = readdirSync('rules', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => parseRule(readFileSync(`rules/${name}`, 'utf8'), name));

const plain = rules.map((rule) => ({ ...rule, examples: { fail: [], pass: [], gaps: [] } }));
emit(
  'src/rules/shipped.generated.ts',
  `// Made from rules/*.yaml by \`npm run generate\`.\nimport type { Rule } from '../model/rule.ts';\n\nexport const shipped = JSON.parse(${JSON.stringify(JSON.stringify(plain))}) as readonly Rule[];\n`,
);
emit('src/rules/matchers.generated.js', matchers(rules));
emit(
  'src/rules/matchers.generated.d.ts',
  `// Made by \`npm run generate\`.\nexport const matchers: Readonly<Record<string, (fact: unknown) => boolean>>;\n`,
);
emit('schema/rule.schema.json', json(ruleSchema));
emit('schema/facts.schema.json', json(factsSchema(aspects)));
emit('docs/rules.md', catalogue(rules));

if (stale.length > 0) {
  console.error(`not current, run \`npm run generate\`: ${stale.join(', ')}`);
  process.exit(1);
}

/** One module with a function for each rule, compiled by ajv: nothing is compiled when sealgate starts. */
function matchers(all: readonly Rule[]): string {
  const ajv = new Ajv2020({ code: { source: true, esm: true, lines: false }, strictTypes: false, strictRequired: false });
  const names: Record<string, string> = {};
  all.forEach((rule, index) => {
    ajv.addSchema(matchSchema(rule), `r${index}`);
    names[`r${index}`] = `r${index}`;
  });
  const code = all.length === 0 ? '' : standalone.default(ajv, names);
  if (/\brequire\(/.test(code)) throw new Error('a matcher needs a run-time part of ajv: use a keyword that compiles to plain code');
  const table = all.map((rule, index) => `${JSON.stringify(rule.id)}: r${index}`).join(',\n  ');
  return `// Made from rules/*.yaml by \`npm run generate\`.\n${code}\nexport const matchers = {\n  ${table}\n};\n`;
}

function emit(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  if (check) {
    stale.push(path);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
