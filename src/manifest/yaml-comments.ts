import type { Comment } from '../model/tree.ts';
import { comment } from './comments.ts';
import { EVENT_ID } from './yaml-event.ts';
import type { YamlEvents } from './yaml-events.ts';

/** Comments have no events: they are the `#` after white space in the gaps between what has. */
export function yamlComments(yaml: YamlEvents, source: string, toSource: (offset: number) => number): readonly Comment[] {
  const { events, input } = yaml;
  const comments: Comment[] = [];
  const gap = (from: number, to: number): void => {
    for (let at = input.indexOf('#', from); at !== -1 && at < to; at = input.indexOf('#', at)) {
      const before = at === 0 ? 10 : input.charCodeAt(at - 1);
      if (before !== 10 && before !== 13 && before !== 32 && before !== 9 && before !== 0xfeff) {
        at++;
        continue;
      }
      const end = lineEnd(input, at);
      comments.push(comment(source, toSource(at), toSource(end)));
      at = end;
    }
  };
  let from = 0;
  const token = (start: number, end: number): void => {
    if (start > from) gap(from, start);
    from = Math.max(from, end);
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const properties = [
          [event.anchorStart, event.anchorEnd],
          [event.tagStart, event.tagEnd],
        ].sort(([a = 0], [b = 0]) => a - b);
        for (const [start = -1, end = -1] of properties) if (start !== -1) token(start, end);
        const quote = event.style === 2 || event.style === 3 ? 1 : 0;
        if (event.valueStart !== -1) token(event.valueStart - quote, event.valueEnd + quote);
        break;
      }
      case EVENT_ID.ALIAS:
        token(event.anchorStart - 1, event.anchorEnd);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        if (event.tagStart !== -1) token(event.tagStart, event.tagEnd);
        if (event.anchorStart !== -1) token(event.anchorStart, event.anchorEnd);
        break;
      default:
    }
  }
  gap(from, input.length);
  return comments;
}

function lineEnd(text: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
}

const lineBreak = /[\r\n]/g;
