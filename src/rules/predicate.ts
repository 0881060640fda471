import { Failure } from '../model/failure.ts';

type Test = (value: unknown) => boolean;
type Schema = Readonly<Record<string, unknown>>;

/**
 * Compiles the JSON Schema of a match into a function. It knows the keywords that say something of one fact, and refuses any
 * other when the rule loads; `test/rules/predicate.test.ts` holds it to ajv's answers. Compiling all shipped rules so takes
 * well under a millisecond, which a hook can afford and ajv's compiler cannot.
 */
export function predicate(schema: Schema, where: string): Test {
  const tests = Object.entries(schema).flatMap(([keyword, wanted]) => {
    const make = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (make === undefined) {
      throw new Failure(
        'rule',
        'unknown-keyword',
        `${where}: '${keyword}' is not understood; accepted: ${Object.keys(keywords).join(', ')}`,
      );
    }
    return make(wanted, schema, where) ?? [];
  });
  const [first] = tests;
  if (first === undefined) return () => true;
  return tests.length === 1 ? first : (value) => tests.every((test) => test(value));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each keyword of JSON Schema 2020-12 as it is defined there: one about strings says nothing of a number. */
const keywords: Readonly<Record<string, (wanted: unknown, schema: Schema, where: string) => Test | null>> = {
  const: (wanted) => (value) => value === wanted,
  enum: (wanted) => {
    const words = new Set(wanted as unknown[]);
    return (value) => words.has(value);
  },
  type: (wanted) => {
    const names = [wanted].flat().map(String);
    return (value) => names.some((name) => isType(value, name));
  },
  properties: (wanted, _schema, where) => {
    const tests = Object.entries(wanted as Record<string, Schema>).map(([name, inner]) => [name, predicate(inner, where)] as const);
    return (value) => !isObject(value) || tests.every(([name, test]) => !Object.hasOwn(value, name) || test(value[name]));
  },
  required: (wanted) => {
    const names = wanted as string[];
    return (value) => !isObject(value) || names.every((name) => Object.hasOwn(value, name));
  },
  contains: (wanted, _schema, where) => {
    const test = predicate(wanted as Schema, where);
    return (value) => !Array.isArray(value) || value.some(test);
  },
  pattern: (wanted) => {
    const pattern = new RegExp(String(wanted), 'u');
    return (value) => typeof value !== 'string' || pattern.test(value);
  },
  minLength: (wanted) => (value) => typeof value !== 'string' || value.length >= Number(wanted),
  maxLength: (wanted) => (value) => typeof value !== 'string' || value.length <= Number(wanted),
  minimum: (wanted) => (value) => typeof value !== 'number' || value >= Number(wanted),
  maximum: (wanted) => (value) => typeof value !== 'number' || value <= Number(wanted),
  not: (wanted, _schema, where) => {
    const test = predicate(wanted as Schema, where);
    return (value) => !test(value);
  },
  anyOf: (wanted, _schema, where) => {
    const tests = (wanted as Schema[]).map((inner) => predicate(inner, where));
    return (value) => tests.some((test) => test(value));
  },
  allOf: (wanted, _schema, where) => {
    const tests = (wanted as Schema[]).map((inner) => predicate(inner, where));
    return (value) => tests.every((test) => test(value));
  },
};

function isType(value: unknown, name: string): boolean {
  switch (name) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === name;
  }
}
