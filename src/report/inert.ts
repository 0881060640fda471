/**
 * Build logs run lines that look like commands of theirs: `::command::` after any white space, `##[command]` and `##vso[...]`
 * anywhere. A blank in between keeps the line readable and does nothing.
 */
export function inert(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replace(/##(?=\[|vso\[|teamcity\[)/g, '# #');
}

/** The same for every line of a text. */
export const inertLines = (text: string): string => text.split('\n').map(inert).join('\n');
