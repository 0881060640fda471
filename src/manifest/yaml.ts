import type { Comment, Node } from '../model/tree.ts';
import type { ReadingProblem, Region } from './reading.ts';
import type { TemplateMask } from './template-mask.ts';
import { yamlComments } from './yaml-comments.ts';
import { type YamlEvents, type YamlFailure, yamlEvents } from './yaml-events.ts';
import { NodeBuilder } from './yaml-node.ts';

interface YamlTree {
  readonly roots: readonly Node[];
  readonly comments: readonly Comment[];
  /** A bound of aliases was hit: the tree is there, but not all of it. */
  readonly problem: ReadingProblem | null;
}

/** Events of the document in a region; offsets of a failure are those of the region's text. */
export function parseRegion(region: Region, mask: TemplateMask | null = null): YamlEvents | YamlFailure {
  return yamlEvents(mask === null ? region.text.slice(region.start, region.end) : mask.edited.text);
}

/** The tree of parsed events, with all offsets in the region's text. */
export function yamlTree(region: Region, yaml: YamlEvents, mask: TemplateMask | null = null): YamlTree {
  const base = region.start;
  const toSource = (offset: number, asEnd = false): number => {
    const inner = yaml.toSource(offset, asEnd);
    return base + (mask === null ? inner : mask.edited.toSource(inner, asEnd));
  };
  const builder = new NodeBuilder(yaml, { text: region.text, toSource, mask, base });
  const roots = builder.documents();
  const comments = yaml.input.includes('#') ? yamlComments(yaml, region.text, toSource) : [];
  return { roots, comments, problem: builder.problem };
}
