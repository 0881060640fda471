import type { UnreadReason } from '../model/document.ts';
import type { Comment, Node } from '../model/tree.ts';

/** What a reader made of a region of a source text. All offsets are those of the whole text. */
export interface Reading {
  readonly root: Node | null;
  readonly comments: readonly Comment[];
  readonly problem: ReadingProblem | null;
}

export interface ReadingProblem {
  readonly reason: UnreadReason;
  readonly offset: number;
}

/** A part of a source text: `text` is the whole, `start` and `end` bound what is to be read. */
export interface Region {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Reader = (region: Region) => Reading;
