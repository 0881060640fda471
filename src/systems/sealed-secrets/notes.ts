import { placeOf } from '../../manifest/place.ts';
import type { Scope } from '../../model/compromise.ts';
import type { Place } from '../../model/document.ts';
import type { ResourceId } from '../../model/resource.ts';
import type { BlobFacts } from '../../model/snapshot.ts';
import type { CertificateNote } from './certificate.ts';
import type { KustomizationNote } from './kustomization.ts';
import { type Claims, type Field, literal, type SealedObject } from './object.ts';
import type { Value, Values } from './values.ts';

/** One ciphertext of an object. The text is no secret: it stands in the repository, and only its key opens it. */
interface CiphertextNote {
  readonly key: string;
  readonly keyPath: string;
  readonly place: Place;
  /** Without white space; as written where it is broken. */
  readonly ciphertext: string;
  readonly state: 'sealed' | 'broken';
}

/** A SealedSecret, as `snapshot`, `change` and the sweep need it. Plain data: it may come from a cache. */
export interface ObjectNote {
  readonly kind: 'object';
  readonly resource: ResourceId;
  readonly place: Place;
  /** As the controller decides; null where a template fills it in. */
  readonly scope: Scope | null;
  /** null: absent or templated. */
  readonly name: string | null;
  readonly namespace: string | null;
  readonly places: { readonly name: Place; readonly namespace: Place; readonly scope: Place };
  /** What the template claims that it was sealed for. */
  readonly template: { readonly scope: Scope | null; readonly name: string | null; readonly namespace: string | null } | null;
  readonly values: readonly CiphertextNote[];
  /** Keys under `encryptedData` that hold plaintext. */
  readonly unsealed: readonly { readonly key: string; readonly keyPath: string; readonly place: Place }[];
}

/** A ciphertext that stands elsewhere than in a SealedSecret (or in one: `sealedNotes` leaves those out). */
export interface BareNote {
  readonly kind: 'bare';
  readonly ciphertext: string;
  readonly place: Place;
}

/** There is a Secret in the file, perhaps the twin of a SealedSecret or what it was before: its facts are needed again. */
export interface SecretNote {
  readonly kind: 'secret';
}

export type Note = ObjectNote | BareNote | SecretNote | KustomizationNote | CertificateNote;

/** What this system noted of a file; bare ciphertexts that stand in an object of the same file are left out. */
export function sealedNotes(facts: BlobFacts): { readonly objects: readonly ObjectNote[]; readonly bare: readonly BareNote[] } {
  const notes = (facts.notes['sealed-secrets'] ?? []) as readonly Note[];
  const objects = notes.filter((note) => note.kind === 'object');
  const known = new Set(objects.flatMap((object) => object.values.map((value) => `${value.place.line} ${value.ciphertext}`)));
  const bare = notes.filter((note) => note.kind === 'bare' && !known.has(`${note.place.line} ${note.ciphertext}`));
  return { objects, bare: bare as readonly BareNote[] };
}

export function objectNote(object: SealedObject, values: Values): ObjectNote {
  const { resource, metadata, template } = object;
  const { document } = resource;
  const whole = placeOf(document, resource.root.span, resource.pointer);
  const fieldPlace = (field: Field): Place =>
    field.kind === 'absent' ? claimsPlace(metadata) : placeOf(document, field.node.span, field.pointer);
  const claimsPlace = (claims: Claims): Place => (claims.node === null ? whole : placeOf(document, claims.node.span, claims.pointer));
  const scopePlace = metadata.scope.by ?? metadata.scope.ignored[0];
  const all = values.blob === null ? values.encrypted : [...values.encrypted, values.blob];
  const note = (value: Value) => ({ key: value.key, keyPath: value.keyPath, place: placeOf(document, value.node.span, value.pointer) });
  return {
    kind: 'object',
    resource: resource.id,
    place: whole,
    scope: metadata.scope.scope,
    name: literal(metadata.name),
    namespace: literal(metadata.namespace),
    places: {
      name: fieldPlace(metadata.name),
      namespace: fieldPlace(metadata.namespace),
      scope: scopePlace === undefined ? claimsPlace(metadata) : placeOf(document, scopePlace.node.span, scopePlace.pointer),
    },
    template:
      template === null ? null : { scope: template.scope.scope, name: literal(template.name), namespace: literal(template.namespace) },
    values: all.flatMap((value): CiphertextNote[] => {
      if (value.parsed.kind === 'sealed') return [{ ...note(value), ciphertext: value.node.text.replace(/\s+/g, ''), state: 'sealed' }];
      // A placeholder may have words of a plaintext in it; nothing else that is broken has.
      const hopeless = value.parsed.kind !== 'broken' || value.parsed.damage === 'placeholder' || value.parsed.damage === 'empty';
      return hopeless ? [] : [{ ...note(value), ciphertext: value.node.text, state: 'broken' }];
    }),
    unsealed: values.encrypted.filter((value) => value.parsed.kind === 'plain').map(note),
  };
}
