import { Concealed } from '../../model/concealed.ts';
import type { ValueFact } from '../../model/fact.ts';
import { steps } from '../../model/pointer.ts';
import type { Change, SnapshotFile } from '../../model/snapshot.ts';
import type { SnapshotEmit } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { type BlockNote, blocksOf, encryptedIn, type NotedLeaf } from './note.ts';
import { sameRecipient } from './recipients.ts';
import { listed, namesOf, observe } from './told.ts';

/** What two versions of a file prove without any key. */
export function judgeChange(change: Change, emit: SnapshotEmit): void {
  const before = blocksOf(change.before);
  const after = blocksOf(change.after);
  const [first] = before;
  if (first === undefined) return;
  decryptedLeaf(before, change.after, emit);
  const [then] = after;
  if (then === undefined) return;
  handEdited(before, after, change.after, emit);
  recipients(before, after, change.after, emit);
}

/** Every writing by SOPS makes a new MAC, so one that stayed while what it covers did not no longer fits. */
function handEdited(before: readonly BlockNote[], after: readonly BlockNote[], at: SnapshotFile, emit: SnapshotEmit): void {
  const [old, now] = [before[0], after[0]];
  if (old === undefined || now === undefined || old.mac === null || old.mac === '' || old.mac !== now.mac) return;
  const covered = (blocks: readonly BlockNote[]): NotedLeaf[] =>
    blocks.flatMap(({ leaves }) => (now.macOnlyEncrypted ? leaves.filter(({ kind }) => kind === 'encrypted') : leaves));
  const [was, is] = [covered(before), covered(after)];
  if (was.length === is.length && was.every((leaf, index) => sameLeaf(leaf, is[index]))) return;
  const changed = changedPaths(was, is);
  observe(emit, at, 'mac-unchanged-while-leaves-changed', now.macPlace, {
    changed: changed.length === 0 ? 'the order of values' : listed(changed),
    values: Math.max(1, changed.length),
  });
}

/** The MAC covers values, not their names: a clear leaf may be renamed. An encrypted one may not, its path is authenticated. */
function sameLeaf(was: NotedLeaf, is: NotedLeaf | undefined): boolean {
  if (was.kind === 'encrypted') return is?.kind === 'encrypted' && was.triple === is.triple && was.path === is.path;
  if (is?.kind !== 'clear') return false;
  return !(was.content instanceof Concealed) || !(is.content instanceof Concealed) || was.content.equals(is.content);
}

function changedPaths(was: readonly NotedLeaf[], is: readonly NotedLeaf[]): readonly string[] {
  const old = new Map(was.map((leaf) => [leaf.pointer, leaf]));
  const now = new Set(is.map(({ pointer }) => pointer));
  const changed = is.filter((leaf) => {
    const known = old.get(leaf.pointer);
    return known === undefined || !sameLeaf(known, leaf);
  });
  const gone = was.filter(({ pointer }) => !now.has(pointer));
  return [...changed, ...gone].map(({ pointer }) => steps(pointer).join('.'));
}

/** Who reads more, who reads no longer, and what the latter can still read: said in values. */
function recipients(before: readonly BlockNote[], after: readonly BlockNote[], at: SnapshotFile, emit: SnapshotEmit): void {
  const [old, now] = [before[0], after[0]];
  if (old === undefined || now === undefined) return;
  const values = encryptedIn(after);
  const added = now.recipients.filter((one) => !old.recipients.some((other) => sameRecipient(one, other)));
  if (added.length > 0) observe(emit, at, 'recipient-added', now.place, { recipients: namesOf(added), values });
  const removed = old.recipients.filter((one) => !now.recipients.some((other) => sameRecipient(one, other)));
  if (sharesDataKey(before, after)) {
    const kept = unchangedIn(before, after, (was, is) => was.triple === is.triple);
    if (removed.length > 0) observe(emit, at, 'recipient-removed-data-key-kept', now.place, { recipients: namesOf(removed), values, kept });
    return;
  }
  // `rotate` takes the iv of a value again as long as the value is the same.
  const kept = unchangedIn(before, after, (was, is) => was.iv === is.iv);
  if (kept > 0) {
    const lost = removed.length === 0 ? {} : { recipients: namesOf(removed) };
    observe(emit, at, 'data-key-rotated-values-kept', now.place, { values, kept, removed: removed.length, ...lost });
  }
}

/** One wrapped key or one ciphertext in common is proof: a new data key changes all of them. */
function sharesDataKey(before: readonly BlockNote[], after: readonly BlockNote[]): boolean {
  const wrapped = new Set(before.flatMap((block) => block.recipients.map((one) => one.wrapped)));
  if (after.some((block) => block.recipients.some((one) => one.wrapped !== '' && wrapped.has(one.wrapped)))) return true;
  if (after[0]?.mac !== null && after[0]?.mac !== '' && after[0]?.mac === before[0]?.mac) return true;
  const triples = new Set(before.flatMap(({ leaves }) => leaves.map((leaf) => (leaf.kind === 'encrypted' ? leaf.triple : ''))));
  return after.some(({ leaves }) => leaves.some((leaf) => leaf.kind === 'encrypted' && triples.has(leaf.triple)));
}

type EncryptedLeaf = Extract<NotedLeaf, { kind: 'encrypted' }>;

function unchangedIn(
  before: readonly BlockNote[],
  after: readonly BlockNote[],
  same: (was: EncryptedLeaf, is: EncryptedLeaf) => boolean,
): number {
  const place = (block: BlockNote, leaf: NotedLeaf): string => `${block.document} ${leaf.pointer}`;
  const old = new Map(before.flatMap((block) => block.leaves.map((leaf) => [place(block, leaf), leaf] as const)));
  const kept = after.flatMap((block) =>
    block.leaves.filter((leaf) => {
      const was = old.get(place(block, leaf));
      return leaf.kind === 'encrypted' && was?.kind === 'encrypted' && same(was, leaf);
    }),
  );
  return kept.length;
}

/** The file, or a value of it, was encrypted and is in clear: told once, at the value that looks most like a secret. */
function decryptedLeaf(before: readonly BlockNote[], at: SnapshotFile, emit: SnapshotEmit): void {
  const once = new Set(
    before.flatMap((block) => block.leaves.filter(({ kind }) => kind === 'encrypted').map(({ pointer }) => `${block.document} ${pointer}`)),
  );
  const clear = at.facts.facts.filter(
    (fact): fact is ValueFact =>
      fact.subject === 'value' &&
      (fact.protection === 'plain' || fact.protection === 'encoded') &&
      fact.place.inner === '' &&
      once.has(`${fact.place.document} ${fact.place.pointer ?? ''}`),
  );
  const worst =
    clear.find(({ sensitivity }) => sensitivity.verdict === 'secret') ??
    clear.find(({ sensitivity }) => sensitivity.verdict === 'suspect') ??
    clear[0];
  if (worst === undefined) return;
  const values = new Set(clear.map(({ place }) => `${place.document} ${place.pointer}`)).size;
  emit.observe(at, {
    aspect: 'decrypted' satisfies Aspect,
    place: worst.place,
    resource: worst.resource,
    ...(worst.key === null ? {} : { key: worst.key }),
    keyPath: worst.keyPath,
    detail: { values },
  });
}
