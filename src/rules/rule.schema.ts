import { subjects } from '../model/fact.ts';
import { findingClasses, severities } from '../model/rule.ts';

const example = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  oneOf: [{ required: ['input'] }, { required: ['files'] }],
  properties: {
    name: { type: 'string', description: 'a sentence about behaviour' },
    input: { type: 'string', description: 'content of the one file, `manifest.yaml` unless `path` names it' },
    path: { type: 'string', description: 'name of the one file, where it matters' },
    files: { type: 'object', additionalProperties: { type: 'string' } },
    before: { type: 'object', additionalProperties: { type: 'string' }, description: 'earlier versions, for rules about changes' },
    earlier: {
      type: 'array',
      items: { type: 'object', additionalProperties: { type: 'string' } },
      description: 'versions before those, a commit each, oldest first',
    },
    config: { type: 'object', description: 'a configuration as in .sealgate.yaml' },
    at: {
      type: 'array',
      items: { type: 'string' },
      description: 'where the rule must report, and nowhere else: a JSON pointer, `line N`, or `path#pointer`',
    },
  },
} as const;

/** JSON Schema 2020-12 of a rule file; published as `schema/rule.schema.json`. */
export const ruleSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://sealgate.dev/schema/rule.schema.json',
  title: 'A sealgate rule',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'severity', 'class', 'subject', 'match', 'message', 'why', 'remedy', 'examples'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9-]+/[a-z0-9-]+$', description: 'equals the path of the file below its folder' },
    title: { type: 'string' },
    severity: { enum: severities },
    class: { enum: findingClasses },
    subject: { enum: subjects },
    match: { type: 'object', minProperties: 1, description: 'fact path to wanted value: a scalar, a list of them, or a JSON Schema' },
    message: { type: 'string', description: 'one sentence; {resource}, {key}, {mask}, {path} and {detail.word} are filled in' },
    why: { type: 'string' },
    remedy: { type: 'string' },
    references: { type: 'array', items: { type: 'string', pattern: '^https://' } },
    examples: {
      type: 'object',
      additionalProperties: false,
      required: ['fail', 'pass'],
      properties: {
        fail: { type: 'array', minItems: 1, items: { ...example, required: ['name', 'at'] } },
        pass: { type: 'array', minItems: 1, items: example },
        gaps: { type: 'array', items: example, description: 'known misses, which must still miss' },
      },
    },
  },
} as const;
