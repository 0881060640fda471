import type { LocalHook } from './hook-text.ts';

/**
 * The text of lefthook.yml with sealgate as the first job of a hook, other lines as they were; null where the hook has a section of a form that
 * is better changed by hand (flow style, scripts only).
 */
export function withJob(before: string, hook: LocalHook, program: string): string | null {
  const lines = before === '' ? [] : before.replace(/\n*$/, '').split('\n');
  const from = lines.findIndex((line) => new RegExp(`^["']?${hook}["']?\\s*:`).test(line));
  if (from === -1) return `${[...lines, `${hook}:`, '  jobs:', ...job(hook, program, '    ')].join('\n')}\n`;
  const length = lines.slice(from + 1).findIndex((line) => /^[^\s#]/.test(line));
  const to = length === -1 ? lines.length : from + 1 + length;
  const margin = indentOf(lines.slice(from + 1, to).find((line) => /^\s+[^\s#]/.test(line)) ?? '');
  for (const [list, entry] of [['jobs', job] as const, ['commands', command] as const]) {
    const at = lines.findIndex((line, index) => index > from && index < to && new RegExp(`^${margin}${list}:\\s*$`).test(line));
    const first = lines.findIndex((line, index) => index > at && index < to && /^\s+[^\s#]/.test(line));
    if (at === -1 || first === -1) continue;
    const indent = indentOf(lines[first] ?? '');
    return `${[...lines.slice(0, at + 1), ...entry(hook, program, indent), ...lines.slice(at + 1)].join('\n')}\n`;
  }
  return null;
}

/** What the job says, a setting a line. */
export function jobLines(hook: LocalHook, program: string): string[] {
  return hook === 'pre-push' ? [`run: ${program} hook pre-push {1} {2}`, 'use_stdin: true'] : [`run: ${program} hook ${hook}`];
}

const job = (hook: LocalHook, program: string, indent: string): string[] => [
  `${indent}- name: sealgate`,
  ...jobLines(hook, program).map((line) => `${indent}  ${line}`),
];
const command = (hook: LocalHook, program: string, indent: string): string[] => [
  `${indent}sealgate:`,
  ...jobLines(hook, program).map((line) => `${indent}  ${line}`),
];
const indentOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';
