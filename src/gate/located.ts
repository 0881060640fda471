import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from 'js-yaml';
import { Failure } from '../model/failure.ts';
import type { Pointer } from '../model/ids.ts';
import { child, root } from '../model/pointer.ts';

/** A small YAML file of the gate's own, with the line of everything in it. */
export interface Located {
  readonly data: unknown;
  /** 1-based line of the member or item, or of the nearest one above it that stands in the file. */
  lineOf(pointer: string): number;
}

const largest = 1 << 20;

/** Reads one document. Throws a Failure that names file and line, and never a word of the text. */
export function parseLocated(text: string, file: string): Located {
  if (text.length > largest) throw new Failure('configuration', 'too-large', `${file} is larger than 1 MiB`);
  try {
    const data = load(text, { maxAliases: 100 });
    const lines = linesOf(text);
    return { data, lineOf: (pointer) => nearest(lines, pointer) };
  } catch (error) {
    // By its own documentation the parser may throw other errors too; whatever it is, the text is at fault.
    const known = error instanceof YAMLException ? error : null;
    const why = known === null ? '' : ` (${reason(known)})`;
    throw new Failure('configuration', 'syntax', `${file}, line ${(known?.mark?.line ?? 0) + 1}: not valid YAML${why}`);
  }
}

/** Reasons of js-yaml may quote the source after their own words, which are plain: nothing beyond those is shown. */
function reason(error: YAMLException): string {
  return /^[a-z ,-]{1,80}/i.exec(error.reason)?.[0].trim() || 'syntax error';
}

function nearest(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

interface Open {
  readonly pointer: Pointer;
  readonly mapping: boolean;
  /** In a mapping: the key whose value comes next. In a sequence: unused. */
  key: Pointer | null;
  items: number;
}

/** Lines by pointer, from the events of the same text: a member has the line of its key. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const starts = lineStarts(text);
  const lines = new Map<string, number>();
  const open: Open[] = [];
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    const start = startOf(event);
    if (parent?.mapping === true && parent.key === null) {
      parent.key = child(parent.pointer, event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '?');
      if (start >= 0) lines.set(parent.key, lineAt(starts, start));
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) open.push(opened(event, parent.key));
      continue;
    }
    const pointer = step(parent);
    if (!lines.has(pointer) && start >= 0) lines.set(pointer, lineAt(starts, start));
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) open.push(opened(event, pointer));
  }
  return lines;
}

const opened = (event: Event, pointer: Pointer): Open => ({ pointer, mapping: event.type === EVENT_ID.MAPPING, key: null, items: 0 });

/** Where the next value goes: the member whose key was just read, the next item, or the root. */
function step(parent: Open | undefined): Pointer {
  if (parent === undefined) return root;
  if (!parent.mapping) return child(parent.pointer, parent.items++);
  const pointer = parent.key ?? parent.pointer;
  parent.key = null;
  return pointer;
}

function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return -1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
