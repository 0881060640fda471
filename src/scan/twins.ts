import type { RepoPath } from '../model/ids.ts';
import type { BlobFacts, SnapshotFile } from '../model/snapshot.ts';
import { isClear } from '../systems/clear-values.ts';
import { folderOf } from '../systems/relative-path.ts';

/** A folder of manifests has few; more are read by nobody in one go. */
const mostSiblings = 100;

/**
 * Where the other half of a pair may stand that one change touches only one half of: a Secret in clear and what seals, encrypts
 * or makes the same Secret stand in one folder as a rule. `names`: a file that says none of them is neither half.
 */
interface Twins {
  readonly paths: ReadonlySet<RepoPath>;
  readonly names: ReadonlySet<string>;
}

export const noTwins: Twins = { paths: new Set(), names: new Set() };

export async function twinsOf(
  changed: Iterable<SnapshotFile>,
  list: (folders: ReadonlySet<string>) => Promise<readonly RepoPath[]>,
): Promise<Twins> {
  const names = new Set<string>();
  const folders = new Set<string>();
  const known = new Set<RepoPath>();
  for (const file of changed) {
    known.add(file.path);
    const own = halves(file.facts);
    if (own.length > 0) folders.add(folderOf(file.path));
    for (const name of own) names.add(name);
  }
  if (names.size === 0) return noTwins;
  const counts = new Map<string, number>();
  const paths = (await list(folders)).filter((path) => {
    const folder = folderOf(path);
    if (known.has(path) || !folders.has(folder) || !/\.(?:ya?ml|json)$/.test(path)) return false;
    const count = (counts.get(folder) ?? 0) + 1;
    counts.set(folder, count);
    return count <= mostSiblings;
  });
  return { paths: new Set(paths), names };
}

/** Names of the Secrets that a file holds in clear or encrypted, or that something in it makes. */
function halves({ facts, links, resources }: BlobFacts): string[] {
  const held = facts.flatMap((fact) =>
    fact.subject === 'value' && fact.resource?.kind === 'Secret' && (isClear(fact) || fact.protection === 'encrypted')
      ? (fact.resource.name ?? [])
      : [],
  );
  const made = links.flatMap(({ aspect, object }) => (aspect === 'product' ? (object?.name ?? []) : []));
  const sealed = resources.flatMap(({ kind, name }) => (kind === 'SealedSecret' ? (name ?? []) : []));
  return [...held, ...made, ...sealed];
}

/** A look at the bytes. */
export function mayBeTwin(bytes: Uint8Array, { names }: Twins): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes('Secret') && [...names].some((name) => text.includes(name));
}
