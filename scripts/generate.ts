/**
 * Writes what is made from the rule files and schemas: the shipped rules, the published JSON
 * Schemas and the rule catalogue. `--check` writes nothing and fails when a file is not current.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { Rule } from '../src/model/rule.ts';
import { catalogue } from '../src/rules/catalogue.ts';
import { factsSchema } from '../src/rules/fact-paths.ts';
import { ruleSchema } from '../src/rules/rule.schema.ts';
import { parseRule } from '../src/rules/rule-file.ts';
import { aspects } from '../src/systems/registry.ts';

// Under ES modules the function of this CommonJS module is its member.
const standaloneCode = standalone.default;
const check = process.argv.includes('--check');
const stale: string[] = [];

const rules: Rule[] = readdirSync('rules', { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => parseRule(readFileSync(`rules/${name}`, 'utf8'), name));

// Apart, because a hook judges by the matches and a clean commit shows no text.
const matches = rules.map(({ id, severity, class: kind, subject, match }) => ({ id, severity, class: kind, subject, match }));
const texts = rules.map(({ id, title, message, why, remedy, references }) => [id, { title, message, why, remedy, references }]);
generated('shipped', 'shippedMatches', 'ShippedMatch', matches, 'readonly ShippedMatch[]');
generated('shipped-texts', 'shippedTexts', 'ShippedText', texts, 'readonly (readonly [string, ShippedText])[]');
emit('schema/rule.schema.json', json(ruleSchema));
emit('schema/facts.schema.json', json(factsSchema(aspects)));
emit('docs/rules.md', catalogue(rules));
for (const name of ['config', 'waivers']) emit(`src/gate/${name}-schema.generated.ts`, validator(`schema/${name}.schema.json`));

if (stale.length > 0) {
  console.error(`not current, run \`npm run generate\`: ${stale.join(', ')}`);
  process.exit(1);
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

function generated(name: string, constant: string, of: string, value: unknown, type: string): void {
  emit(
    `src/rules/${name}.generated.ts`,
    `// Made from rules/*.yaml by \`npm run generate\`.\nimport type { ${of} } from './shipped-rule.ts';\n\nexport const ${constant} = JSON.parse(${JSON.stringify(JSON.stringify(value))}) as ${type};\n`,
  );
}

/** A schema as a program: compiling it anew in every hook that finds a configuration takes longer than reading what is staged. */
function validator(file: string): string {
  const ajv = new Ajv2020({ allErrors: true, strict: false, code: { source: true, esm: true } });
  const code = standaloneCode(ajv, ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object));
  const imports: string[] = [];
  // What it needs of ajv is asked for by require, which an ES module does not have.
  const linked = code.replace(/const (\w+) = require\("(ajv\/dist\/runtime\/\w+)"\)\.default;/g, (_, name: string, path: string) => {
    imports.push(`import ${name}Module from '${path}.js';`);
    return `const ${name} = ${name}Module.default ?? ${name}Module;`;
  });
  if (/\brequire\(/.test(linked)) throw new Error(`${file}: the validator needs something by require`);
  return [
    `// @ts-nocheck`,
    `// Made from ${file} by \`npm run generate\`.`,
    ...imports,
    linked.replace('"use strict";', '').trim(),
    '',
  ].join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
