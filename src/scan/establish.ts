import { readDocuments } from '../manifest/documents.ts';
import { innerDocument } from '../manifest/inner.ts';
import { placeOf } from '../manifest/place.ts';
import { resourcesOf } from '../manifest/resources.ts';
import type { Document, SourceText } from '../model/document.ts';
import { root } from '../model/pointer.ts';
import type { PathProfile } from '../model/profile.ts';
import type { Resource } from '../model/resource.ts';
import type { BlobFacts, Link } from '../model/snapshot.ts';
import { systems } from '../systems/registry.ts';
import { Broken, type By, type Candidate, type Emit, type Envelope, type File, type Grammar, type Observation } from '../systems/system.ts';
import { decode, lfsPointer } from '../text/decode.ts';
import { sourceText } from '../text/lines.ts';
import { contained, failed } from './contained.ts';
import { grammarsOf } from './grammars.ts';
import { judge, structured } from './judge.ts';
import { type Laps, untimed } from './laps.ts';
import { addressed, observed } from './observed.ts';
import { outside, without } from './rest.ts';
import { Said } from './said.ts';
import { isToldAt } from './told-at.ts';
import { isWhole, type Silence, Unasked } from './unasked.ts';
import { unseen } from './unread.ts';
import type { Watch } from './watch.ts';
import { adopted, at, located, type Outer } from './whereabouts.ts';

const maximumDepth = 4;

/**
 * Phase 1: everything that can be said of a blob alone. The same bytes and profile always give the same facts. `watch` is
 * called for every document and value, and before each walk over the text, with its length: what it throws ends the work.
 * With `rules` facts of values that no rule says anything of are left out, where a look at the value tells.
 */
export function establish(
  bytes: Uint8Array,
  profile: PathProfile,
  watch: Watch = () => {},
  laps: Laps = untimed,
  rules: Silence | null = null,
): BlobFacts {
  if (lfsPointer(bytes)) return nothing(bytes, profile, 'lfs-pointer');
  const decoded = decode(bytes);
  const source = decoded.kind === 'text' ? decoded.source : null;
  const establishing = new Establishing({ profile, bytes, source }, watch, rules);
  if (decoded.kind === 'binary') {
    establishing.binary();
    return establishing.result(decoded.reason);
  }
  establishing.text(decoded.source, laps);
  return establishing.result(null);
}

export function nothing(bytes: Uint8Array, profile: PathProfile, skipped: string | null): BlobFacts {
  return new Establishing({ profile, bytes, source: null }, () => {}, null).result(skipped);
}

class Establishing {
  private readonly file: File;
  private readonly watch: Watch;
  private readonly unasked: Unasked | null;
  /** Few files hold a value that they are tried on. */
  private grammars: readonly Grammar[] | null = null;
  private readonly said = new Said();
  /** Documents under way that could not be read in full. */
  private broken = 0;

  constructor(file: File, watch: Watch, rules: Silence | null) {
    this.file = file;
    this.watch = watch;
    this.unasked = rules && new Unasked(file.profile, () => this.grammarsHere(), rules);
  }

  result(skipped: string | null): BlobFacts {
    return this.said.result(this.file, skipped);
  }

  binary(): void {
    for (const system of systems) this.held(() => system.binary?.(this.file.bytes, this.file, this.emitter(system.id, null, null, null)));
  }

  text(source: SourceText, laps: Laps): void {
    this.watch(source.text.length);
    laps.enter('parse');
    this.said.documents = readDocuments(source, this.file.profile);
    laps.enter('establish');
    const blob = (system: string): Emit => this.emitter(system, null, null, null);
    this.watch(0);
    for (const system of systems) this.held(() => system.stream?.(this.said.documents, this.file, blob(system.id)));
    for (const document of this.said.documents) {
      this.watch(0);
      this.document(document, null);
      for (const comment of addressed(document, source)) this.said.comment(comment);
    }
    for (const system of systems) {
      this.watch(0);
      this.held(() => system.text?.(source, this.file, blob(system.id)));
    }
  }

  private document(document: Document, outer: Outer | null): void {
    if (document.within === null && document.problem !== null && document.problem.reason !== 'aliases') {
      this.said.unread(document.problem.line, document.problem.reason);
    }
    const { facts, again } = this.said;
    const before = facts.length;
    const beforeAgain = again.length;
    if (document.problem !== null) this.broken += 1;
    this.read(document, outer);
    if (document.problem === null) return;
    this.broken -= 1;
    const gap = unseen(document, this.file.profile, [...facts.slice(before), ...again.slice(beforeAgain)]);
    if (gap !== null) this.said.gap(gap);
  }

  private read(document: Document, outer: Outer | null): void {
    if (document.root === null) return;
    const envelope = this.envelopeOf(document, outer);
    const emit = (system: string): Emit => this.emitter(system, document, envelope, outer);
    this.held(() => envelope?.values?.(emit(envelope.system)));
    const clear = envelope === null ? document : without(document, envelope.metadata);
    const resources = resourcesOf(clear);
    for (const resource of resources) this.resource(resource, emit);
    // A document that is an object belongs to who reads the object; the rest may be somebody's file format.
    // (An object in a string of it is at the root of a document of its own.)
    const own = resources.filter((resource) => resource.document === clear);
    if (own.some((resource) => resource.pointer === '' || /List$/.test(resource.via[0] ?? ''))) return;
    const rest = own.length === 0 ? emit : (system: string): Emit => outside(own, document, emit(system));
    for (const system of systems) if (system.document && this.held(() => system.document?.(clear, this.file, rest(system.id)))) return;
  }

  private envelopeOf(document: Document, outer: Outer | null): Envelope | null {
    for (const system of systems) {
      const envelope =
        system.envelope && this.held(() => system.envelope?.(document, this.file, this.emitter(system.id, document, null, outer)));
      if (envelope == null) continue;
      if (document.within === null) this.said.envelope ??= envelope.system;
      return envelope;
    }
    return null;
  }

  private resource(resource: Resource, emitOf: (system: string) => Emit): void {
    const place = placeOf(resource.document, resource.root.span, resource.pointer);
    const system = systems.find((one) => one.claims && this.held(() => one.claims?.(resource)));
    if (system === undefined) return;
    const emit = emitOf(system.id);
    this.said.resource({ ...resource.id, group: resource.group, place, system: system.id });
    contained(
      () => {
        system.read?.(resource, this.file, emit);
        system.rest?.read?.(resource, this.file, emitOf(system.rest.id));
      },
      (error) => {
        const reason = error instanceof Broken ? error.message : this.gap(error);
        const malformed = { subject: 'resource', aspect: 'malformed', keyPath: '', detail: { reason } } as const;
        emit.observe({ ...malformed, place, resource: resource.id });
      },
    );
  }

  /** A module that fails takes nothing down but what it would have said itself; the file counts as not read in full. */
  private held<T>(work: () => T): T | undefined {
    return contained<T | undefined>(work, (error) => void this.gap(error));
  }

  private gap(error: unknown): string {
    const reason = failed(error);
    this.said.gap(reason);
    return reason;
  }

  private emitter(system: string, document: Document | null, envelope: Envelope | null, outer: Outer | null): Emit {
    return {
      value: (candidate) => this.value({ ...this.adopt(candidate, document, outer), system }, document, envelope),
      passes: (...asked) => document !== null && envelope === null && this.passes(system, document, ...asked),
      observe: (observation) => this.said.facts.push(observed({ system, ...this.adopt(observation, document, outer) }, this.file.profile)),
      link: (link) => this.said.link({ system, ...this.adopt(link, document, outer) }),
      note: (note) => this.said.note(system, note),
    };
  }

  private adopt<T extends Observation | Candidate | Omit<Link, 'system'>>(found: T, document: Document | null, outer: Outer | null): T {
    if (document === null) return this.file.source === null ? found : located(found, this.file.source, this.said.documents);
    return outer === null ? found : adopted(found, outer);
  }

  private value(candidate: By<Candidate>, document: Document | null, envelope: Envelope | null): void {
    const { said, unasked } = this;
    const { system, aspect, place } = candidate;
    if ((aspect === 'token-in-text' && isToldAt(place, said.facts)) || !said.counted.add(system, aspect, place)) {
      said.sameAgain(candidate);
      return;
    }
    this.watch(0);
    said.values += 1;
    const mayLeaveOut = unasked !== null && this.mayLeaveOut(document, envelope);
    if (mayLeaveOut && unasked.has(candidate)) return;
    const judged = judge(candidate, envelope, document?.how ?? 'parsed', this.file.profile, this.grammarsHere());
    const { beside, facts, values } = said;
    const before = facts.length;
    const read =
      judged.plaintext !== null &&
      judged.fact.sensitivity.token === null &&
      this.inside(candidate, judged.plaintext, judged.layers, document);
    const fact = read ? structured(judged.fact, judged.plaintext ?? '') : judged.fact;
    if (mayLeaveOut && document !== null && isWhole(document) && said.beside === beside) {
      unasked.learn(candidate, fact, read ? facts.slice(before) : null, said.values - values);
    }
    facts.push(fact);
  }

  private grammarsHere(): readonly Grammar[] {
    return (this.grammars ??= grammarsOf(this.file.source));
  }

  /** Counts a value that nobody asks for, and says whether it is one. */
  private passes(system: string, document: Document, ...[node, pointer, key, keyPath, as, container]: Parameters<Emit['passes']>): boolean {
    // An object in a string is read with the outer document's emit.
    if (this.unasked === null || as.document !== document || !isWhole(document) || !this.mayLeaveOut(document, null)) return false;
    const inside = this.unasked.valuesIn(node, key, keyPath, system, as, container);
    if (inside === undefined) return false;
    this.watch(0);
    const { line, column } = document.source.position((node.written ?? node.span).start);
    const isFirst = this.said.counted.add(system, as.aspect, { document: document.index, line, column, pointer, inner: root });
    if (isFirst) this.said.values += 1 + inside;
    return true;
  }

  /** Not where an envelope or broken text is asked what was told of it. The first fact of a stream may have to stand for the file. */
  private mayLeaveOut(document: Document | null, envelope: Envelope | null): boolean {
    return document !== null && envelope === null && this.broken === 0 && (this.said.facts.length > 0 || this.said.documents.length === 1);
  }

  /** Reads what a value holds: a document of its own, key material. True when a document was found in it. */
  private inside(candidate: Candidate, text: string, layers: readonly string[], document: Document | null): boolean {
    const depth = (document?.within?.depth ?? 0) + 1;
    if (document === null || candidate.node === undefined || depth > maximumDepth) return false;
    if (layers.length > 0) this.decodedText(candidate, text);
    if (text.length < 8 || !/[\n{[]/.test(text)) return false;
    const inner = innerDocument(candidate.node, candidate.place, text, layers, depth);
    if (inner === null) return false;
    this.document(inner, { resource: candidate.resource, keyPath: candidate.keyPath });
    return true;
  }

  /** Key material and the like in text that had to be decoded first: found at the place of the encoded value. */
  private decodedText(candidate: Candidate, text: string): void {
    const source = sourceText(text, 'utf-8');
    const emit = (system: string): Emit => at(candidate, this.emitter(system, null, null, null));
    for (const system of systems) this.held(() => system.text?.(source, { ...this.file, source }, emit(system.id)));
  }
}
