import type { Pointer } from './ids.ts';
import type { Format } from './profile.ts';
import type { Comment, Node, Span } from './tree.ts';

/** Decoded text of a blob, with its lines. */
export interface SourceText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** 1-based; columns count UTF-16 code units; CR LF, LF and a lone CR each end a line. */
  position(offset: number): { readonly line: number; readonly column: number };
  /** Offset of the first character of a 1-based line. */
  lineStart(line: number): number;
  readonly lines: number;
}

export type UnreadReason = 'syntax' | 'depth' | 'aliases' | 'size' | 'time' | 'conflict';

/**
 * One document of a stream. `how` says how it was read: `parsed` by the real grammar; `template` with its actions masked;
 * `lines` by indentation alone, after the grammar failed (approximate: pointers may be off, lines are right).
 */
export interface Document {
  /** Counts the documents of the blob from 0. */
  readonly index: number;
  readonly format: Format;
  readonly source: SourceText;
  readonly span: Span;
  readonly how: 'parsed' | 'template' | 'lines';
  /** null: empty, or nothing could be made of it. */
  readonly root: Node | null;
  readonly comments: readonly Comment[];
  /** Why the grammar failed, never with words of the source. */
  readonly problem: { readonly reason: UnreadReason; readonly line: number } | null;
  /** Stands inside a string of an outer document; places are the outer string's, or exact where it is a literal block. */
  readonly within: Within | null;
}

/** Where an inner document stands. `layers` names what was taken off: `['base64', 'gzip', 'yaml']`. */
export interface Within {
  readonly pointer: Pointer;
  readonly place: Place;
  readonly layers: readonly string[];
  readonly depth: number;
  /**
   * Where its first character stands in the blob, when it stands there line by line as it reads (a literal block, one line
   * without escapes): then inner lines and columns count on from here. Null: only the place of the outer string is known.
   */
  readonly origin: { readonly line: number; readonly column: number } | null;
}

/** A place in a blob: a Location without the path, which the blob does not know. All numbers are 1-based, ends exclusive. */
export interface Place {
  readonly document: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** null in documents read by line, and in files without a tree. */
  readonly pointer: Pointer | null;
  /** Pointer inside a document that stands in the string at `pointer`; '' when there is none. */
  readonly inner: Pointer;
  /** `pointer` leads through an alias to what the anchor has at these lines. */
  readonly aliased?: true;
}
