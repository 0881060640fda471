import type { Action } from '../model/tree.ts';
import { type Edit, EditedText } from './offsets.ts';
import { firstFrom, isControl, isElse, type TemplateLine, templateLines, withoutActions } from './template-lines.ts';

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
  return new Mask(text, actions);
}

/** A block scalar whose content goes on while lines are indented more than the node that holds it. */
interface Block {
  readonly parent: number;
  /** Columns of its content, known from its first line that is not an action alone. */
  content: number | null;
}

class Mask implements TemplateMask {
  readonly edited: EditedText;
  private readonly text: string;
  private readonly filler: string;
  private readonly lines: readonly TemplateLine[];
  private readonly kept: Action[] = [];
  private readonly removed: Action[] = [];
  private readonly edits: Edit[] = [];
  private block: Block | null = null;

  constructor(text: string, actions: readonly Action[]) {
    this.text = text;
    this.filler = unusedCharacter(text);
    this.lines = templateLines(text, actions);
    for (const [index, line] of this.lines.entries()) if (!line.blank) this.line(line, index);
    this.edits.sort((a, b) => a.start - b.start);
    this.edited = new EditedText(text, this.edits);
  }

  restore(decoded: string, start: number, end: number): string {
    if (!decoded.includes(this.filler)) return decoded;
    let next = firstFrom(this.kept, start);
    const parts = decoded.split(this.filler);
    let restored = parts[0] ?? '';
    for (const part of parts.slice(1)) {
      const action = this.kept[next++];
      restored += (action === undefined || action.start >= end ? '' : this.written(action)) + part;
    }
    return restored;
  }

  outputBetween(start: number, end: number): Action | null {
    for (let at = firstFrom(this.removed, start); at < this.removed.length; at++) {
      const action = this.removed[at];
      if (action === undefined || action.start >= end) return null;
      if (!isControl(this.written(action))) return action;
    }
    return null;
  }

  private line(line: TemplateLine, index: number): void {
    if (this.block !== null && this.isInside(this.block, line, index)) this.content(line, this.block.content ?? line.indent);
    else if (line.onlyActions) this.remove(line.start, line.end, line.actions);
    else this.structure(line, index);
  }

  /** A line of a block scalar: an action at another column would end the scalar, or set its indentation. */
  private content(line: TemplateLine, content: number): void {
    if (line.onlyActions && line.indent < content && line.actions.every((action) => isControl(this.written(action)))) {
      this.remove(line.start, line.end, line.actions);
      return;
    }
    if (line.onlyActions && line.indent !== content) {
      this.edits.push({ start: line.start, end: line.start + line.indent, replacement: ' '.repeat(content) });
    }
    for (const action of line.actions) this.keep(action);
  }

  private structure(line: TemplateLine, index: number): void {
    const below = this.columnOfValueBelow(line);
    if (below !== null && this.goesOnBelow(index, below)) {
      this.remove(line.actions[0]?.start ?? line.end, line.end, line.actions);
      return;
    }
    this.block = this.headerBefore(line);
    if (this.block === null) this.block = blockHeader(this.members(line));
    else this.putIn(line, this.block.parent + 2);
  }

  /** `a: |- {{ include "x" . | nindent 4 }}`: what is put in begins with a line end. */
  private headerBefore(line: TemplateLine): Block | null {
    const [first] = line.actions;
    if (first === undefined || withoutActions(this.text, first.start, line.end, line.actions).trim() !== '') return null;
    return blockHeader(this.text.slice(line.start, first.start).trimEnd());
  }

  private putIn(line: TemplateLine, indent: number): void {
    const start = line.actions[0]?.start ?? line.end;
    this.edits.push({ start, end: start, replacement: `\n${' '.repeat(indent)}` });
    for (const action of line.actions) this.keep(action);
  }

  /** `labels: {{- include "x" . | nindent 4 }}`: the column that members of its own below would have to be right of. */
  private columnOfValueBelow(line: TemplateLine): number | null {
    const [first] = line.actions;
    if (first === undefined || withoutActions(this.text, first.start, line.end, line.actions).trim() !== '') return null;
    const head = /^( *(?:- +)*)[^\s#][^#]*:[ \t]+$/.exec(this.text.slice(line.start, Math.min(first.start, line.start + 1000)));
    return head?.[1]?.length ?? null;
  }

  private goesOnBelow(index: number, column: number): boolean {
    for (let at = index + 1; at < this.lines.length; at++) {
      const line = this.lines[at];
      if (line !== undefined && !line.blank && !line.onlyActions) return line.indent > column;
    }
    return false;
  }

  /** Masks the actions of a line of structure; returns the line as the parser will see it. */
  private members(line: TemplateLine): string {
    const leading = this.leadingControls(line);
    const last = leading.at(-1);
    if (last === undefined) {
      for (const action of line.actions) this.keep(action);
      return withoutActions(this.text, line.start, line.end, line.actions);
    }
    // `{{ if .x }}key: value{{ end }}`: what decides whether the line is there is no part of its key or value.
    const from = last.end + (/^[ \t]*/.exec(this.text.slice(last.end, line.end))?.[0].length ?? 0);
    this.remove(leading[0]?.start ?? from, from, leading);
    const rest = line.actions.slice(leading.length);
    const cut = this.trailing(line, rest);
    for (const action of rest.slice(0, cut)) this.keep(action);
    const to = rest[cut]?.start ?? line.end;
    if (cut < rest.length) this.remove(to, line.end, rest.slice(cut));
    return ' '.repeat(line.indent) + withoutActions(this.text, from, to, rest.slice(0, cut));
  }

  /** Where a line that begins with a decision ends: at its `{{ end }}`, or at the `{{ else }}` before another bare key. */
  private trailing(line: TemplateLine, actions: readonly Action[]): number {
    const otherwise = actions.findIndex((action) => isElse(this.written(action)));
    const branch = actions[otherwise];
    if (branch !== undefined && /:\s*$/.test(withoutActions(this.text, branch.start, line.end, actions.slice(otherwise)))) return otherwise;
    const last = actions.at(-1);
    const ends = last !== undefined && isControl(this.written(last)) && this.text.slice(last.end, line.end).trim() === '';
    return ends ? actions.length - 1 : actions.length;
  }

  private leadingControls(line: TemplateLine): readonly Action[] {
    const leading: Action[] = [];
    let at = line.start;
    for (const action of line.actions) {
      if (this.text.slice(at, action.start).trim() !== '' || !isControl(this.written(action))) break;
      leading.push(action);
      at = action.end;
    }
    return leading;
  }

  private isInside(block: Block, line: TemplateLine, index: number): boolean {
    if (line.onlyActions) {
      block.content ??= this.contentIndent(block, index);
      return true;
    }
    if (line.indent <= block.parent) return false;
    block.content ??= line.indent;
    return true;
  }

  private contentIndent(block: Block, index: number): number {
    const own = this.lines[index]?.indent ?? 0;
    const otherwise = own > block.parent ? own : block.parent + 1;
    for (let at = index; at < this.lines.length; at++) {
      const line = this.lines[at];
      if (line === undefined || line.blank || line.onlyActions) continue;
      return line.indent > block.parent ? line.indent : otherwise;
    }
    return otherwise;
  }

  private written(action: Action): string {
    return this.text.slice(action.start, action.end);
  }

  private keep(action: Action): void {
    this.kept.push(action);
    this.edits.push({ ...action, replacement: this.filler });
  }

  /** Line ends stay, so that lines keep their numbers. */
  private remove(start: number, end: number, actions: readonly Action[]): void {
    for (const action of actions) this.removed.push(action);
    this.edits.push({ start, end, replacement: this.text.slice(start, end).replace(/[^\r\n]+/g, '') });
  }
}

function blockHeader(line: string): Block | null {
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:-[ \t]+)*)(.*)$/s.exec(line) ?? [];
  if (!/(?:^|:[ \t]+)(?:[!&]\S*[ \t]+)*[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/.test(rest) || rest.startsWith('#')) return null;
  const parent = /^(?:[!&|>])/.test(rest) ? indent.length + dashes.lastIndexOf('-') : indent.length + dashes.length;
  return { parent, content: null };
}

/** A private-use character that the text does not hold. */
function unusedCharacter(text: string): string {
  for (let code = 0xe000; code < 0xf900; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) return character;
  }
  return '\uE000';
}
