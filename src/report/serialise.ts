/**
 * JSON in two-space layout. Build logs run what looks like a command of theirs anywhere in a line (`##[...]`, `##vso[...]`),
 * so a doubled number sign is written with an escape: the same data, and nothing to run.
 */
export function serialise(data: unknown): string {
  return `${JSON.stringify(data, null, 2).replaceAll('##', '#\\u0023')}\n`;
}
