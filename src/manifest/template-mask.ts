import type { Action } from '../model/tree.ts';
import { type Edit, EditedText } from './offsets.ts';

/**
 * A template made readable for the YAML grammar: an action that is (part of) a value becomes one private-use character, a
 * line of nothing but actions becomes an empty line, so that indentation, lines and positions stay what they were.
 */
export interface TemplateMask {
  readonly edited: EditedText;
  /** Gives a decoded scalar its actions back, as written. `start` and `end` bound the scalar in the original. */
  restore(decoded: string, start: number, end: number): string;
  /** An action that was taken out in this range and yields text there (`{{ toYaml .x }}` below a key), or null. */
  outputBetween(start: number, end: number): Action | null;
}

/** `text` is one document with the ranges of its actions, sorted. */
export function maskTemplate(text: string, actions: readonly Action[]): TemplateMask {
  const filler = unusedCharacter(text);
  const kept: Action[] = [];
  const removed: Action[] = [];
  const edits: Edit[] = [];
  const keep = (action: Action): void => {
    kept.push(action);
    edits.push({ ...action, replacement: filler });
  };
  const remove = (start: number, end: number, taken: readonly Action[]): void => {
    removed.push(...taken);
    edits.push({ start, end, replacement: text.slice(start, end).replace(/[^\r\n]+/g, '') });
  };
  const lines = logicalLines(text, actions);
  let block: Block | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.blank) continue;
    if (block !== null && isInside(block, line, lines, index)) {
      const content = block.content ?? line.indent;
      const decides = line.onlyActions && line.actions.every((action) => isControl(text.slice(action.start, action.end)));
      if (decides && line.indent < content) {
        remove(line.start, line.end, line.actions);
        continue;
      }
      // An action at another column than the content would end the scalar, or set its indentation.
      if (line.onlyActions && line.indent !== content)
        edits.push({ start: line.start, end: line.start + line.indent, replacement: ' '.repeat(content) });
      line.actions.forEach(keep);
      continue;
    }
    if (line.onlyActions) {
      remove(line.start, line.end, line.actions);
      continue;
    }
    if (isPutInBefore(text, line, lines, index)) remove(line.actions[0]?.start ?? line.end, line.end, line.actions);
    else block = blockHeader(maskLine(text, line, keep, remove));
  }
  edits.sort((a, b) => a.start - b.start);
  return new Mask(text, new EditedText(text, edits), filler, kept, removed);
}

interface Line {
  readonly start: number;
  /** Without the line end. A line goes on over line ends inside its actions. */
  readonly end: number;
  readonly indent: number;
  readonly actions: readonly Action[];
  readonly onlyActions: boolean;
  readonly blank: boolean;
}

function logicalLines(text: string, actions: readonly Action[]): readonly Line[] {
  const lines: Line[] = [];
  const lineEnd = /\r\n?|\n|$/g;
  let next = 0;
  for (let start = 0; start < text.length; ) {
    const inLine: Action[] = [];
    lineEnd.lastIndex = start;
    let end = lineEnd.exec(text);
    for (let action = actions[next]; end !== null && action !== undefined && action.start < end.index; action = actions[++next]) {
      inLine.push(action);
      if (action.end <= end.index) continue;
      lineEnd.lastIndex = action.end;
      end = lineEnd.exec(text);
    }
    const stop = end?.index ?? text.length;
    const outside = withoutActions(text, start, stop, inLine).trim();
    const indent = /^ */.exec(text.slice(start, Math.min(stop, start + 1000)))?.[0].length ?? 0;
    lines.push({
      start,
      end: stop,
      indent,
      actions: inLine,
      onlyActions: inLine.length > 0 && outside === '',
      blank: inLine.length === 0 && outside === '',
    });
    start = stop + Math.max(end?.[0].length ?? 0, stop === text.length ? 1 : 0);
  }
  return lines;
}

function withoutActions(text: string, start: number, end: number, actions: readonly Action[]): string {
  let outside = '';
  let at = start;
  for (const action of actions) {
    outside += text.slice(at, action.start);
    at = action.end;
  }
  return outside + text.slice(at, end);
}

/** A block scalar whose content goes on while lines are indented more than the node that holds it. */
interface Block {
  readonly parent: number;
  /** Columns of its content, known from its first line that is not an action alone. */
  content: number | null;
}

function isInside(block: Block, line: Line, lines: readonly Line[], index: number): boolean {
  if (line.onlyActions) {
    block.content ??= contentIndent(block, lines, index);
    return true;
  }
  if (line.indent <= block.parent) return false;
  block.content ??= line.indent;
  return true;
}

function contentIndent(block: Block, lines: readonly Line[], index: number): number | null {
  const first = lines[index];
  for (let at = index; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.blank || line.onlyActions) continue;
    return line.indent > block.parent ? line.indent : (first?.indent ?? 0) > block.parent ? (first?.indent ?? null) : block.parent + 1;
  }
  return (first?.indent ?? 0) > block.parent ? (first?.indent ?? null) : block.parent + 1;
}

/** `labels: {{- include "x" . | nindent 4 }}` with further members below: the action is no scalar, but members of its own. */
function isPutInBefore(text: string, line: Line, lines: readonly Line[], index: number): boolean {
  const [first] = line.actions;
  if (first === undefined || withoutActions(text, first.start, line.end, line.actions).trim() !== '') return false;
  const head = /^ *(?:- +)*(?=[^ ])[^#]*:[ \t]+$/.exec(text.slice(line.start, Math.min(first.start, line.start + 1000)))?.[0];
  if (head === undefined) return false;
  const column = /^ *(?:- +)*/.exec(head)?.[0].length ?? 0;
  for (let at = index + 1; at < lines.length; at++) {
    const below = lines[at];
    if (below !== undefined && !below.blank && !below.onlyActions) return below.indent > column;
  }
  return false;
}

/** Masks the actions of a line of structure; returns the line as the parser will see it. */
function maskLine(
  text: string,
  line: Line,
  keep: (action: Action) => void,
  remove: (start: number, end: number, taken: readonly Action[]) => void,
): string {
  let actions = line.actions;
  let from = line.start;
  let to = line.end;
  // `{{ if .x }}key: value{{ end }}`: what decides whether the line is there is no part of its key or value.
  const leading = leadingControls(text, line);
  if (leading.length > 0) {
    const first = leading[0] ?? { start: from, end: from };
    const last = leading.at(-1) ?? first;
    from = last.end + (/^[ \t]*/.exec(text.slice(last.end, line.end))?.[0].length ?? 0);
    remove(first.start, from, leading);
    actions = actions.slice(leading.length);
    const trailing = actions.at(-1);
    if (trailing !== undefined && isControl(text.slice(trailing.start, trailing.end)) && text.slice(trailing.end, line.end).trim() === '') {
      actions = actions.slice(0, -1);
      to = trailing.start;
    }
    actions.forEach(keep);
    if (trailing !== undefined && to === trailing.start) remove(trailing.start, trailing.end, [trailing]);
    return ' '.repeat(line.indent) + withoutActions(text, from, to, actions);
  }
  actions.forEach(keep);
  return withoutActions(text, from, to, actions);
}

function leadingControls(text: string, line: Line): readonly Action[] {
  const leading: Action[] = [];
  let at = line.start;
  for (const action of line.actions) {
    if (text.slice(at, action.start).trim() !== '' || !isControl(text.slice(action.start, action.start + 80))) break;
    leading.push(action);
    at = action.end;
  }
  return leading;
}

/** Decides or repeats, but writes nothing itself. */
function isControl(action: string): boolean {
  return /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)|^\{%[-+]?\s*(?:if|elif|else|endif|for|endfor|set|endset|macro|endmacro|block|endblock|raw|endraw|import|from|extends|with|endwith|filter|endfilter)\b|^<%[\s_]/.test(
    action,
  );
}

function blockHeader(line: string): Block | null {
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:-[ \t]+)*)(.*)$/s.exec(line) ?? [];
  if (!/(?:^|:[ \t]+)(?:[!&]\S*[ \t]+)*[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/.test(rest) || rest.startsWith('#')) return null;
  const parent = /^(?:[!&|>])/.test(rest) ? indent.length + dashes.lastIndexOf('-') : indent.length + dashes.length;
  return { parent, content: null };
}

class Mask implements TemplateMask {
  readonly edited: EditedText;
  private readonly text: string;
  private readonly filler: string;
  private readonly kept: readonly Action[];
  private readonly removed: readonly Action[];

  constructor(text: string, edited: EditedText, filler: string, kept: readonly Action[], removed: readonly Action[]) {
    this.text = text;
    this.edited = edited;
    this.filler = filler;
    this.kept = kept;
    this.removed = removed;
  }

  restore(decoded: string, start: number, end: number): string {
    if (!decoded.includes(this.filler)) return decoded;
    let next = firstFrom(this.kept, start);
    const parts = decoded.split(this.filler);
    let restored = parts[0] ?? '';
    for (const part of parts.slice(1)) {
      const action = this.kept[next++];
      restored += (action === undefined || action.start >= end ? '' : this.text.slice(action.start, action.end)) + part;
    }
    return restored;
  }

  outputBetween(start: number, end: number): Action | null {
    for (let at = firstFrom(this.removed, start); at < this.removed.length; at++) {
      const action = this.removed[at];
      if (action === undefined || action.start >= end) return null;
      if (!isControl(this.text.slice(action.start, action.end))) return action;
    }
    return null;
  }
}

/** Index of the first action that starts at or after an offset. */
export function firstFrom(actions: readonly Action[], offset: number): number {
  let low = 0;
  let high = actions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((actions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function unusedCharacter(text: string): string {
  for (let code = 0xe000; code < 0xf900; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) return character;
  }
  return '\uE000';
}
