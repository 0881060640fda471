import { containers, protections, type Subject, subjects, weaknesses } from '../model/fact.ts';
import { verdicts } from '../model/sensitivity.ts';

/** Type of a fact as a rule sees it; `list` facts are matched by what they contain. */
type FactType = 'word' | 'flag' | 'list';

interface FactPath {
  readonly type: FactType;
  readonly subjects: 'all' | 'value';
  readonly values?: readonly string[];
  readonly says: string;
}

/**
 * Everything a rule can match on: a closed set. A path that is not here (below `detail.` any word goes) is an error when a
 * rule loads, and a user's rule never widens what is looked at. `schema/facts.schema.json` is made from this table.
 */
export const factPaths: Readonly<Record<string, FactPath>> = {
  system: { type: 'word', subjects: 'all', says: 'the secret system that found it (`core`, `sops`, `sealed-secrets` ...)' },
  aspect: { type: 'word', subjects: 'all', says: 'what is being said, a word of the system’s own list' },
  key: { type: 'word', subjects: 'all', says: 'what a person calls the value: a data key, a variable' },
  keyPath: { type: 'word', subjects: 'all', says: 'dotted path inside the resource or document' },
  'resource.apiVersion': { type: 'word', subjects: 'all', says: 'apiVersion of the object it belongs to' },
  'resource.kind': { type: 'word', subjects: 'all', says: 'kind of the object it belongs to' },
  'resource.namespace': { type: 'word', subjects: 'all', says: 'namespace as written in the manifest' },
  'resource.name': { type: 'word', subjects: 'all', says: 'name as written in the manifest' },
  example: { type: 'flag', subjects: 'all', says: 'the path says example, sample or template' },
  test: { type: 'flag', subjects: 'all', says: 'the path is below a folder of tests or fixtures' },
  container: { type: 'word', subjects: 'value', values: containers, says: 'the kind of place the value stands in' },
  protection: { type: 'word', subjects: 'value', values: protections, says: 'what protects the value' },
  damage: { type: 'word', subjects: 'value', says: 'how ciphertext is broken' },
  layers: { type: 'list', subjects: 'value', says: 'what was taken off to reach the value' },
  envelope: { type: 'word', subjects: 'value', says: 'the envelope that covers some values of its document' },
  selected: { type: 'flag', subjects: 'value', says: 'the envelope’s own selector covers this value' },
  'sensitivity.verdict': { type: 'word', subjects: 'value', values: verdicts, says: 'whether it is a secret' },
  'sensitivity.shape': { type: 'word', subjects: 'value', says: 'what its characters look like' },
  'sensitivity.token': { type: 'word', subjects: 'value', says: 'the provider’s token format it has' },
  weakness: { type: 'list', subjects: 'value', values: weaknesses, says: 'weaknesses of the value or its encoding' },
  liveExport: { type: 'word', subjects: 'value', says: 'the system whose marker says it was copied from a cluster' },
  read: { type: 'word', subjects: 'value', values: ['parsed', 'template', 'lines'], says: 'how its document was read' },
};

/** The entry for a dotted path under a subject; null: there is no such fact. */
export function factPath(path: string, subject: Subject): FactPath | null {
  if (/^detail\.[A-Za-z][A-Za-z0-9]*$/.test(path)) return { type: 'word', subjects: 'all', says: 'a word or number of the finding' };
  const found = Object.hasOwn(factPaths, path) ? factPaths[path] : undefined;
  if (found === undefined || (found.subjects === 'value' && subject !== 'value')) return null;
  return found;
}

/** JSON Schema 2020-12 of one fact, as published. */
export function factsSchema(aspects: Readonly<Record<string, readonly string[]>>): unknown {
  const properties: Record<string, unknown> = { subject: { enum: subjects } };
  for (const [path, fact] of Object.entries(factPaths)) place(properties, path.split('.'), schemaOf(fact));
  properties['system'] = { enum: Object.keys(aspects) };
  properties['aspect'] = {
    description: 'what is being said, a word of the system’s own list',
    enum: [...new Set(Object.values(aspects).flat())].sort(),
  };
  properties['detail'] = { type: 'object', additionalProperties: { type: ['string', 'number'] } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://sealgate.dev/schema/facts.schema.json',
    title: 'A fact that sealgate rules match on',
    type: 'object',
    properties,
  };
}

function schemaOf(fact: FactPath): Record<string, unknown> {
  const description = fact.says;
  switch (fact.type) {
    case 'word':
      return fact.values ? { description, enum: fact.values } : { description, type: ['string', 'null'] };
    case 'flag':
      return { description, type: ['boolean', 'null'] };
    case 'list':
      return { description, type: 'array', items: fact.values ? { enum: fact.values } : { type: 'string' } };
  }
}

function place(properties: Record<string, unknown>, path: readonly string[], schema: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    properties[head] = schema;
    return;
  }
  properties[head] ??= { type: ['object', 'null'], properties: {} };
  const inner = properties[head] as { properties: Record<string, unknown> };
  place(inner.properties, rest, schema);
}
