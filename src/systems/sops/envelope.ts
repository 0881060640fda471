import type { Document } from '../../model/document.ts';
import type { Container } from '../../model/fact.ts';
import type { Pointer } from '../../model/ids.ts';
import { steps } from '../../model/pointer.ts';
import type { Scalar } from '../../model/tree.ts';
import type { Emit, Envelope } from '../system.ts';
import { type DamagedEnc, type Enc, parseEnc } from './enc.ts';
import { placeIn, resourceOf } from './facts.ts';
import type { Field } from './field.ts';
import { isBlank, type Leaf, type LeafComment, type Leaves } from './leaves.ts';
import type { Metadata } from './metadata.ts';

/** What a block protects in its document, leaf by leaf. */
export function envelopeOf(document: Document, metadata: Metadata, found: Leaves): Envelope {
  // A place inside a string, or in a document read by line, does not lead to the leaf; the scalar itself does.
  const byNode = new Map<Scalar, boolean>();
  for (const { node, selected } of found.leaves) byNode.set(node, selected || byNode.get(node) === true);
  const byPointer = new Map(found.leaves.map((leaf) => [leaf.pointer, leaf.selected]));
  const covers = (pointer: Pointer, node: Scalar): boolean => byNode.get(node) ?? byPointer.get(pointer) ?? false;
  return {
    system: 'sops',
    metadata: metadata.members,
    protect: (pointer, node) => (covers(pointer, node) ? protectionOf(node) : null),
    values: (emit) => {
      const siblings = siblingsOf(found);
      for (const leaf of found.leaves) leafValue(document, leaf, siblings, emit);
      for (const comment of found.comments) commentValue(document, comment, emit);
      for (const field of metadata.unknown) unknownValue(document, field, emit);
    },
  };
}

function protectionOf(node: Scalar): ReturnType<Envelope['protect']> {
  if (node.type === 'null' || node.text === '') return { protection: 'empty', damage: null };
  return encProtection(parseEnc(node.text));
}

function encProtection(enc: Enc | DamagedEnc | null): {
  readonly protection: 'encrypted' | 'broken' | 'plain';
  readonly damage: string | null;
} {
  if (enc === null) return { protection: 'plain', damage: null };
  return enc.kind === 'enc' ? { protection: 'encrypted', damage: null } : { protection: 'broken', damage: enc.damage };
}

/** A leaf that should be encrypted and is not, or one the selector leaves in clear where nobody else would look at it. */
function leafValue(document: Document, leaf: Leaf, siblings: ReadonlyMap<string, readonly string[]>, emit: Emit): void {
  if (isBlank(leaf) || leaf.enc?.kind === 'enc') return;
  const resource = resourceOf(document);
  if (!leaf.selected && (resource !== null || leaf.enc !== null)) return;
  const { damage } = encProtection(leaf.enc);
  const path = steps(leaf.pointer);
  emit.value({
    aspect: leaf.selected ? 'leaf' : 'clear-leaf',
    container: leaf.selected ? 'ciphertext' : containerOf(document),
    text: leaf.node.text,
    node: leaf.node,
    place: placeIn(document, { pointer: leaf.pointer, span: leaf.node.span }),
    resource,
    key: nameOf(path),
    keyPath: path.join('.'),
    neighbours: (siblings.get(parentOf(leaf.pointer)) ?? []).filter((key) => key !== path.at(-1)),
    ...(damage === null ? {} : { protection: 'broken', damage }),
  });
}

function containerOf(document: Document): Container {
  switch (document.format) {
    case 'dotenv':
      return 'dotenv';
    case 'ini':
    case 'properties':
      return 'config-file';
    default:
      return 'values';
  }
}

/** Keys of the scalars in each mapping, by its pointer. */
function siblingsOf({ leaves }: Leaves): ReadonlyMap<string, readonly string[]> {
  const siblings = new Map<string, string[]>();
  for (const { pointer } of leaves) {
    const parent = parentOf(pointer);
    const key = steps(pointer).at(-1) ?? '';
    const known = siblings.get(parent);
    if (known === undefined) siblings.set(parent, [key]);
    else known.push(key);
  }
  return siblings;
}

/** Items of a list are called by the key of the list. */
const nameOf = (path: readonly string[]): string | null => path.findLast((step) => !/^\d+$/.test(step)) ?? path.at(-1) ?? null;

const parentOf = (pointer: Pointer): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** Comments of tools, which must stay readable to work, are nobody's secret. */
const directive =
  /^(?:sealgate:|yaml-language-server:|yamllint |prettier-ignore|noqa\b|checkov:|trivy:|kics-|kube-linter|gitleaks:|pragma:|renovate:|vim?:|-\*-|!)/;

function commentValue(document: Document, { comment, pointer, keys, selected, enc }: LeafComment, emit: Emit): void {
  if (!selected || enc?.kind === 'enc' || comment.text === '' || directive.test(comment.text)) return;
  // `# password: hunter2` is a value that was commented out: its key says what it is.
  const [, key = null, text = comment.text] = /^([\w.-]+)\s*[:=]\s*(\S.*)$/.exec(comment.text) ?? [];
  emit.value({
    aspect: 'clear-comment',
    container: key === null ? 'comment' : 'values',
    text,
    place: placeIn(document, { pointer, span: comment.span }),
    resource: resourceOf(document),
    key,
    keyPath: [...keys, ...(key === null ? [] : [key])].join('.'),
  });
}

/** SOPS neither reads nor authenticates these, so text may hide there. */
function unknownValue(document: Document, field: Field, emit: Emit): void {
  switch (field.kind) {
    case 'text': {
      if (field.text === '') return;
      const keys = steps(field.pointer);
      emit.value({
        aspect: 'unknown-field',
        container: 'values',
        text: field.text,
        place: placeIn(document, field),
        resource: resourceOf(document),
        key: keys.at(-1) ?? null,
        keyPath: keys.join('.'),
      });
      return;
    }
    case 'list':
      for (const item of field.items) unknownValue(document, item, emit);
      return;
    case 'map':
      for (const member of field.members.values()) unknownValue(document, member, emit);
  }
}
