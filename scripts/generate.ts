/**
 * Writes what is made from the rule files and schemas: the shipped rules, the published JSON
 * Schemas and the rule catalogue. `--check` writes nothing and fails when a file is not current.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rule } from '../src/model/rule.ts';
import { catalogue } from '../src/rules/catalogue.ts';
import { factsSchema } from '../src/rules/fact-paths.ts';
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

// Apart, because a hook judges by the matches and a clean commit shows no text.
const matches = rules.map(({ id, severity, class: kind, subject, match }) => ({ id, severity, class: kind, subject, match }));
const texts = rules.map(({ id, title, message, why, remedy, references }) => [id, { title, message, why, remedy, references }]);
generated('shipped', 'shippedMatches', 'ShippedMatch', matches, 'readonly ShippedMatch[]');
generated('shipped-texts', 'shippedTexts', 'ShippedText', texts, 'readonly (readonly [string, ShippedText])[]');
emit('schema/rule.schema.json', json(ruleSchema));
emit('schema/facts.schema.json', json(factsSchema(aspects)));
emit('docs/rules.md', catalogue(rules));

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

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
