import type { Document } from '../model/document.ts';
import type { Fact } from '../model/fact.ts';
import type { BlobFacts, InlineComment, Link } from '../model/snapshot.ts';
import type { Candidate, File } from '../systems/system.ts';
import { Counted } from './counted.ts';

type ResourceAt = BlobFacts['resources'][number];

/** All that is said of one blob, as it is being read. */
export class Said {
  readonly facts: Fact[] = [];
  /** What was told before: an object in a string is found as an object, and in the string. */
  readonly again: Candidate[] = [];
  readonly counted = new Counted();
  documents: readonly Document[] = [];
  envelope: string | null = null;
  values = 0;
  /** How much was said beside facts: a value in which some of it stands is no silent one. */
  beside = 0;
  private readonly links: Link[] = [];
  private readonly resources: ResourceAt[] = [];
  private readonly notes: Record<string, unknown[]> = {};
  private readonly comments: InlineComment[] = [];
  private readonly unparsed: { line: number; reason: string }[] = [];
  private readonly incomplete = new Set<string>();

  link(link: Link): void {
    this.beside += 1;
    this.links.push(link);
  }

  resource(resource: ResourceAt): void {
    this.beside += 1;
    this.resources.push(resource);
  }

  note(system: string, note: unknown): void {
    this.beside += 1;
    const known = this.notes[system];
    if (known === undefined) this.notes[system] = [note];
    else known.push(note);
  }

  sameAgain(candidate: Candidate): void {
    this.beside += 1;
    this.again.push(candidate);
  }

  gap(reason: string): void {
    this.beside += 1;
    this.incomplete.add(reason);
  }

  unread(line: number, reason: string): void {
    this.unparsed.push({ line, reason });
  }

  comment(comment: InlineComment): void {
    this.comments.push(comment);
  }

  result({ profile, bytes }: File, skipped: string | null): BlobFacts {
    const { facts, links, resources, envelope, comments, notes, unparsed, documents, values } = this;
    const coverage = {
      bytes: bytes.length,
      documents: documents.length,
      resources: resources.length,
      values,
      skipped,
      unparsed,
      incomplete: [...this.incomplete],
    };
    return { profile, facts, links, resources, envelope, comments, notes, coverage };
  }
}
