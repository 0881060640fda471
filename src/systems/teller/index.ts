import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import { child, pointer } from '../../model/pointer.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { judgeNamedFiles } from '../named-file.ts';
import type { Emit, System } from '../system.ts';

/** teller: `.teller.yml` maps variables to providers; its provider dotenv is a file, which is plaintext where it is tracked. */
export const teller: System = {
  id: 'teller',
  title: 'teller',
  aspects: {
    'dotenv-file': 'a dotenv file that teller reads or writes',
    'dotenv-file-clear': 'a value in clear in such a file',
  },
  remedy: {
    rotate: 'every value in the file',
    steps: [
      {
        text: 'Change the credentials where they are issued, and store them at a provider that keeps them.',
        command: 'teller put --providers PROVIDER --map-id MAP KEY=NEW',
      },
      { text: 'Take the file out of Git.', command: 'git rm --cached .env && echo .env >> .gitignore' },
      { text: 'See what else holds one of the values.', command: 'teller scan' },
    ],
  },
  document(document, _file, emit) {
    const tree = document.root;
    if (document.within !== null || tree?.kind !== 'mapping') return false;
    const providers = get(tree, 'providers');
    if (
      providers?.kind !== 'mapping' ||
      !providers.entries.some(({ value }) => get(value, 'maps') !== undefined || get(value, 'env_sync') !== undefined)
    )
      return false;
    for (const { key, value } of providers.entries) if (isDotenv(key.text, value)) linkFiles(key.text, value, document, emit);
    // What else stands in it is read like any other file.
    return false;
  },
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'dotenv-file-clear', emit),
};

const isDotenv = (name: string, provider: Mapping['entries'][number]['value']): boolean => (textAt(provider, 'kind') ?? name) === 'dotenv';

function linkFiles(name: string, provider: Mapping['entries'][number]['value'], document: Document, emit: Emit): void {
  const maps = get(provider, 'maps');
  if (maps?.kind !== 'sequence') return;
  for (const [index, item] of maps.items.entries()) {
    const path = textAt(item, 'path');
    if (path === null) continue;
    emit.link({
      aspect: 'dotenv-file',
      path,
      object: null,
      place: placeOf(document, item.span, child(pointer('providers', name, 'maps', index), 'path')),
      resource: null,
      keyPath: `providers.${name}.maps.${index}.path`,
      detail: {},
    });
  }
}
