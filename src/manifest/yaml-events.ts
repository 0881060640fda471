import { getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import type { UnreadReason } from '../model/document.ts';
import { type Edit, EditedText } from './offsets.ts';
import type { Event, ScalarEvent } from './yaml-event.ts';
import { usualEvents } from './yaml-usual.ts';
import { usualValue } from './yaml-value.ts';

/** Events of the parser with the text their offsets belong to, which may differ from the original by padding. */
export interface YamlEvents {
  readonly kind: 'events';
  readonly events: readonly Event[];
  readonly input: string;
  /** The decoded text of a scalar. */
  valueOf(scalar: ScalarEvent): string;
  /** Back to the text as given. */
  readonly toSource: (offset: number, asEnd?: boolean) => number;
}

export interface YamlFailure {
  readonly kind: 'failure';
  readonly reason: UnreadReason;
  readonly offset: number;
}

const maxDepth = 100;
/** Retries reparse the whole text: bounded by their number and by the characters read. */
const maxRetries = 64;
const maxReread = 8_000_000;

/**
 * Parses the text of one document, as Kubernetes would: js-yaml 5 asks more indentation of flow collections and quoted
 * scalars than Go's reader does, so such lines are padded and the text is read again. Nothing of a parser's error but a
 * position leaves this function: its words quote the source.
 */
export function yamlEvents(text: string): YamlEvents | YamlFailure {
  return usualYaml(text) ?? grammarEvents(text);
}

/** Without the grammar, where that is possible. */
export function usualYaml(text: string): YamlEvents | null {
  const events = usualEvents(text);
  if (events === null) return null;
  return { kind: 'events', events, input: text, valueOf: (scalar) => usualValue(text, scalar), toSource: (offset) => offset };
}

/** The same by the grammar alone. */
export function grammarEvents(text: string): YamlEvents | YamlFailure {
  let input = text;
  let edited: EditedText | null = null;
  const pads: Edit[] = [];
  let cleaned = false;
  let width = 0;
  const toSource = (offset: number, asEnd = false): number => edited?.toSource(offset, asEnd) ?? offset;
  for (let retry = 0; ; retry++) {
    try {
      const events = parseEvents(input, { maxDepth });
      const read = input;
      return { kind: 'events', events, input, valueOf: (scalar) => getScalarValue(read, scalar), toSource };
    } catch (error) {
      if (!(error instanceof YAMLException)) return { kind: 'failure', reason: 'depth', offset: 0 };
      const position = error.mark?.position ?? 0;
      const failure: YamlFailure = { kind: 'failure', reason: reasonOf(error), offset: toSource(position) };
      if (retry >= maxRetries || (retry > 3 && retry * input.length > maxReread)) return failure;
      if (!cleaned && unprintableReasons.test(error.reason)) {
        cleaned = true;
        input = input.replace(unprintable, '\uFFFD');
        continue;
      }
      if (!error.reason.startsWith('deficient indentation')) return failure;
      const lineStart = toSource(position - (error.mark?.column ?? 0));
      if (/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(lineStart, lineStart + 4)) || pads.some((pad) => pad.start === lineStart))
        return failure;
      width ||= deepestIndent(text) + 1;
      pads.push({ start: lineStart, end: lineStart, replacement: ' '.repeat(width) });
      pads.sort((a, b) => a.start - b.start);
      edited = new EditedText(cleaned ? text.replace(unprintable, '\uFFFD') : text, pads);
      input = edited.text;
    }
  }
}

const reasonOf = (error: YAMLException): UnreadReason => (error.reason.startsWith('nesting exceeded') ? 'depth' : 'syntax');

const unprintableReasons = /^(?:the stream contains non-printable|null byte|expected valid JSON character)/;
/** What the parser refuses, one unit for one unit: a control character must not take the grammar away from the rest. */
const unprintable =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** No collection starts further right than the deepest run of spaces, dashes and question marks at the start of a line. */
function deepestIndent(text: string): number {
  let deepest = 0;
  for (const match of text.matchAll(/^[ \-?]*/gm)) deepest = Math.max(deepest, match[0].length);
  return Math.min(deepest, 1000);
}
