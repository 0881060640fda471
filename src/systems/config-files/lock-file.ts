import type { Document } from '../../model/document.ts';
import { root } from '../../model/pointer.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { emitLiterals } from '../literals.ts';
import type { Emit } from '../system.ts';

/** What poetry, cargo, uv and pdm wrote down: a list of packages, each with its version. */
export function isLockFile(tree: Mapping): boolean {
  const packages = get(tree, 'package');
  const first = packages?.kind === 'sequence' ? packages.items[0] : undefined;
  return textAt(first, 'name') !== null && textAt(first, 'version') !== null;
}

/** Where a package comes from may say how to log in there; all else is names, versions and checksums, tens of thousands of them. */
export function readLockFile(tree: Mapping, document: Document, emit: Emit): void {
  emitLiterals(
    tree,
    root,
    {
      aspect: 'setting',
      container: 'config-file',
      resource: null,
      document,
      skip: (_, entry) => entry !== null && described.has(entry.key.text),
    },
    emit,
  );
}

const described: ReadonlySet<string> = new Set([
  ...['name', 'version', 'description', 'summary', 'checksum', 'hash', 'hashes', 'files', 'file', 'wheels', 'sdist', 'size', 'markers'],
  ...['dependencies', 'optional-dependencies', 'dev-dependencies', 'dependency-groups', 'extras', 'groups', 'requires-dist'],
  ...['requires_python', 'python-versions', 'requires-python', 'resolution-markers', 'optional'],
]);
