/** One line of `.gitattributes`, as far as its filter is concerned. */
export interface AttributeLine {
  readonly pattern: string;
  /** `git-crypt`, `transcrypt`, or null where the line takes the filter away (or sets another). */
  readonly filter: 'git-crypt' | 'transcrypt' | null;
}

/** Lines that say something of `filter`, macros resolved. See gitattributes(5). */
export function readAttributes(text: string): readonly AttributeLine[] {
  const macros = new Map<string, AttributeLine['filter']>();
  const found: AttributeLine[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const match = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^\s#"]\S*))\s+(.+)$/.exec(line);
    if (match === null) continue;
    const pattern = match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '';
    const filter = filterOf((match[3] ?? '').split(/\s+/), macros);
    if (filter === undefined) continue;
    const macro = /^\[attr\](\S+)$/.exec(pattern)?.[1];
    if (macro !== undefined) macros.set(macro, filter);
    else found.push({ pattern, filter });
  }
  return found;
}

/** undefined: the line says nothing of it. The last word counts. */
function filterOf(
  attributes: readonly string[],
  macros: ReadonlyMap<string, AttributeLine['filter']>,
): AttributeLine['filter'] | undefined {
  let filter: AttributeLine['filter'] | undefined;
  for (const attribute of attributes) {
    if (/^filter=git-crypt(?:-\S+)?$/.test(attribute)) filter = 'git-crypt';
    else if (/^filter=crypt(?:-\S+)?$/.test(attribute)) filter = 'transcrypt';
    else if (/^(?:filter=|[-!]filter$)/.test(attribute)) filter = null;
    else if (macros.has(attribute)) filter = macros.get(attribute) ?? null;
    else if (/^[-!]/.test(attribute) && macros.has(attribute.slice(1))) filter = null;
  }
  return filter;
}
