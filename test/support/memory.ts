import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type BlobId, blobId, type RepoPath, repoPath } from '../../src/model/ids.ts';
import type { Match } from '../../src/model/match.ts';
import type { RuleSet } from '../../src/rules/engine.ts';
import type { Entry } from '../../src/scan/entry.ts';
import { scan } from '../../src/scan/scan.ts';
import { Tally } from '../../src/scan/tally.ts';

/** A scan of files below test/vectors as if a change brought them; `before` names the earlier version of a file. */
export function memoryOf(
  files: readonly string[],
  before: Readonly<Record<string, string>> = {},
): { scan(rules: RuleSet): Promise<readonly Match[]> } {
  const blobs = new Map<BlobId, Uint8Array>();
  const at = new Map<RepoPath, BlobId>();
  const store = (file: string): BlobId => {
    const bytes = readFileSync(`test/vectors/${file}`);
    const id = blobId(createHash('sha1').update(bytes).digest('hex'));
    blobs.set(id, bytes);
    return id;
  };
  const entries = files.map((file): Entry => {
    const path = repoPath(file);
    const blob = store(file);
    at.set(path, blob);
    const earlier = before[file];
    return { path, blob, before: earlier === undefined ? null : store(earlier), commit: null };
  });
  const bytesOf = (id: BlobId): Uint8Array => blobs.get(id) ?? new Uint8Array();
  return {
    async scan(rules) {
      const job = {
        entries,
        async *read(ids: readonly BlobId[]) {
          for (const id of ids) yield { kind: 'blob' as const, id, bytes: bytesOf(id) };
        },
        readAt: async (_tree: string, paths: readonly RepoPath[]) =>
          new Map(
            paths.flatMap((path) => {
              const id = at.get(path);
              return id === undefined ? [] : [[path, { id, bytes: bytesOf(id) }] as const];
            }),
          ),
        treesOf: () => [''],
        rules,
        tally: new Tally(),
      };
      return (await scan(job)).matches;
    },
  };
}
