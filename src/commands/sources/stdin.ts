import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { blobId, repoPath } from '../../model/ids.ts';
import { standardInput } from '../../model/report.ts';
import type { Io } from '../io.ts';
import { namesBelow } from './reading.ts';
import { attributeByEntries, nowhere, type Source } from './source.ts';

/** Standard input as one file; `name` says what it is called, for its format and for the report. */
export async function stdinSource(io: Io, name: string): Promise<Source> {
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const id = blobId(createHash('sha1').update(bytes).digest('hex'));
  return {
    scope: standardInput,
    entries: [{ path: repoPath(name), blob: id, before: null, commit: null }],
    read: async function* () {
      yield { kind: 'blob', id, bytes };
    },
    readAt: null,
    treesOf: () => [],
    policyFile: async (path) => {
      try {
        return readFileSync(resolve(io.cwd, path));
      } catch {
        return null;
      }
    },
    byName: () => Promise.resolve(null),
    policyFolder: async (folder) => namesBelow(io.cwd, folder),
    changedFile: () => Promise.resolve(null),
    changedFolder: () => Promise.resolve([]),
    stoodBefore: () => false,
    isChange: false,
    isLocal: true,
    isWholeTree: false,
    isHistory: false,
    isComplete: false,
    gone: [],
    policyFrom: 'the current folder',
    // Without `set -o pipefail` nobody else says that a renderer failed.
    skipped: bytes.length === 0 ? [{ reason: 'empty input, as a program that fails leaves it', path: repoPath(name) }] : [],
    gaps: [],
    attribution: async () => attributeByEntries([], () => nowhere),
    close: () => {},
  };
}
