import type { SourceText } from '../../model/document.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/** A literal with its quotes, before or behind `b64enc`, or as the argument of `default`. Bounded, without nesting. */
const printed =
  /\{\{[^{}]{0,200}?(?:\bdefault\s+"([^"\\{}\n]{1,500})"|"([^"\\{}\n]{1,500})"\s*\|\s*(?:b64enc|quote\s*\|\s*b64enc|trim\s*\|\s*b64enc)|\bb64enc\s+"([^"\\{}\n]{1,500})")[^{}]{0,200}\}\}/g;

/**
 * Named templates and other files of a chart that are no manifests (`_helpers.tpl`, notes): literals in their actions. In
 * manifests the actions stand inside scalars, and are judged with those.
 */
export function readTemplateText(source: SourceText, file: File, emit: Emit): void {
  if (file.profile.role !== 'chart-template' || file.profile.format === 'yaml') return;
  const { text } = source;
  if (!text.includes('b64enc') && !text.includes('default "')) return;
  for (const match of text.matchAll(printed)) {
    // A piece of a longer text: of a name, as a rule.
    if (/\bprintf\s+"(?!%s")/.test(match[0])) continue;
    const literal = match[1] ?? match[2] ?? match[3] ?? '';
    const start = match.index + match[0].indexOf(`"${literal}"`) + 1;
    const key = nameOf(match[0], text.slice(Math.max(0, match.index - 120), match.index));
    emit.value({
      aspect: 'template-literal',
      container: 'template',
      text: literal,
      place: textPlace(source, start, start + literal.length),
      resource: null,
      key,
      keyPath: key ?? '',
    });
  }
}

/** What the literal is called: the variable it is given to, the value it stands in for, the member or the template it stands in. */
function nameOf(action: string, before: string): string | null {
  return (
    /\$(\w+)\s*:?=/.exec(action)?.[1] ??
    /\.Values\.([\w.]+)/.exec(action)?.[1] ??
    /([\w.-]+)\s*:\s*["']?$/.exec(before)?.[1] ??
    [...before.matchAll(/define\s+"([\w.-]+)"/g)].at(-1)?.[1] ??
    null
  );
}
