import { get, type Node, textAt } from '../../model/tree.ts';

/** Files that describe values rather than hold any: JSON Schema, OpenAPI, lock files of package managers. */
export function isSchema(tree: Node): boolean {
  if (tree.kind !== 'mapping') return false;
  const schema = textAt(tree, '$schema');
  if (schema !== null && /json-schema\.org/.test(schema)) return true;
  if (get(tree, 'properties')?.kind === 'mapping' && textAt(tree, 'type') === 'object') return true;
  if ((textAt(tree, 'openapi') ?? textAt(tree, 'swagger')) !== null && get(tree, 'paths')?.kind === 'mapping') return true;
  return get(tree, 'lockfileVersion') !== undefined || (get(tree, 'packages') !== undefined && get(tree, 'content-hash') !== undefined);
}
