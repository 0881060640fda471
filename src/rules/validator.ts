import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/**
 * Compiles a JSON Schema with ajv, for rule files. The result gives null, or one sentence about the first error. It quotes member names, never values.
 */
export function validator(schema: object): (data: unknown) => string | null {
  const validate = new Ajv2020({ meta: false, validateSchema: false, strict: false, allErrors: false }).compile(schema);
  return (data) => (validate(data) ? null : sentence(validate.errors ?? []));
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
