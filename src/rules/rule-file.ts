import { load, YAMLException } from 'js-yaml';
import { Failure } from '../model/failure.ts';
import { ruleId } from '../model/ids.ts';
import type { Example, Rule } from '../model/rule.ts';
import { ruleSchema } from './rule.schema.ts';
import { validator } from './validator.ts';

/** Reads one rule file. `name` is its path below the rules' folder, for messages and to hold its id to. */
export function parseRule(text: string, name: string): Rule {
  const raw = parse(text, name);
  const problem = validator(ruleSchema)(raw);
  if (problem !== null) throw new Failure('rule', 'invalid-rule', `rule file ${name}: ${problem}`);
  const file = raw as RuleFile;
  const expected = name.replace(/\.ya?ml$/, '').replaceAll('\\', '/');
  if (!expected.endsWith(file.id))
    throw new Failure('rule', 'rule-id', `rule file ${name}: its id must be '${expected}', not '${file.id}'`);
  const late = /\{detail\.[^}]*\}/.exec(`${file.why} ${file.remedy}`)?.[0];
  if (late !== undefined)
    throw new Failure('rule', 'rule-blank', `rule file ${name}: ${late} is filled in the message only, not in why and remedy`);
  return {
    id: ruleId(file.id),
    title: file.title,
    severity: file.severity,
    class: file.class,
    subject: file.subject,
    match: file.match,
    message: file.message.trim(),
    why: file.why.trim(),
    remedy: file.remedy.trim(),
    references: file.references ?? [],
    examples: {
      fail: file.examples.fail.map(example),
      pass: file.examples.pass.map(example),
      gaps: (file.examples.gaps ?? []).map(example),
    },
  };
}

function parse(text: string, name: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    throw new Failure('rule', 'rule-syntax', `rule file ${name}, line ${line}: not valid YAML`);
  }
}

function example(raw: RawExample): Example {
  return {
    name: raw.name,
    files: raw.files ?? { [raw.path ?? 'manifest.yaml']: raw.input ?? '' },
    before: raw.before ?? {},
    earlier: raw.earlier ?? [],
    config: raw.config ?? {},
    at: raw.at ?? [],
  };
}

interface RawExample {
  readonly name: string;
  readonly input?: string;
  readonly path?: string;
  readonly files?: Record<string, string>;
  readonly before?: Record<string, string>;
  readonly earlier?: readonly Record<string, string>[];
  readonly config?: Record<string, unknown>;
  readonly at?: readonly string[];
}

interface RuleFile extends Omit<Rule, 'examples' | 'references'> {
  readonly references?: readonly string[];
  readonly examples: { readonly fail: readonly RawExample[]; readonly pass: readonly RawExample[]; readonly gaps?: readonly RawExample[] };
}
