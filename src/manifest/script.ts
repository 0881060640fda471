import type { SourceText } from '../model/document.ts';
import type { Action, Entry, Node, Scalar, Span } from '../model/tree.ts';
import { type Given, givenWords } from '../text/command-line.ts';
import { lineComments } from './comments.ts';
import type { Draft } from './draft.ts';
import { guess, isManifest } from './format.ts';
import { endOfLine, nextLine } from './line-ends.ts';
import { yamlDocuments } from './yaml-documents.ts';

/**
 * A shell script, Dockerfile or makefile: its assignments of literals (`export X=...`, `ENV X=...`) and what it gives to
 * commands by name (`--password=x`) as one mapping, and the manifests it holds in here-documents as documents of their own.
 */
export function scriptDocuments(source: SourceText, region: Span): readonly Draft[] {
  const { text } = source;
  const root = assignments(text, region);
  const script: Draft = { how: 'parsed', format: 'script', span: region, root, comments: lineComments({ text, ...region }), problem: null };
  return [
    script,
    ...hereDocuments(text, region).flatMap((body) => yamlDocuments(source, body).map((draft) => ({ ...draft, problem: null }))),
  ];
}

const assignment =
  /^[ \t]{0,200}(?:(?:export|local|readonly|declare(?: -\w+)?|typeset|[sS][eE][tT][xX]?|ARG|ENV)[ \t]{1,20}"?|\$(?:[a-z]{1,10}:)?(?=\w{1,200}[ \t]{0,20}=[ \t]{0,20}["']))?([A-Za-z_]\w{0,200})[ \t]{0,20}[:?+]?=[ \t]{0,20}/;
/** The old form of a Dockerfile: `ENV NAME value`. */
const spaced = /^[ \t]{0,200}ENV[ \t]{1,20}([A-Za-z_]\w{0,200})[ \t]{1,20}/;

function assignments(text: string, region: Span): Node | null {
  const entries: Entry[] = [];
  const told = new Set<string>();
  const isShell = !otherLanguage.test(text.slice(region.start, region.start + 200));
  for (let at = region.start; at < region.end; ) {
    const lineEnd = endOfLine(text, at, region.end);
    const line = text.slice(at, Math.min(lineEnd, at + 1000));
    const found = assignment.exec(line) ?? spaced.exec(line);
    const from = at;
    at = nextLine(text, lineEnd);
    if (found === null) {
      if (isShell) entries.push(...given(line, from, told));
      continue;
    }
    const name = found[1] ?? '';
    const keyStart = from + found[0].lastIndexOf(name);
    const value = valueAt(text, from + found[0].length, region.end);
    const key: Scalar = { ...value, text: name, style: 'plain', span: { start: keyStart, end: keyStart + name.length }, actions: [] };
    entries.push({ key, value });
    // `ENV A=1 B=x`, `export A=1 B=x`, and what the command behind `A=1` is given.
    if (isShell && value.span.end < lineEnd) entries.push(...given(text.slice(value.span.end, lineEnd), value.span.end, told));
    if (value.span.end > lineEnd) at = nextLine(text, endOfLine(text, value.span.end, region.end));
  }
  const first = entries[0];
  if (first === undefined) return null;
  return { kind: 'mapping', entries, span: { start: first.key.span.start, end: entries.at(-1)?.value.span.end ?? region.end } };
}

const otherLanguage = /^#!(?![^\r\n]*\b(?:ba|da|z|k|a|fi)?sh\b)/;

/** Of a line that is no assignment: the words it gives to a command under a name that may be that of a secret. */
function given(line: string, offset: number, told: Set<string>): Entry[] {
  // A comment, or a line that only prints: how the script is called.
  if (!hint.test(line) || /^\s*(?:#|--\s|(?:echo|printf)\b[^|>]*$)/.test(line)) return [];
  return [...givenWords(line), ...addresses(line)].flatMap(({ key, text, start, end }) => {
    // The same login before each of many commands is one.
    const said = `${key}=${text}`;
    if (!hint.test(key) || told.has(said)) return [];
    told.add(said);
    const span = { start: offset + start, end: offset + end };
    const style = /^["']/.test(line.slice(start)) ? 'double' : 'plain';
    const value: Scalar = { kind: 'scalar', text, type: 'string', style, tag: null, span, actions: [] };
    return [{ key: { ...value, text: key, style: 'plain' }, value }];
  });
}

/** `curl http://user:password@host`: judged as what it is, whatever it is called. */
function addresses(line: string): Given[] {
  return [
    ...line.matchAll(/(?<=^|[\s"'])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'$`<{]{0,64}:[^\s/@"'$`<{]{1,128}@[^\s"'`;|&<>()]{1,500}/g),
  ].map((found) => ({
    key: 'auth-url',
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
    as: 'argument',
  }));
}

const hint = /:\/\/|pass|identified|pwd|secret|token|key|auth|cred|-[pauw]|login|mysql|rabbitmqctl|sudo/i;

/** One word of the shell, of whatever quoted parts it is made. */
function valueAt(text: string, start: number, end: number): Scalar {
  const raw =
    /^(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|`[^`\r\n]*`|\\[\s\S]|\$\([^()\r\n]*\)|\$\{[^{}\r\n]*\}|[^\s"'\\;&|<>()#]|(?<=\S)#)*/.exec(
      text.slice(start, Math.min(end, start + 20_000)),
    )?.[0] ?? '';
  const style = raw.startsWith('"') ? 'double' : raw.startsWith("'") ? 'single' : 'plain';
  const value = raw.replace(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, (_, single?: string, double?: string, one?: string) => {
    if (single !== undefined) return single;
    return double === undefined ? (one ?? '') : double.replace(/\\(["\\$`])/g, '$1');
  });
  // `"".join(...)`: a call in another language than the shell, whose assignments look alike.
  const call = raw !== '' && text[start + raw.length] === '(';
  const actions = call ? [{ start: 0, end: value.length }] : style === 'single' ? [] : expansions(value);
  return { kind: 'scalar', text: value, type: 'string', style, tag: null, span: { start, end: start + raw.length }, actions };
}

/** `$X`, `${X}`, `$(command)` and backticks. */
function expansions(text: string): readonly Action[] {
  const actions: Action[] = [];
  for (const found of text.matchAll(/\$\((?:[^()]|\([^()]*\))*\)|\$\{[^{}]*\}|\$[A-Za-z_]\w*|`[^`]*`/g)) {
    actions.push({ start: found.index, end: found.index + found[0].length });
  }
  return actions;
}

/** Each one without an end costs a look through the rest of the file. */
const mostUnclosed = 50;

function hereDocuments(text: string, region: Span): readonly Span[] {
  const bodies: Span[] = [];
  let unclosed = 0;
  const head = /(?<!<)<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1[^\r\n]*(?:\r\n?|\n)/g;
  head.lastIndex = region.start;
  for (let found = head.exec(text); found !== null && found.index < region.end; found = head.exec(text)) {
    const start = found.index + found[0].length;
    const close = new RegExp(`^[ \\t]*${found[2] ?? ''}[ \\t]*$`, 'gm');
    close.lastIndex = start;
    const end = close.exec(text)?.index ?? -1;
    if (end === -1 || end > region.end) {
      if (++unclosed > mostUnclosed) break;
      continue;
    }
    const body = text.slice(start, end);
    if (isManifest(body) || guess(body) === 'yaml') bodies.push({ start, end });
    head.lastIndex = end;
  }
  return bodies;
}
