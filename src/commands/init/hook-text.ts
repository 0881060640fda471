import type { HookSettings } from '../../gate/configuration.ts';

export const localHooks = ['pre-commit', 'pre-merge-commit', 'pre-push'] as const;
export type LocalHook = (typeof localHooks)[number];

const begin = '# >>> sealgate hook';
const end = '# <<< sealgate hook';

/**
 * The text of a hook with sealgate in it, whoever else is in it: first, because what is there may end with `exec`. null: it
 * is no shell script, so nothing can be added.
 */
export function withHook(
  before: string | null,
  hook: LocalHook,
  missingNode: HookSettings['missingNode'],
  isHusky: boolean,
): string | null {
  const others = before === null ? '' : withoutHook(before);
  if (others.trim() === '' || /^#![^\n]*\s*$/.test(others.trim()))
    return `${isHusky ? '' : '#!/bin/sh\n'}${block(hook, missingNode, false)}`;
  const shebang = /^#!([^\n]*)\n/.exec(others);
  if (shebang !== null && !/\b(?:sh|bash|dash|zsh|ksh)\b/.test(shebang[1] ?? '')) return null;
  const head = shebang?.[0] ?? '';
  return `${head}${block(hook, missingNode, hook === 'pre-push')}${others.slice(head.length)}`;
}

/** The same text without what init put into it. */
export function withoutHook(text: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) return text;
  const after = text.indexOf('\n', to);
  return text.slice(0, from) + (after === -1 ? '' : text.slice(after + 1));
}

const what: Readonly<Record<LocalHook, string>> = { 'pre-commit': 'COMMIT', 'pre-merge-commit': 'MERGE', 'pre-push': 'PUSH' };

/** `isShared`: others read standard input after it, so it is kept for them. */
function block(hook: LocalHook, missingNode: HookSettings['missingNode'], isShared: boolean): string {
  const passes = missingNode === 'pass';
  const said = `sealgate: THIS ${what[hook]} IS NOT CHECKED: Node or sealgate is missing here (npm install).`;
  const goOn = passes
    ? ' The pull request is judged all the same.'
    : ` To go on all the same: git ${hook === 'pre-push' ? 'push' : 'commit'} --no-verify`;
  const run = `"$sealgate" hook ${hook} "$@"`;
  return [
    `${begin}; without Node it ${passes ? 'passes, with a warning' : 'blocks'} (written by \`sealgate init\`)`,
    'sealgate=node_modules/.bin/sealgate',
    '[ -x "$sealgate" ] || sealgate=$(command -v sealgate) || sealgate=',
    ...(isShared ? ['pushed=$(cat)'] : []),
    'if [ -n "$sealgate" ] && command -v node >/dev/null 2>&1; then',
    `  ${isShared ? `printf '%s\\n' "$pushed" | ${run}` : run} || exit $?`,
    'else',
    `  echo '${said}${goOn}' >&2`,
    ...(passes ? [] : ['  exit 1']),
    'fi',
    ...(isShared ? ['exec <<PUSHED', '$pushed', 'PUSHED'] : []),
    end,
    '',
  ].join('\n');
}
