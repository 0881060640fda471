import type { Comment, Entry, Mapping, Scalar } from '../model/tree.ts';
import { comment } from './comments.ts';
import { endOfLine, nextLine } from './line-ends.ts';
import type { Reading, Region } from './reading.ts';
import { actionsIn } from './template.ts';
import { scalarType } from './yaml-type.ts';

/**
 * Reads sections of `key = value`: members before the first section stand at the root. Also npmrc, git and AWS
 * configuration, which are the same to anyone who looks for values. Lines that are neither are passed over.
 */
export function readIni(region: Region): Reading {
  const { text, start, end } = region;
  const comments: Comment[] = [];
  const root = new Section(start);
  let section = root;
  for (let at = start; at < end; ) {
    const lineEnd = endOfLine(text, at, end);
    const from = at + (/^[\s\uFEFF]*/.exec(text.slice(at, lineEnd))?.[0].length ?? 0);
    at = nextLine(text, lineEnd);
    if (from >= lineEnd) continue;
    if (text[from] === '#' || text[from] === ';') {
      comments.push(comment(text, from, lineEnd));
      continue;
    }
    const line = text.slice(from, lineEnd);
    const header = /^\[([^\]\r\n]+)\]/.exec(line);
    if (header !== null) {
      section = root.section(plain(header[1]?.trim() ?? '', from + 1, from + header[0].length - 1), lineEnd);
      continue;
    }
    const member = memberOf(text, from, lineEnd);
    if (member === null) continue;
    section.add(member);
    if (member.comment !== null) comments.push(member.comment);
  }
  const node = root.node();
  return { root: node.entries.length === 0 ? null : node, comments, problem: null };
}

interface Member {
  readonly key: Scalar;
  readonly value: Scalar;
  readonly comment: Comment | null;
}

class Section {
  private readonly entries: { readonly key: Scalar; readonly value: Scalar | Section }[] = [];
  private readonly sections = new Map<string, Section>();
  private readonly start: number;
  private end: number;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  add(member: Member): void {
    this.entries.push(member);
    this.end = member.value.span.end;
  }

  /** A section that comes twice is one, as every reader of INI has it. */
  section(name: Scalar, at: number): Section {
    const known = this.sections.get(name.text);
    if (known !== undefined) return known;
    const section = new Section(at);
    this.sections.set(name.text, section);
    this.entries.push({ key: name, value: section });
    return section;
  }

  node(): Mapping {
    const entries = this.entries.map(({ key, value }): Entry => ({ key, value: value instanceof Section ? value.node() : value }));
    const end = entries.reduce((last, entry) => Math.max(last, entry.value.span.end), this.end);
    return { kind: 'mapping', entries, span: { start: this.start, end } };
  }
}

function memberOf(text: string, from: number, lineEnd: number): Member | null {
  const line = text.slice(from, lineEnd);
  const equals = line.indexOf('=');
  const colon = /:(?=\s)/.exec(line)?.index ?? -1;
  const at = equals === -1 || (colon !== -1 && colon < equals) ? colon : equals;
  const name = line.slice(0, Math.max(at, 0)).trimEnd();
  if (name === '') return null;
  const valueStart = from + at + 1 + (/^[ \t]*/.exec(line.slice(at + 1))?.[0].length ?? 0);
  return { key: plain(name, from, from + name.length), ...iniValue(text, valueStart, lineEnd) };
}

function iniValue(text: string, start: number, lineEnd: number): { readonly value: Scalar; readonly comment: Comment | null } {
  const rest = text.slice(start, lineEnd);
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')[ \t]*(?:([#;])|$)/.exec(rest);
  if (quoted !== null) {
    const style = quoted[1] === undefined ? 'single' : 'double';
    const inside = quoted[1]?.replace(/\\(["\\])/g, '$1') ?? quoted[2] ?? '';
    const end = start + rest.lastIndexOf(style === 'double' ? '"' : "'", quoted[0].length - 1) + 1;
    const sign = quoted[3] === undefined ? null : comment(text, start + quoted[0].length - 1, lineEnd);
    return {
      value: { kind: 'scalar', text: inside, type: 'string', style, tag: null, span: { start, end }, actions: actionsIn(inside) },
      comment: sign,
    };
  }
  const cut = /[ \t][#;]/.exec(rest);
  const written = (cut === null ? rest : rest.slice(0, cut.index)).trimEnd();
  return {
    value: plain(written, start, start + written.length),
    comment: cut === null ? null : comment(text, start + cut.index + 1, lineEnd),
  };
}

function plain(text: string, start: number, end: number): Scalar {
  const type = text === '' ? 'string' : scalarType(text, 'plain', null);
  return {
    kind: 'scalar',
    text,
    type: type === 'null' ? 'string' : type,
    style: 'plain',
    tag: null,
    span: { start, end },
    actions: actionsIn(text),
  };
}
