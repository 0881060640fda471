import type { Link, Snapshot, SnapshotFile } from '../../model/snapshot.ts';
import { readKeyName } from '../../sensitivity/key-name.ts';
import { clearValues, isCovered, tellValue } from '../clear-values.ts';
import { relativePath } from '../relative-path.ts';
import type { SnapshotEmit } from '../system.ts';
import { firstLine } from '../text-place.ts';
import type { LoneValue } from './lone-value.ts';

/**
 * Files that a secretGenerator reads, where they are tracked and nothing encrypts them. Told at the value in the file, with
 * the generator as the reason; a file that is not tracked is what the tool's authors intend.
 */
export function judgeGenerated(snapshot: Snapshot, emit: SnapshotEmit): void {
  for (const file of snapshot.files()) {
    for (const link of file.facts.links) {
      if (link.system !== 'kustomize' || link.aspect !== 'generator-file' || link.path === null) continue;
      const path = relativePath(file.path, link.path);
      const target = path === null ? undefined : snapshot.file(path);
      if (target === undefined || isCovered(target)) continue;
      judge(file, link, target, emit);
    }
  }
}

function judge(file: SnapshotFile, link: Link, target: SnapshotFile, emit: SnapshotEmit): void {
  const detail = { by: file.path, generator: String(link.detail['generator'] ?? '') };
  const clear = clearValues(target);
  for (const fact of clear) tellValue(target, fact, { aspect: 'generated-from-clear', detail }, emit);
  if (clear.length > 0 || link.detail['source'] !== 'file') return;
  const lone = loneValue(target);
  const key = String(link.detail['key'] ?? '');
  if (lone === null || !isSecret(lone, key)) return;
  emit.observe(target, {
    aspect: 'generated-from-clear',
    place: { ...firstLine, line: lone.line, endLine: lone.line, endColumn: lone.length + 1 },
    resource: null,
    key,
    keyPath: key,
    detail,
  });
}

/** It looks like a secret, or its file's name says that it is one and it does not look public. */
function isSecret(lone: LoneValue, key: string): boolean {
  const { role } = readKeyName(key.replace(/\.(?:txt|key|secret|conf)$/, ''), '');
  const named = role === 'password' || role === 'secret' || role === 'weak';
  if (lone.secret) return role !== 'identifier' && role !== 'public' && role !== 'username';
  return named && ['word', 'words', 'identifier', 'opaque', 'random', 'number', 'uuid', 'password-hash', 'jwt'].includes(lone.shape);
}

function loneValue(file: SnapshotFile): LoneValue | null {
  const notes = file.facts.notes['kustomize'];
  const note: unknown = Array.isArray(notes) ? notes[0] : notes;
  return typeof note === 'object' && note !== null && 'shape' in note ? (note as LoneValue) : null;
}
