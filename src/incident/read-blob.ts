import { readDocuments } from '../manifest/documents.ts';
import { innerDocument } from '../manifest/inner.ts';
import { placeOf } from '../manifest/place.ts';
import { ownResourcesOf, resourcesOf } from '../manifest/resources.ts';
import { type ScalarAt, scalars } from '../manifest/walk.ts';
import { Concealed } from '../model/concealed.ts';
import type { Document, SourceText } from '../model/document.ts';
import { steps } from '../model/pointer.ts';
import type { Resource, ResourceId } from '../model/resource.ts';
import { lenientBase64 } from '../text/base64.ts';
import { decode } from '../text/decode.ts';
import { sourceText } from '../text/lines.ts';
import { Words } from '../text/words.ts';
import type { Holdings, PlainHolding, SealedHolding, SopsBlock, SopsLeaf, Spot } from './holdings.ts';
import type { SecretUse } from './inventory.ts';
import { declaredScope, isSealingKey, usesOf } from './kubernetes.ts';
import { holdsSops, holdsValues } from './markers.ts';
import { ownCopy } from './own-copy.ts';
import { readCertificates, readMaterial } from './read-material.ts';
import { canonicalCiphertext, ciphertextsIn } from './sealed-text.ts';
import { type EncryptedLeaf, sopsOf } from './sops-file.ts';

/** What a blob holds, established without any key; null: nothing. Never throws, whatever the bytes. */
export async function readBlob(bytes: Buffer): Promise<Holdings | null> {
  const decoded = decode(bytes);
  const material = await readMaterial(bytes, decoded.kind === 'text' ? decoded.source.text : null);
  if (decoded.kind === 'binary') return material.length === 0 ? null : { ...nothing, material };
  const { source } = decoded;
  const certificates = readCertificates(source.text);
  const reader = new BlobReader();
  const { source: parsed, names: others } = worthParsing(source);
  const documents = parsed.text === '' ? [] : readDocuments(parsed, { format: formatOf(source.text) });
  reader.file(documents);
  reader.text(source.text);
  const { sealed, leaves, blocks, plain, names } = reader;
  const sops = blocks.length === 0 ? null : { blocks, leaves, file: fileOf(source.text) };
  // Ciphertext of Sealed Secrets is found in any text; values of SOPS only where their metadata is read too.
  const unread = sops === null && source.text.includes('ENC[AES256_GCM') && documents.some(({ problem }) => problem !== null);
  if (sealed.length + plain.length + material.length + certificates.length === 0 && sops === null && !unread) return null;
  return ownCopy({ sealed, sops, plain, material, certificates, names: [...new Set([...names, ...others])].sort(), unread });
}

/**
 * The documents that hold values, and the names of the objects in the others. Installers of operators hold megabytes of definitions and workloads
 * beside one Secret, in hundreds of versions. Not where documents hang together: by templates, by fences, by the metadata of SOPS.
 */
function worthParsing(source: SourceText): { readonly source: SourceText; readonly names: readonly string[] } {
  const { text } = source;
  if (!holdsValues(text)) return { source: sourceText(''), names: [] };
  if (text.length < 1 << 14 || text.includes('{{') || text.includes('```') || holdsSops(text)) return { source, names: [] };
  const wanted: string[] = [];
  const names: string[] = [];
  for (const part of text.split(/^---(?=\s|$)/m)) {
    if (holdsValues(part)) wanted.push(part);
    else if (!/^kind: CustomResourceDefinition\b/m.test(part)) names.push(...nameIn(part));
  }
  return { source: sourceText(wanted.join('---')), names };
}

/** As tools write it; a name that is missed is one fewer to guess a label from. */
function nameIn(document: string): string[] {
  const namespace = /^ {2}namespace: ([\w.-]+)\s*$/m.exec(document)?.[1] ?? '';
  const name = /^ {2}name: ([\w.-]+)\s*$/m.exec(document)?.[1];
  return name === undefined ? [] : [/^kind: Namespace\b/m.test(document) ? `${name}/` : `${namespace}/${name}`];
}

/** Holdings that were stored have no text: here is the blob again. */
export function withFile(holdings: Holdings, bytes: Buffer): Holdings {
  const decoded = holdings.sops === null ? null : decode(bytes);
  return decoded?.kind !== 'text' || holdings.sops === null
    ? holdings
    : { ...holdings, sops: { ...holdings.sops, file: fileOf(decoded.source.text) } };
}

/** More than a file of secrets has, and little enough to hold every version of all of them. */
const largestFile = 1 << 18;
const fileOf = (text: string): Concealed | null => (text.length > largestFile ? null : new Concealed(text));

/** Which workloads of a file use which Secrets. Never throws. */
export function readUses(bytes: Buffer): SecretUse[] {
  if (!usesWords.isIn(bytes.toString('latin1'))) return [];
  const decoded = decode(bytes);
  if (decoded.kind !== 'text' || !/apiVersion["']?\s*:/.test(decoded.source.text)) return [];
  // Definitions describe such members and name no Secret.
  const parts = decoded.source.text
    .split(/^---(?=\s|$)/m)
    .filter((part) => usesWords.isIn(part) && !/^kind: CustomResourceDefinition\b/m.test(part));
  const resources = readDocuments(sourceText(parts.join('---')), { format: 'yaml' }).flatMap(resourcesOf);
  return resources.flatMap((resource) => {
    const { namespace, name, kind } = readable(resource.id);
    return usesOf(resource).map((secret) => ownCopy({ workload: `${kind}/${name ?? '?'}`, namespace, secret }));
  });
}

const usesWords = new Words(['secretName', 'secretKeyRef', 'secretRef', 'imagePullSecrets', 'existingSecret']);

export const nothing: Holdings = { sealed: [], sops: null, plain: [], material: [], certificates: [], names: [], unread: false };

/** Files of SOPS say by their own words what they are; of everything else content decides, since one blob has many names. */
export function formatOf(text: string): 'dotenv' | 'ini' | 'text' {
  if (/^sops_mac=/m.test(text)) return 'dotenv';
  return /^\[sops\]\s*$/m.test(text) ? 'ini' : 'text';
}

class BlobReader {
  readonly sealed: SealedHolding[] = [];
  readonly leaves: SopsLeaf[] = [];
  readonly blocks: SopsBlock[] = [];
  readonly plain: PlainHolding[] = [];
  readonly names = new Set<string>();
  private readonly found = new Set<string>();

  file(documents: readonly Document[]): void {
    const file = sopsOf(documents);
    if (file !== null) this.blocks.push(...file.blocks);
    for (const document of documents) {
      if (document.root === null) continue;
      const owners = new Owners(document);
      for (const resource of owners.resources) this.resource(resource);
      const encrypted = file?.leaves.get(document) ?? [];
      for (const leaf of encrypted)
        this.leaves.push({ ...this.spot(document, owners, leaf.pointer, sopsKey(document, owners, leaf)), ...leaf.content });
      const closed = new Set(encrypted.map(({ pointer }) => pointer));
      for (const scalar of scalars(document.root)) if (!closed.has(scalar.pointer)) this.scalar(document, owners, scalar);
    }
  }

  /** Ciphertexts that stand in no scalar: in a comment, in prose, in a template that does not parse. */
  text(text: string): void {
    for (const { ciphertext, key } of ciphertextsIn(text, this.found)) {
      this.found.add(ciphertext);
      this.sealed.push({ document: 0, pointer: '', resource: null, key, ciphertext, declared: null });
    }
  }

  private resource(resource: Resource): void {
    const { namespace, name, kind } = readable(resource.id);
    if (name !== null) this.names.add(`${namespace ?? ''}/${name}`);
    if (kind === 'Namespace' && name !== null) this.names.add(`${name}/`);
  }

  private scalar(document: Document, owners: Owners, scalar: ScalarAt): void {
    const { node, pointer } = scalar;
    const resource = owners.of(pointer);
    const ciphertext = canonicalCiphertext(node.text, isEncryptedData(resource, pointer));
    if (ciphertext !== null) {
      this.found.add(ciphertext);
      const declared = resource === null ? null : declaredScope(resource);
      this.sealed.push({ ...this.spot(document, owners, pointer, memberKey(pointer)), ciphertext, declared });
      return;
    }
    const plain = resource === null ? null : plainSecret(resource, scalar);
    if (plain !== null) this.plain.push({ ...this.spot(document, owners, pointer, memberKey(pointer)), content: plain });
    this.inner(document, scalar);
  }

  /** Strings that are documents: a manifest in a ConfigMap, a SOPS file in `data` of a Secret. */
  private inner(document: Document, { node, pointer }: ScalarAt): void {
    const { text } = node;
    if (text.length < 60) return;
    const depth = (document.within?.depth ?? 0) + 1;
    const place = placeOf(document, node.span, pointer);
    const direct = holdsValues(text) ? innerDocument(node, place, text, [], depth) : null;
    if (direct !== null) {
      this.file([direct]);
      return;
    }
    const bytes = /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) ? lenientBase64(text) : null;
    const decoded = bytes === null ? null : decode(bytes);
    if (decoded?.kind !== 'text' || !holdsValues(decoded.source.text)) return;
    const wrapped = innerDocument(node, place, decoded.source.text, ['base64'], depth);
    if (wrapped !== null) this.file([wrapped]);
  }

  private spot(document: Document, owners: Owners, pointer: string, key: string): Spot {
    const { within } = document;
    const resource = owners.of(pointer);
    const outer = within === null ? '' : `${within.pointer}${within.place.inner}`;
    return { document: document.index, pointer: `${outer}${pointer}`, resource: resource === null ? null : readable(resource.id), key };
  }
}

/** Which object a pointer stands in. */
class Owners {
  readonly resources: readonly Resource[];

  constructor(document: Document) {
    // Objects in strings are read when their string is.
    this.resources = [...ownResourcesOf(document)].sort((a, b) => b.pointer.length - a.pointer.length);
  }

  of(pointer: string): Resource | null {
    return this.resources.find((resource) => pointer === resource.pointer || pointer.startsWith(`${resource.pointer}/`)) ?? null;
  }
}

/** Names with a template in them are no names. */
function readable({ apiVersion, kind, namespace, name }: ResourceId): ResourceId {
  const known = (text: string | null): string | null => (text === null || text === '' || /\{\{|\$\{|ENC\[/.test(text) ? null : text);
  return { apiVersion, kind, namespace: known(namespace), name: known(name) };
}

function isEncryptedData(resource: Resource | null, pointer: string): boolean {
  if (resource?.group !== 'bitnami.com' || resource.id.kind !== 'SealedSecret') return false;
  const below = pointer.slice(resource.pointer.length);
  return /^\/spec\/encryptedData\/[^/]+$/.test(below) || below === '/spec/data';
}

/** A value in clear in a Secret: as the cluster has it. null: not one, or a reference that stands for it. */
function plainSecret(resource: Resource, { node, pointer }: ScalarAt): Concealed | null {
  if (resource.id.kind !== 'Secret' || resource.id.apiVersion !== 'v1' || isSealingKey(resource)) return null;
  const [container, key, ...more] = steps(pointer.slice(resource.pointer.length) as typeof pointer);
  if (key === undefined || more.length > 0 || node.text === '' || node.actions.length > 0 || node.type === 'null') return null;
  if (/^ENC\[|\$\{|\{\{|^<path:/.test(node.text)) return null;
  if (container === 'stringData') return new Concealed(Buffer.from(node.text).toString('latin1'));
  const bytes = container === 'data' ? lenientBase64(node.text) : null;
  return bytes === null || bytes.length === 0 ? null : new Concealed(Buffer.from(bytes).toString('latin1'));
}

/** The data key in a Secret, else the dotted path from the root. */
function sopsKey(document: Document, owners: Owners, { pointer, content, keys }: EncryptedLeaf): string {
  const resource = owners.of(pointer);
  const inside = resource === null ? null : steps(pointer.slice(resource.pointer.length) as ScalarAt['pointer']);
  const isSecret = resource?.id.kind === 'Secret' && resource.id.apiVersion === 'v1';
  const isData = isSecret && inside?.length === 2 && (inside[0] === 'data' || inside[0] === 'stringData');
  const path = document.format === 'ini' ? keys : steps(pointer as ScalarAt['pointer']);
  const name = isData ? (inside[1] ?? '') : path.join('.');
  return content.comment ? `${name}#comment` : name;
}

/** The member that holds it; items of a list by the name of the list and their number. */
function memberKey(pointer: ScalarAt['pointer']): string {
  const path = steps(pointer);
  const last = path.at(-1) ?? '';
  return /^\d+$/.test(last) && path.length > 1 ? path.slice(-2).join('.') : last;
}
