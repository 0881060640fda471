import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root as rootPointer } from '../../model/pointer.ts';
import type { Node, Span } from '../../model/tree.ts';
import { judge } from '../../sensitivity/judge.ts';
import type { Emit, File } from '../system.ts';
import { tripleOf } from './enc.ts';
import { observed, resourceOf } from './facts.ts';
import { nestedField } from './field.ts';
import { additionalData, isBlank, type Leaf, type Leaves, leavesOf } from './leaves.ts';
import { isBlock, type Metadata, readMetadata } from './metadata.ts';
import { compileSelector, defaultSelector } from './selector.ts';

/** A document with what this system reads in it. */
interface Reading {
  readonly document: Document;
  readonly metadata: Metadata | null;
  readonly found: Leaves;
}

/** Marks of the format, one of which every file with a block or a ciphertext has. */
const marks = /ENC\[AES256_GCM|sops/;

/** The documents of a file that SOPS has to do with; [] for nearly every file there is. */
export function readStream(documents: readonly Document[]): readonly Reading[] {
  const [first] = documents;
  if (first === undefined || !marks.test(first.source.text)) return [];
  return documents.map((document) => {
    const metadata = readMetadata(document);
    return { document, metadata, found: leavesOf(document, metadata) };
  });
}

/** Says what the documents of one file are to one another: one data key and one block for all of them, by upstream's rule. */
export function judgeStream(readings: readonly Reading[], file: File, emit: Emit): void {
  const encrypted = readings.some(({ metadata, found }) => metadata !== null || found.leaves.some(({ enc }) => enc !== null));
  if (!encrypted) return;
  conflictMarkers(readings, emit);
  differingBlocks(readings, emit);
  // What was read by line is too rough for the rest.
  const parsed = readings.filter(({ document }) => document.how !== 'lines');
  emptySelector(parsed, file, emit);
  copiedCiphertext(parsed, emit);
  for (const reading of parsed) {
    misplacedBlocks(reading, emit);
    strayCiphertext(reading, readings, emit);
  }
}

function conflictMarkers(readings: readonly Reading[], emit: Emit): void {
  for (const { document } of readings) {
    if (document.problem?.reason !== 'conflict') continue;
    const start = document.source.lineStart(document.problem.line);
    emit.observe(observed(document, 'conflict-markers', { pointer: rootPointer, span: { start, end: start + '<<<<<<<'.length } }));
  }
}

/** The CLI reads the first block only, Flux each document's own: where they differ, access is not what a reader sees. */
function differingBlocks(readings: readonly Reading[], emit: Emit): void {
  const [first, ...later] = readings;
  if (first?.metadata == null) return;
  const known = identityOf(first.metadata);
  for (const { document, metadata } of later) {
    if (metadata !== null && identityOf(metadata) !== known) emit.observe(observed(document, 'blocks-differ', metadata));
  }
}

function identityOf({ recipients, threshold, selector, mac, lastModified }: Metadata): string {
  return JSON.stringify([
    recipients.map(({ kind, id, group, wrapped }) => [kind, id, group, wrapped.trim()]),
    threshold,
    selector.name,
    selector.value,
    mac,
    lastModified,
  ]);
}

/** A selector that covers nothing, in any document it counts for, leaves a file in clear that looks encrypted. */
function emptySelector(readings: readonly Reading[], file: File, emit: Emit): void {
  const told = new Set<string>();
  for (const { document, metadata } of readings) {
    if (metadata === null || !metadata.selector.written || metadata.selector.problem === 'several') continue;
    const { name, value, problem } = metadata.selector;
    if (told.has(`${name} ${value}`)) continue;
    told.add(`${name} ${value}`);
    const alike = readings.filter((other) => other.metadata?.selector.name === name && other.metadata.selector.value === value);
    // A key it covers is a match, also where nothing stands there yet.
    const leaves = alike.flatMap(({ found }) => found.leaves);
    const reached = leaves.some(({ selected }) => selected) || alike.some((one) => coversEmpty(one));
    if (problem === null && (reached || leaves.every(isBlank))) continue;
    const clear = alike.flatMap((reading) =>
      reading.found.leaves.filter((leaf) => !leaf.selected && looksSecret(leaf, reading.document, file)),
    );
    const at = metadata.fields.members.get(name) ?? metadata;
    emit.observe(
      observed(document, problem === null ? 'selector-matches-nothing' : 'selector-invalid', at, {
        selector: name,
        readable: clear.length,
      }),
    );
  }
}

/** `data: {}`, for secrets to come. */
function coversEmpty({ document, metadata }: Reading): boolean {
  const covers = compileSelector(metadata?.selector ?? defaultSelector);
  const look = (node: Node, keys: readonly string[]): boolean => {
    if (node.kind === 'scalar') return false;
    if (node.kind === 'sequence')
      return node.items.length === 0 ? covers({ keys, comments: [], isComment: false }) : node.items.some((item) => look(item, keys));
    if (node.entries.length === 0) return covers({ keys, comments: [], isComment: false });
    return node.entries.some(
      ({ key, value }) => !(keys.length === 0 && metadata?.members.includes(key.text)) && look(value, [...keys, key.text]),
    );
  };
  return document.root !== null && look(document.root, []);
}

function looksSecret(leaf: Leaf, document: Document, file: File): boolean {
  if (isBlank(leaf) || leaf.enc !== null) return false;
  const { sensitivity } = judge({
    text: leaf.node.text,
    whole: true,
    key: leaf.keys.at(-1) ?? null,
    keyPath: leaf.keys.join('.'),
    container: leaf.keys[0] === 'stringData' ? 'secret' : 'values',
    kind: resourceOf(document)?.kind ?? null,
    secretType: null,
    scalar: leaf.node.type,
    neighbours: [],
    example: file.profile.example,
    test: file.profile.test,
  });
  return sensitivity.verdict === 'secret' || sensitivity.verdict === 'suspect';
}

/** The path is authenticated, so one ciphertext at two paths opens at one of them at most; list indexes are no part of it. */
function copiedCiphertext(readings: readonly Reading[], emit: Emit): void {
  const first = new Map<string, string>();
  for (const { document, found } of readings) {
    for (const { enc, keys, pointer, node } of found.leaves) {
      if (enc?.kind !== 'enc') continue;
      const path = additionalData(keys);
      const known = first.get(tripleOf(enc));
      if (known === undefined) first.set(tripleOf(enc), path);
      else if (known !== path)
        emit.observe(observed(document, 'same-ciphertext-twice', { pointer, span: node.span }, { first: keysOf(known) }));
    }
  }
}

const keysOf = (path: string): string => path.slice(0, -1).replaceAll(':', '.');

/** Ciphertext without a block, or where the block's selector does not reach. */
function strayCiphertext({ document, metadata, found }: Reading, readings: readonly Reading[], emit: Emit): void {
  // The CLI opens later documents by the block of the first, so without their own they are whole.
  const missing = metadata === null && (readings[0]?.metadata ?? null) === null;
  for (const { enc, selected, pointer, node } of found.leaves) {
    if (enc === null || (metadata !== null && selected)) continue;
    if (metadata !== null) emit.observe(observed(document, 'ciphertext-outside-zone', { pointer, span: node.span }));
    else if (missing && !insideBlock(pointer)) emit.observe(observed(document, 'metadata-missing', { pointer, span: node.span }));
  }
}

/** The `mac` of a misplaced block is no value. */
const insideBlock = (pointer: Pointer): boolean => /\/sops\/mac$/.test(pointer);

function misplacedBlocks({ document, metadata }: Reading, emit: Emit): void {
  const look = (node: Node, pointer: Pointer): void => {
    if (node.kind === 'scalar') return;
    const members: readonly (readonly [string | number, Node, Span])[] =
      node.kind === 'mapping'
        ? node.entries.map(({ key, value }) => [key.text, value, key.span])
        : node.items.map((item, index) => [index, item, item.span]);
    for (const [name, value, span] of members) {
      const at = child(pointer, name);
      if (pointer === '' && typeof name === 'string' && metadata?.members.includes(name)) continue;
      if (name === 'sops' && pointer !== '' && value.kind === 'mapping') {
        const fields = nestedField(value, at);
        if (fields.kind === 'map' && isBlock(fields)) {
          emit.observe(observed(document, 'metadata-misplaced', { pointer: at, span }));
          continue;
        }
      }
      look(value, at);
    }
  };
  if (document.root !== null) look(document.root, rootPointer);
}
