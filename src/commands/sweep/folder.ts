import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { walkFolder } from '../../git/folder.ts';
import { readWorktreeFile } from '../../git/worktree-file.ts';
import type { Holdings } from '../../incident/holdings.ts';
import type { Inventory, SecretUse, Stand } from '../../incident/inventory.ts';
import { mayHold } from '../../incident/markers.ts';
import { readBlob, readUses } from '../../incident/read-blob.ts';
import { Failure } from '../../model/failure.ts';
import { repoPath } from '../../model/ids.ts';
import type { Gap } from '../../model/report.ts';

/** A folder that is no repository: rendered output, an unpacked backup. What is in it counts as current, and has no commits. */
export async function folderInventory(folder: string, given: string): Promise<Inventory> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Failure('usage', 'no-folder', `--path ${given} is no folder; an existing folder is accepted`);
  }
  const holdings = new Map<string, Holdings>();
  const stands: Stand[] = [];
  const uses: SecretUse[] = [];
  const gaps: Gap[] = [];
  let blobs = 0;
  for (const file of walkFolder(folder, repoPath(''))) {
    if (file.kind !== 'file' && file.kind !== 'unreadable') continue;
    const content = file.kind === 'file' ? readWorktreeFile(file) : ({ kind: 'unreadable', reason: 'folder' } as const);
    if (content.kind !== 'bytes') {
      gaps.push({ reason: `${file.path} cannot be read`, count: 1, repair: 'give yourself the right to read it, or a smaller copy' });
      continue;
    }
    blobs += 1;
    const bytes = Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.byteLength);
    uses.push(...readUses(bytes));
    if (!mayHold(bytes)) continue;
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    const found = holdings.get(blob) ?? (await readBlob(bytes));
    if (found === null) continue;
    holdings.set(blob, found);
    stands.push({ path: file.path, blob, first: null, last: null, current: true, refs: [], unreachable: false });
  }
  const facts = { name: basename(folder), location: given, visibility: null, forks: null, owner: null, tier: null, cluster: null };
  const status = gaps.length === 0 ? 'scanned' : 'partial';
  const reason = gaps.length === 0 ? null : 'some files cannot be read';
  return {
    repository: facts,
    status,
    reason,
    commits: 0,
    blobs,
    refs: 0,
    missing: 0,
    submodules: [],
    gaps,
    counted: [],
    holdings,
    stands,
    codeowners: '',
    uses,
  };
}
