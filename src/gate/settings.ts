import type { ErrorObject } from 'ajv/dist/2020.js';
import { Failure } from '../model/failure.ts';
import type { Pointer } from '../model/ids.ts';
import { steps } from '../model/pointer.ts';
import { type Located, parseLocated } from './located.ts';
import { nearest } from './nearest.ts';

/** A schema, and the program that was made of it. */
interface Form {
  readonly schema: object;
  readonly validate: { (data: unknown): boolean; errors?: null | ErrorObject[] };
}

/** Reads a YAML file of the gate's own and holds it to its schema. Throws a Failure that names file, line and what is accepted. */
export function parseSettings(text: string, file: string, { schema, validate }: Form): Located {
  const located = parseLocated(text, file);
  if (validate(located.data)) return located;
  const problems = (validate.errors ?? []).filter((error) => error.keyword !== 'if' && error.keyword !== 'propertyNames');
  const lines = problems.map((error) => ({ error, line: located.lineOf(pointerOf(error)) })).sort((a, b) => a.line - b.line);
  const first = lines[0];
  if (first === undefined) throw new Failure('configuration', 'invalid', `${file} is not valid`);
  const more = lines.length === 1 ? '' : ` (and ${lines.length - 1} more)`;
  throw new Failure('configuration', 'invalid', `${file}, line ${first.line}: ${sentence(first.error, schema)}${more}`);
}

/** Where the offending member stands: an unknown member itself, not the mapping that holds it. */
function pointerOf(error: ErrorObject): string {
  const name = error.keyword === 'additionalProperties' ? error.params['additionalProperty'] : error.propertyName;
  return typeof name === 'string' ? `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : error.instancePath;
}

function sentence(error: ErrorObject, schema: object): string {
  const at = steps(error.instancePath as Pointer).join('.') || 'the file';
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownMember(String(params['additionalProperty']), memberNames(schema, error.schemaPath));
    case 'required':
      return `${at} lacks '${String(params['missingProperty'])}'`;
    case 'enum':
      return `${at} must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'const':
      return `${at} must be ${String(params['allowedValue'])}`;
    case 'type':
      return `${at} must be ${wordsFor(params['type'])}`;
    case 'minItems':
      return `${at} must not be empty`;
    case 'pattern':
      return error.propertyName === undefined
        ? `${at} has not the expected form (${String(params['pattern'])})`
        : `'${shown(error.propertyName)}' is no rule; expected is an id such as core/secret-data, or a pattern such as core/*`;
    default:
      return `${at} ${error.message ?? 'is not valid'}`;
  }
}

function unknownMember(name: string, accepted: readonly string[]): string {
  const close = nearest(name, accepted);
  const hint = close === null ? '' : `; did you mean '${close}'?`;
  return `unknown member '${shown(name)}'${hint || '; '}${hint === '' ? '' : ' '}accepted: ${accepted.join(', ')}`;
}

/** The members that the schema accepts where it refused one: `schemaPath` leads to its `additionalProperties`. */
function memberNames(schema: object, schemaPath: string): readonly string[] {
  let at: unknown = schema;
  for (const step of steps(schemaPath.slice(1) as Pointer).slice(0, -1)) at = (at as Record<string, unknown> | undefined)?.[step];
  const properties = (at as { properties?: object } | undefined)?.properties;
  return Object.keys(properties ?? {});
}

function wordsFor(type: unknown): string {
  const names: Record<string, string> = { array: 'a list', object: 'a mapping', string: 'a word', integer: 'a whole number' };
  return [type]
    .flat()
    .map((one) => names[String(one)] ?? `a ${String(one)}`)
    .join(' or ');
}

const shown = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}...` : name);
