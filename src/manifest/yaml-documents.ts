import type { SourceText } from '../model/document.ts';
import type { Action, Node, Span } from '../model/tree.ts';
import { lineComments } from './comments.ts';
import type { Draft } from './draft.ts';
import { readOutline } from './outline.ts';
import type { ReadingProblem } from './reading.ts';
import { splitStream } from './stream.ts';
import { actionsIn } from './template.ts';
import { firstFrom } from './template-lines.ts';
import { maskTemplate } from './template-mask.ts';
import { parseRegion, yamlTree } from './yaml.ts';
import { EVENT_ID } from './yaml-event.ts';
import type { YamlEvents } from './yaml-events.ts';

/** The documents of a stream: each with the real grammar, else with its template actions masked, else by its lines. */
export function yamlDocuments(source: SourceText, region: Span): readonly Draft[] {
  const { text } = source;
  const actions = actionsWithin(text, region);
  return splitStream(text, region, actions).flatMap((part) => {
    return yamlDocument(text, part, actions.length === 0 ? actions : actionsOf(actions, part));
  });
}

/** Template actions of a region, by their offsets in the text. */
function actionsWithin(text: string, { start, end }: Span): readonly Action[] {
  const actions = actionsIn(text.slice(start, end));
  return start === 0 ? actions : actions.map((action) => ({ start: start + action.start, end: start + action.end }));
}

function actionsOf(actions: readonly Action[], part: Span): readonly Action[] {
  const first = firstFrom(actions, part.start);
  return actions.slice(first, firstFrom(actions, part.end)).filter((action) => action.end <= part.end);
}

function yamlDocument(text: string, part: Span, actions: readonly Action[]): readonly Draft[] {
  const conflict = conflictIn(text, part);
  if (conflict === null) return readPart(text, part, actions);
  // Both sides are there then, as duplicates; which one is meant nobody can know.
  const clean = text.slice(0, part.start) + withoutMarkers(text.slice(part.start, part.end)) + text.slice(part.end);
  return readPart(clean, part, actions).map((draft) => ({ ...draft, how: 'lines', problem: { reason: 'conflict', offset: conflict } }));
}

function readPart(text: string, part: Span, actions: readonly Action[]): readonly Draft[] {
  const region = { text, ...part };
  const plain = parseRegion(region);
  if (plain.kind === 'events' && (actions.length === 0 || standInScalars(plain, actions, part.start))) {
    const tree = yamlTree(region, plain);
    return drafts(tree.roots, part, { how: 'parsed', comments: tree.comments, problem: tree.problem });
  }
  let failure = plain.kind === 'failure' ? plain : null;
  if (actions.length > 0) {
    const mask = maskTemplate(
      text.slice(part.start, part.end),
      actions.map(({ start, end }) => ({ start: start - part.start, end: end - part.start })),
    );
    const masked = parseRegion(region, mask);
    if (masked.kind === 'events') {
      const tree = yamlTree(region, masked, mask);
      return drafts(tree.roots, part, { how: 'template', comments: tree.comments, problem: tree.problem });
    }
    failure = { ...masked, offset: mask.edited.toSource(masked.offset) };
  }
  const problem: ReadingProblem = { reason: failure?.reason ?? 'syntax', offset: part.start + (failure?.offset ?? 0) };
  return drafts([readOutline(region)], part, { how: 'lines', comments: lineComments(region), problem });
}

function drafts(roots: readonly (Node | null)[], span: Span, rest: Pick<Draft, 'how' | 'comments' | 'problem'>): readonly Draft[] {
  const [first = null, ...others] = roots;
  const draft = (root: Node | null): Draft => ({ ...rest, format: 'yaml', span, root: isNothing(root) ? null : root });
  return [draft(first), ...others.map((root) => ({ ...draft(root), comments: [] }))];
}

function isNothing(root: Node | null): boolean {
  return root === null || (root.kind === 'scalar' && root.text === '' && root.type === 'null');
}

/**
 * Whether the grammar read the actions as what they are, parts of scalars or comments. `a: {{ .x }}` parses as mappings
 * in mappings, and `a: x {{ default "b #c" }}` loses its end to a comment: such a tree is not to be trusted.
 */
function standInScalars(yaml: YamlEvents, actions: readonly Action[], base: number): boolean {
  let next = 0;
  let from = 0;
  const isComment = (action: Action): boolean => {
    const start = action.start - base;
    return /(?:^|\s)#[^\r\n]*$/.test(yaml.input.slice(Math.max(from, start - 2000), start));
  };
  for (const event of yaml.events) {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) continue;
    const start = yaml.toSource(event.valueStart);
    const end = yaml.toSource(event.valueEnd);
    for (let action = actions[next]; action !== undefined && action.start - base < end; action = actions[++next]) {
      const inside = action.start - base >= start && action.end - base <= end;
      if (!inside && !(action.end - base <= start && isComment(action))) return false;
    }
    from = event.valueEnd;
  }
  return actions.slice(next).every(isComment);
}

function conflictIn(text: string, part: Span): number | null {
  const slice = text.slice(part.start, part.end);
  if (!slice.includes('<<<<<<<')) return null;
  const at = slice.search(/^<{7}(?:[ \r\n]|$)/m);
  return at === -1 ? null : part.start + at;
}

/** Marker lines become blanks of the same length. */
function withoutMarkers(part: string): string {
  return part.replace(/^(?:<{7}|>{7}|\|{7}|={7})(?:[ \t][^\r\n]*)?$/gm, (line) => ' '.repeat(line.length));
}
