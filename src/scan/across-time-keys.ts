import type { ValueFact } from '../model/fact.ts';
import { sshFingerprint } from '../systems/key-material/fingerprint.ts';
import { type BlockNote, blocksOf, encryptedIn } from '../systems/sops/note.ts';
import { type Named, sameRecipient, shortName } from '../systems/sops/recipients.ts';
import { counted } from '../text/counted.ts';
import { type Timed, words } from './across-time-told.ts';
import type { Version } from './across-time-versions.ts';
import type { FactsByBlob } from './facts-by-blob.ts';

/**
 * Files that are encrypted to a key which stands, or stood, in clear: what they hold is as good as in clear. Told once for each
 * key, at the first of its files.
 */
export function judgeCommittedKeys(versions: readonly Version[], facts: FactsByBlob): Timed[] {
  const keys = keysOf(versions, facts);
  if (keys.size === 0) return [];
  const standing = versions.some(({ stands }) => stands);
  const opened = new Map<string, Opened>();
  for (const version of versions) {
    if (standing && !version.stands) continue;
    const file = facts.file(version.path, version.blob);
    const blocks = file === undefined ? [] : blocksOf(file);
    const [block] = blocks;
    if (block === undefined) continue;
    for (const [fingerprint, by] of keys) {
      const recipient = block.recipients.find((one) => isOf(one, fingerprint));
      if (recipient === undefined) continue;
      const known = opened.get(fingerprint);
      const values = (known?.values ?? 0) + encryptedIn(blocks);
      const first = known === undefined || version.path < known.at.path ? { at: version, block, recipient } : known;
      opened.set(fingerprint, { ...first, by, values, paths: new Set([...(known?.paths ?? []), version.path]) });
    }
  }
  return [...opened.values()].map(told);
}

interface Opened {
  readonly at: Version;
  readonly block: BlockNote;
  readonly recipient: Named;
  readonly by: Version;
  readonly values: number;
  readonly paths: ReadonlySet<string>;
}

/** Fingerprints of private keys in clear, with the version that had each last. Keys of tests open files of tests. */
function keysOf(versions: readonly Version[], facts: FactsByBlob): ReadonlyMap<string, Version> {
  const keys = new Map<string, Version>();
  for (const version of versions) {
    for (const fact of facts.at(version.path, version.blob)?.facts.facts ?? []) {
      if (fact.subject !== 'value' || !isOpenKey(fact)) continue;
      const { fingerprint } = fact.detail;
      if (typeof fingerprint === 'string') keys.set(fingerprint, version);
    }
  }
  return keys;
}

const isOpenKey = ({ system, aspect, protection, test, example }: ValueFact): boolean =>
  system === 'key-material' && protection === 'plain' && !test && !example && /^(?:age-identity|(?:ssh-|pgp-)?private-key)$/.test(aspect);

/** A fingerprint is the recipient itself for age, `SHA256:` for SSH, hex for OpenPGP. */
function isOf(recipient: Named, fingerprint: string): boolean {
  switch (recipient.kind) {
    case 'age':
      return recipient.id.trim() === fingerprint;
    case 'ssh':
      return fingerprint.startsWith('SHA256:') && sshFingerprint(Buffer.from(recipient.id.split(/\s+/)[1] ?? '', 'base64')) === fingerprint;
    case 'pgp':
      return sameRecipient(recipient, { kind: 'pgp', id: fingerprint });
    default:
      return false;
  }
}

function told({ at, block, recipient, by, values, paths }: Opened): Timed {
  const files = paths.size === 1 ? 'this file' : `${paths.size} files`;
  return {
    path: at.path,
    blob: at.blob,
    fact: {
      subject: 'snapshot',
      system: 'key-material',
      aspect: 'opens-values',
      place: block.place,
      resource: null,
      key: null,
      keyPath: 'sops',
      example: false,
      test: false,
      detail: { recipient: shortName(recipient), values: counted(values, 'value'), files, by: words(by, at) },
    },
  };
}
