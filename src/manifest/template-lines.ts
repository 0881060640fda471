import type { Action } from '../model/tree.ts';

/** A line of a template. It goes on over line ends inside its actions. */
export interface TemplateLine {
  readonly start: number;
  /** Without the line end. */
  readonly end: number;
  /** Spaces at its start. */
  readonly indent: number;
  readonly actions: readonly Action[];
  /** Nothing but actions and white space. */
  readonly onlyActions: boolean;
  readonly blank: boolean;
}

/** `actions` are sorted and lie in the text. */
export function templateLines(text: string, actions: readonly Action[]): readonly TemplateLine[] {
  const lines: TemplateLine[] = [];
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
    const isEmpty = withoutActions(text, start, stop, inLine).trim() === '';
    const indent = /^ */.exec(text.slice(start, Math.min(stop, start + 1000)))?.[0].length ?? 0;
    lines.push({
      start,
      end: stop,
      indent,
      actions: inLine,
      onlyActions: inLine.length > 0 && isEmpty,
      blank: inLine.length === 0 && isEmpty,
    });
    start = stop + Math.max(end?.[0].length ?? 0, stop === text.length ? 1 : 0);
  }
  return lines;
}

export function withoutActions(text: string, start: number, end: number, actions: readonly Action[]): string {
  let outside = '';
  let at = start;
  for (const action of actions) {
    outside += text.slice(at, action.start);
    at = action.end;
  }
  return outside + text.slice(at, end);
}

/** Decides or repeats, but writes nothing itself: `if`, `range`, an assignment, a comment. */
export function isControl(action: string): boolean {
  return /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)|^\{%[-+]?\s*(?:if|elif|else|endif|for|endfor|set|endset|macro|endmacro|block|endblock|raw|endraw|import|from|extends|with|endwith|filter|endfilter)\b|^<%[\s_]/.test(
    action,
  );
}

/** `{{ else }}`, `{{ else if .x }}`, `{% elif x %}`. */
export const isElse = (action: string): boolean => /^(?:\{\{-?|\{%[-+]?)\s*(?:else|elif)\b/.test(action);

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
