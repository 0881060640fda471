import type { Container } from '../../model/fact.ts';
import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { type Entry, get, type Mapping, type Node, type Scalar } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Candidate, Emit } from '../system.ts';
import { findSealed } from './bare.ts';
import { damageWords, type Parsed, parseSealed } from './ciphertext.ts';

/** A value that belongs into a SealedSecret as ciphertext, and what stands there. */
export interface Value {
  readonly key: string;
  readonly keyPath: string;
  readonly pointer: Pointer;
  readonly node: Scalar;
  readonly parsed: Parsed;
}

/** What is read of an object's values, for notes and for what only shows between values. */
export interface Values {
  /** Entries of `encryptedData`. */
  readonly encrypted: readonly Value[];
  /** The deprecated single blob under `spec.data`. */
  readonly blob: Value | null;
  /** Why the API server would refuse the object. */
  readonly malformed: string | null;
}

const spec = ['encryptedData', 'data', 'stringData', 'template'];
const template = ['metadata', 'type', 'immutable', 'data', 'stringData'];
const head = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** Emits every value of a SealedSecret, ciphertext and plaintext members alike. */
export function emitValues(resource: Resource, emit: Emit): Values {
  const walk = new Walk(resource, emit);
  const specNode = get(resource.root, 'spec');
  const specAt = child(resource.pointer, 'spec');
  const encrypted = [...walk.encrypted(get(specNode, 'encryptedData'), child(specAt, 'encryptedData'), 'spec.encryptedData')];
  const blob = walk.data(get(specNode, 'data'), child(specAt, 'data'));
  walk.stray(get(specNode, 'stringData'), child(specAt, 'stringData'), 'spec.stringData');

  const templateNode = get(specNode, 'template');
  const templateAt = child(specAt, 'template');
  walk.template(get(templateNode, 'data'), child(templateAt, 'data'));
  walk.stray(get(templateNode, 'stringData'), child(templateAt, 'stringData'), 'spec.template.stringData');
  walk.metadata(get(templateNode, 'metadata'), child(templateAt, 'metadata'), 'spec.template.metadata');
  walk.metadata(get(resource.root, 'metadata'), child(resource.pointer, 'metadata'), 'metadata');

  // Members that mean nothing: one level too high, or of another API.
  encrypted.push(...walk.encrypted(get(resource.root, 'encryptedData'), child(resource.pointer, 'encryptedData'), 'encryptedData'));
  for (const member of ['data', 'stringData']) walk.stray(get(resource.root, member), child(resource.pointer, member), member);
  walk.unknown(resource.root, resource.pointer, '', [...head, 'encryptedData', 'data', 'stringData']);
  walk.unknown(specNode, specAt, 'spec', spec);
  walk.unknown(templateNode, templateAt, 'spec.template', template);
  return { encrypted, blob, malformed: malformedBy(resource.root, specNode) };
}

function malformedBy(root: Mapping, specNode: Node | undefined): string | null {
  if (get(root, 'encryptedData') !== undefined) return 'encryptedData stands outside of spec, where the controller does not look';
  const encrypted = get(specNode, 'encryptedData');
  if (encrypted === undefined || encrypted.kind === 'mapping') return null;
  if (encrypted.kind === 'scalar' && (encrypted.actions.length > 0 || encrypted.type === 'null' || encrypted.text.includes('{{')))
    return null;
  return 'spec.encryptedData is no mapping of keys to ciphertexts';
}

class Walk {
  private readonly resource: Resource;
  private readonly emit: Emit;

  constructor(resource: Resource, emit: Emit) {
    this.resource = resource;
    this.emit = emit;
  }

  encrypted(node: Node | undefined, pointer: Pointer, path: string): Value[] {
    const as = this.as('encrypted-data', 'sealed');
    return this.scalars(node, pointer, path, as).map((value) => {
      this.emit.value(sealedCandidate(value, as));
      return value;
    });
  }

  /** `spec.data`: one blob in the deprecated form, else a map that somebody took for that of a Secret. */
  data(node: Node | undefined, pointer: Pointer): Value | null {
    if (node?.kind === 'mapping') {
      const as = this.as('stray-data', 'sealed');
      for (const value of this.scalars(node, pointer, 'spec.data', as)) this.emit.value(sealedCandidate(value, as));
      return null;
    }
    if (node?.kind !== 'scalar' || node.type === 'null') return null;
    const value: Value = { key: 'data', keyPath: 'spec.data', pointer, node, parsed: parseSealed(node.text) };
    this.emit.value(sealedCandidate(value, this.as('deprecated-data', 'sealed')));
    return value;
  }

  /** Members that the controller ignores: what stands in them is in clear all the same. */
  stray(node: Node | undefined, pointer: Pointer, path: string): void {
    const as = this.as('stray-data', 'sealed');
    for (const value of this.scalars(node, pointer, path, as)) this.emit.value(plainCandidate(value, as));
  }

  template(node: Node | undefined, pointer: Pointer): void {
    const as = this.as('template-data', 'sealed-template');
    for (const value of this.scalars(node, pointer, 'spec.template.data', as)) this.emit.value(plainCandidate(value, as));
  }

  metadata(node: Node | undefined, pointer: Pointer, path: string): void {
    for (const member of ['annotations', 'labels']) {
      const found = get(node, member);
      if (found?.kind !== 'mapping') continue;
      for (const entry of found.entries) {
        if (entry.value.kind !== 'scalar' || /^sealedsecrets\.bitnami\.com\//.test(entry.key.text)) continue;
        const key = entry.key.text;
        const as = this.as(appliedCopies.has(key) ? 'applied-copy' : 'annotation', 'annotation');
        this.emit.value(candidate(entry.value, below(pointer, member, key), key, `${path}.${member}.${key}`, [], as));
      }
    }
  }

  unknown(node: Node | undefined, pointer: Pointer, path: string, known: readonly string[]): void {
    if (node?.kind !== 'mapping') return;
    const as: WalkAs = { ...this.as('stray-data', 'values'), keyPath: path };
    const rest = node.entries.filter((entry) => !known.includes(entry.key.text));
    if (rest.length > 0) emitLiterals({ ...node, entries: rest }, pointer, as, this.emit);
  }

  /** The scalars of a map; what is nested deeper is emitted as plain literals, which is what it is. */
  private scalars(node: Node | undefined, pointer: Pointer, path: string, as: WalkAs): Value[] {
    if (node === undefined) return [];
    if (node.kind !== 'mapping') {
      if (node.kind === 'scalar' && node.text === '') return [];
      emitLiterals(node, pointer, { ...as, keyPath: path }, this.emit);
      return [];
    }
    return node.entries.flatMap((entry: Entry) => {
      const key = entry.key.text;
      const at = child(pointer, key);
      const keyPath = `${path}.${key}`;
      if (entry.value.kind === 'scalar') {
        const text = entry.value.type === 'null' ? '' : entry.value.text;
        return [{ key, keyPath, pointer: at, node: entry.value, parsed: parseSealed(text) }];
      }
      emitLiterals(entry.value, at, { ...as, keyPath }, this.emit);
      return [];
    });
  }

  private as(aspect: string, container: Container): WalkAs {
    return { aspect, container, resource: this.resource.id, document: this.resource.document };
  }
}

/** Where ciphertext belongs: what is none is a value in clear, whatever it looks like. */
function sealedCandidate(value: Value, as: WalkAs): Candidate {
  const base = candidate(value.node, value.pointer, value.key, value.keyPath, [], as);
  const { parsed } = value;
  switch (parsed.kind) {
    case 'sealed':
      return { ...base, protection: 'sealed', detail: { bits: parsed.modulusBytes * 8, plaintextBytes: parsed.plaintextLength } };
    case 'broken':
      return { ...base, protection: 'broken', damage: parsed.damage, detail: { problem: damageWords[parsed.damage] } };
    case 'template':
      // A ciphertext as the default of an action is no plaintext.
      return findSealed(value.node.text).length > 0 ? { ...base, protection: 'template' } : base;
    case 'plain':
      return parsed.base64 ? { ...base, encoding: 'base64' } : base;
  }
}

/** Where plaintext or a template stands: a ciphertext there reaches the Secret as it is. */
function plainCandidate(value: Value, as: WalkAs): Candidate {
  const base = candidate(value.node, value.pointer, value.key, value.keyPath, [], as);
  return value.parsed.kind === 'sealed' ? { ...base, protection: 'sealed' } : base;
}

/** Copies of the whole object that tools leave in an annotation (sealed-secrets.md §3). */
const appliedCopies = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubecfg.ksonnet.io/last-applied-configuration',
  'kapp.k14s.io/original',
  'objectset.rio.cattle.io/applied',
]);
