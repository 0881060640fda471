import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/**
 * Compiles a JSON Schema at run time: for users' own rules and for tests; shipped rules are compiled when sealgate is built.
 * The result gives null, or one sentence about the first error. It quotes member names, never values.
 */
export function validator(schema: object): (data: unknown) => string | null {
  const validate = new Ajv2020({ meta: false, validateSchema: false, strict: false, allErrors: false }).compile(schema);
  return (data) => (validate(data) ? null : sentence(validate.errors ?? []));
}

/** A function that says whether a fact matches; throws where the schema itself is unusable. */
export function predicate(schema: object): (data: unknown) => boolean {
  const validate = new Ajv2020({ meta: false, validateSchema: false, strict: true, strictTypes: false, strictRequired: false }).compile(
    schema,
  );
  return (data) => validate(data) === true;
}

function sentence(errors: readonly ErrorObject[]): string {
  const error = errors[0];
  if (error === undefined) return 'it is not valid';
  const at = error.instancePath === '' ? 'the top level' : error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties':
      return `${at} has the unknown member '${String(error.params['additionalProperty'])}'`;
    case 'required':
      return `${at} lacks '${String(error.params['missingProperty'])}'`;
    case 'enum':
      return `${at} must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
    default:
      return `${at} ${error.message ?? 'is not valid'}`;
  }
}
