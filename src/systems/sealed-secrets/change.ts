import type { Scope } from '../../model/compromise.ts';
import type { Change } from '../../model/snapshot.ts';
import type { Observation, SnapshotEmit } from '../system.ts';
import { parseSealed } from './ciphertext.ts';
import { labelOf } from './label.ts';
import { type ObjectNote, sealedNotes } from './notes.ts';

/** What the version before proves of the version after, without any key. */
export function judgeSealedChange({ before, after }: Change, emit: SnapshotEmit): void {
  const old = sealedNotes(before.facts).objects;
  const now = sealedNotes(after.facts).objects;
  if (now.length === 0) return;
  for (const object of now) {
    const same = old.find((one) => one.name === object.name && one.namespace === object.namespace);
    const observations = [...moved(object, old), ...(same === undefined ? [] : [...widened(same, object), ...opened(same, object)])];
    for (const observation of observations) emit.observe(after, observation);
  }
}

/**
 * What two ciphertexts of one place say of their values: `same` text is the same value; the length of the plaintext is
 * public, so another length is another value for sure; else nobody knows, sealing is randomised.
 */
export function valueChange(before: string, after: string): 'same' | 'changed' | 'unknown' {
  if (before === after) return 'same';
  const [old, now] = [parseSealed(before), parseSealed(after)];
  if (old.kind !== 'sealed' || now.kind !== 'sealed') return 'unknown';
  return old.plaintextLength === now.plaintextLength ? 'unknown' : 'changed';
}

type Told = Omit<Observation, 'subject'>;

/** A ciphertext opens under one label: if it stands unchanged under another now, it does not open there. */
function moved(object: ObjectNote, old: readonly ObjectNote[]): Told[] {
  const texts = new Set(object.values.map((value) => value.ciphertext));
  const label = object.scope === null ? null : labelOf(object.scope, object.namespace, object.name);
  const sources = old.filter((one) => one.values.some((value) => texts.has(value.ciphertext)));
  if (label === null || sources.length === 0 || sources.some((one) => labelOfNote(one) === label)) return [];
  const source = sources.find((one) => labelOfNote(one) !== null);
  if (source === undefined || isRepair(source, object)) return [];
  const detail = { from: placeName(source), to: placeName(object) };
  if (source.scope !== object.scope)
    return [told(object, 'moved-scope', 'scope', { from: String(source.scope), to: String(object.scope) })];
  if (source.namespace !== object.namespace) return [told(object, 'moved-namespace', 'namespace', detail)];
  return [told(object, 'moved-name', 'name', detail)];
}

const labelOfNote = (note: ObjectNote): string | null => (note.scope === null ? null : labelOf(note.scope, note.namespace, note.name));
const placeName = (note: ObjectNote): string => `${note.namespace ?? '(no namespace)'}/${note.name ?? '(no name)'}`;

/** The template, untouched, says that the values were sealed for what the metadata says now and did not say before. */
function isRepair(before: ObjectNote, after: ObjectNote): boolean {
  const { template } = after;
  if (template === null || template.scope !== after.scope || JSON.stringify(template) !== JSON.stringify(before.template)) return false;
  const fits = (part: 'name' | 'namespace'): boolean => template[part] === after[part];
  return (after.scope === 'cluster-wide' || fits('namespace')) && (after.scope !== 'strict' || fits('name'));
}

const width: Readonly<Record<Scope, number>> = { strict: 0, 'namespace-wide': 1, 'cluster-wide': 2 };

/** Every ciphertext is new and the scope is wider: done on purpose, or the trace of CVE-2026-22728. */
function widened(before: ObjectNote, after: ObjectNote): Told[] {
  if (before.scope === null || after.scope === null || width[after.scope] <= width[before.scope]) return [];
  const pairs = after.values.flatMap((value) => {
    const old = before.values.find((one) => one.key === value.key);
    return old === undefined ? [] : [valueChange(old.ciphertext, value.ciphertext)];
  });
  if (pairs.length === 0 || pairs.includes('same')) return [];
  const values = pairs.includes('changed') ? 'at least one value changed' : 'no value changed its length';
  return [told(after, 'scope-widened', 'scope', { from: before.scope, to: after.scope, values })];
}

/** What was ciphertext is plaintext now. */
function opened(before: ObjectNote, after: ObjectNote): Told[] {
  return after.unsealed
    .filter((value) => before.values.some((one) => one.key === value.key && one.state === 'sealed'))
    .map(({ key, keyPath, place }) => ({
      aspect: 'unsealed-again',
      place,
      resource: after.resource,
      key,
      keyPath,
    }));
}

function told(object: ObjectNote, aspect: string, part: 'name' | 'namespace' | 'scope', detail: Readonly<Record<string, string>>): Told {
  const keyPath = part === 'scope' ? 'metadata.annotations' : `metadata.${part}`;
  return { aspect, place: object.places[part], resource: object.resource, keyPath, detail };
}
