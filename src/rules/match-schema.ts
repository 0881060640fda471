import { Failure } from '../model/failure.ts';
import type { Rule } from '../model/rule.ts';
import { factPath } from './fact-paths.ts';

type Json = Record<string, unknown>;

/**
 * The JSON Schema a rule's `match` stands for: a scalar means equal, a list any of, a mapping is a JSON Schema for that
 * fact. A fact that is a list is matched by what it contains. Throws a Failure for a path that is no fact.
 */
export function matchSchema(rule: Pick<Rule, 'id' | 'subject' | 'match'>): Json {
  const schema: Json = { type: 'object', properties: {}, required: [] };
  constrain(schema, ['subject'], { const: rule.subject });
  for (const [path, wanted] of Object.entries(rule.match)) {
    const fact = factPath(path, rule.subject);
    if (fact === null) {
      throw new Failure(
        'rule',
        'unknown-fact',
        `rule ${rule.id}: match names '${path}', which is no fact of a ${rule.subject}; see \`sealgate facts --list\``,
      );
    }
    checkWords(rule.id, path, wanted, fact.values);
    const one = wantedSchema(wanted);
    constrain(schema, path.split('.'), fact.type === 'list' ? { type: 'array', contains: one } : one);
  }
  return schema;
}

/** How many facts a rule constrains: the more, the more specific it is. */
export function specificity(rule: Pick<Rule, 'match'>): number {
  return Object.keys(rule.match).length;
}

function wantedSchema(wanted: unknown): Json {
  if (Array.isArray(wanted)) return { enum: wanted };
  if (typeof wanted === 'object' && wanted !== null) return wanted as Json;
  return { const: wanted };
}

function checkWords(id: string, path: string, wanted: unknown, values: readonly string[] | undefined): void {
  if (values === undefined) return;
  for (const word of Array.isArray(wanted) ? wanted : [wanted]) {
    if (typeof word === 'string' && !values.includes(word)) {
      throw new Failure('rule', 'unknown-word', `rule ${id}: '${path}' is never '${word}'; accepted: ${values.join(', ')}`);
    }
  }
}

function constrain(schema: Json, path: readonly string[], wanted: Json): void {
  const [head = '', ...rest] = path;
  const properties = schema['properties'] as Json;
  const required = schema['required'] as string[];
  if (!required.includes(head)) required.push(head);
  if (rest.length === 0) {
    properties[head] = wanted;
    return;
  }
  properties[head] ??= { type: 'object', properties: {}, required: [] };
  constrain(properties[head] as Json, rest, wanted);
}
