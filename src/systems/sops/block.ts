import type { Document } from '../../model/document.ts';
import type { Emit } from '../system.ts';
import type { Aspect } from './aspects.ts';
import { parseEnc } from './enc.ts';
import { observed, type Placed } from './facts.ts';
import type { Metadata } from './metadata.ts';
import { type SopsRecipient, shortName } from './recipients.ts';
import { ageReaders, pgpReaders, readAge, sshTag } from './wrapped.ts';

/** Says what is wrong with a block by itself: its MAC, its recipients, its selector, its fields. */
export function judgeBlock(document: Document, metadata: Metadata, emit: Emit): void {
  const say = (aspect: Aspect, at: Placed, detail: Readonly<Record<string, string | number>> = {}): void =>
    emit.observe(observed(document, aspect, at, detail));
  const field = (name: string): Placed => metadata.fields.members.get(name) ?? metadata;

  if (metadata.mac === null || metadata.mac === '') say('mac-missing', field('mac'));
  else if (!isMac(metadata.mac)) say('mac-malformed', field('mac'));
  if (metadata.macOnlyEncrypted) say('mac-only-encrypted', field('mac_only_encrypted'));

  if (metadata.recipients.length === 0) say('no-recipients', metadata);
  for (const recipient of metadata.recipients) judgeRecipient(recipient, metadata, say);
  if (metadata.threshold !== null && metadata.groups > 0 && metadata.threshold > metadata.groups) {
    say('threshold-above-groups', field('shamir_threshold'), { threshold: metadata.threshold, groups: metadata.groups });
  }
  if (metadata.flatHidesGroups) say('flat-list-hides-key-groups', field('key_groups'));

  for (const unknown of metadata.unknown) say('unknown-metadata-field', unknown);
  const { selector } = metadata;
  if (selector.problem === 'several') say('selectors-several', field(selector.name));
}

/** 512 bits in hex, so 128 bytes, whatever the file. */
function isMac(text: string): boolean {
  const enc = parseEnc(text);
  return enc?.kind === 'enc' && enc.type === 'str' && enc.length === 128;
}

function judgeRecipient(
  recipient: SopsRecipient,
  metadata: Metadata,
  say: (aspect: Aspect, at: Placed, detail: Readonly<Record<string, string | number>>) => void,
): void {
  const at = recipient.enc ?? recipient.entry;
  const named = { recipient: shortName(recipient) };
  switch (recipient.kind) {
    case 'pgp': {
      const readers = pgpReaders(recipient.wrapped)?.length ?? 1;
      if (readers > 1) say('hidden-recipient', at, { ...named, readers });
      return;
    }
    case 'age':
    case 'ssh':
    case 'age-plugin': {
      const file = readAge(recipient.wrapped);
      if (file === null) return;
      const readers = ageReaders(file);
      // A plugin may answer one recipient with several stanzas.
      if (readers > 1 && recipient.kind !== 'age-plugin') say('hidden-recipient', at, { ...named, readers });
      if (recipient.kind === 'ssh' && !file.stanzas.some(({ type, args }) => type.startsWith('ssh-') && args[0] === sshTag(recipient.id))) {
        say('recipient-label-wrong', at, named);
      }
      const share = metadata.groups > 1;
      if (file.payload !== (share ? sharePayload : keyPayload) && [sharePayload, keyPayload].includes(file.payload)) {
        say('wrap-size-wrong', at, {
          ...named,
          holds: share ? 'a whole data key' : 'a share',
          belongs: share ? 'a share' : 'a whole data key',
        });
      }
      return;
    }
    default:
      return;
  }
}

/** Nonce, key and tag of one STREAM chunk: a data key has 32 bytes, a share 33. */
const keyPayload = 16 + 32 + 16;
const sharePayload = 16 + 33 + 16;
