import { basename, join, relative, sep } from 'node:path';
import type { HookSettings } from '../../gate/configuration.ts';
import { version } from '../../version.ts';
import { configurations, type HookRunner, installing, isConfigured } from '../doctor/hook-runners.ts';
import type { HooksFolder } from '../doctor/hooks-folder.ts';
import { leadOf } from '../doctor/leads.ts';
import { textOf } from '../file-text.ts';
import { type Edit, edit } from './edit.ts';
import { localHooks, withHook } from './hook-text.ts';
import { jobLines, withJob } from './lefthook.ts';

/** Who runs the hooks here: one of the programs for it, or git alone. */
export type RunBy = HookRunner | 'git';

/** What is to be done about hooks: files to write, and what is left to do by hand. */
interface HookPlan {
  readonly runner: RunBy;
  readonly edits: readonly Edit[];
  readonly steps: readonly string[];
}

export function planHooks(root: string, runner: RunBy, folder: HooksFolder, missingNode: HookSettings['missingNode']): HookPlan {
  switch (runner) {
    case 'husky':
      return {
        runner,
        ...scripts(root, '.husky', missingNode, true),
        ...(folder.setting === null && { steps: ['npx husky   # sets core.hooksPath in this clone'] }),
      };
    case 'pre-commit':
    case 'prek':
      return { runner, ...framework(root, runner, folder) };
    case 'lefthook':
      return { runner, ...lefthook(root, folder) };
    case 'git':
      return { runner, ...plain(root, folder, missingNode) };
  }
}

/** Which of them is in use: what git really starts counts before files that are merely there. */
export function runnerOf(root: string, folder: HooksFolder, packageJson: string | null): RunBy {
  if (basename(folder.path) === '_' || textOf(join(root, '.husky/_/h')) !== null) return 'husky';
  const lead = leadOf('pre-commit', folder.path, root);
  if ((lead.kind === 'other' || lead.kind === 'sealgate') && lead.by !== null) return lead.by;
  if (packageJson !== null && /"husky"\s*:/.test(packageJson)) return 'husky';
  const names = (one: HookRunner) => configurations[one].some((name) => textOf(join(root, name)) !== null);
  if (textOf(join(root, 'prek.toml')) !== null) return 'prek';
  if (names('pre-commit')) return 'pre-commit';
  return names('lefthook') ? 'lefthook' : 'git';
}

type Planned = Pick<HookPlan, 'edits' | 'steps'>;

function scripts(root: string, folder: string, missingNode: HookSettings['missingNode'], isHusky: boolean): Planned {
  const edits: Edit[] = [];
  const steps: string[] = [];
  for (const hook of localHooks) {
    const lead = leadOf(hook, join(root, isHusky ? `${folder}/_` : folder), root);
    const text = textOf(join(root, folder, hook));
    // Somebody's own line that runs it is left as it is.
    if (lead.kind === 'sealgate' && text !== null && !text.includes('# >>> sealgate hook')) continue;
    const after = withHook(text, hook, missingNode, isHusky);
    if (after === null) steps.push(`${folder}/${hook} is no shell script: let it run \`sealgate hook ${hook}\` first`);
    else {
      const planned = edit(root, `${folder}/${hook}`, () => after, !isHusky);
      if (planned !== null) edits.push(planned);
    }
  }
  return { edits, steps };
}

function plain(root: string, folder: HooksFolder, missingNode: HookSettings['missingNode']): Planned {
  const { setting, path } = folder;
  if (setting !== null && setting.scope !== 'local' && setting.scope !== 'worktree') {
    const said = `git takes hooks for all your repositories from ${setting.value} (${setting.file}); to give this one its own:`;
    return { edits: [], steps: [`${said} git config core.hooksPath .githooks, then sealgate init --yes`] };
  }
  return scripts(root, relative(root, path).replaceAll(sep, '/'), missingNode, false);
}

const hooksOfFramework = (indent: string): string =>
  [
    '- repo: https://github.com/sealgate/sealgate',
    `  rev: v${/^\d/.test(version) && !version.startsWith('0.0.0') ? version : '0.1.0'}`,
    '  hooks:',
    '    - id: sealgate',
    '    - id: sealgate-push',
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

/** Beside `sealgate`, which runs at commits, the hook that runs at pushes. */
const withPush = (before: string): string =>
  isConfigured('pre-commit', before, 'pre-push')
    ? before
    : before.replace(/^([ \t]*)- id:\s*sealgate[ \t]*$/m, '$1- id: sealgate-push\n$&');

/** What `install` without arguments puts into git's folder, in every clone. */
const types = 'default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]\n';

function framework(root: string, runner: 'pre-commit' | 'prek', folder: HooksFolder): Planned {
  const name = configurations[runner].find((one) => textOf(join(root, one)) !== null) ?? '.pre-commit-config.yaml';
  if (name === 'prek.toml')
    return { edits: [], steps: ['add sealgate to prek.toml: see docs/hooks/pre-commit.md of sealgate', ...left(root, runner, folder)] };
  const planned = edit(root, name, (before) => {
    if (before === null) return `${types}repos:\n${hooksOfFramework('  ')}`;
    if (/\bid:\s*sealgate\b/.test(before)) return withPush(before);
    const head = /^default_install_hook_types\s*:/m.test(before) ? '' : types;
    const list = /^repos:[ \t]*(?:\[\][ \t]*)?(?:#[^\n]*)?\n?/m.exec(before);
    if (list === null) return `${before.replace(/\n?$/, '\n')}${head}repos:\n${hooksOfFramework('  ')}`;
    const at = list.index + list[0].length;
    const indent = /^([ \t]*)- /m.exec(before.slice(at))?.[1] ?? '  ';
    return `${before.slice(0, list.index)}${head}repos:\n${hooksOfFramework(indent)}${before.slice(at)}`;
  });
  return { edits: planned === null ? [] : [planned], steps: left(root, runner, folder) };
}

function lefthook(root: string, folder: HooksFolder): Planned {
  const name = configurations.lefthook.find((one) => textOf(join(root, one)) !== null) ?? 'lefthook.yml';
  if (!/\.ya?ml$/.test(name))
    return { edits: [], steps: [`add sealgate to ${name}: see docs/hooks/lefthook.md of sealgate`, ...left(root, 'lefthook', folder)] };
  // A job has no second choice, as a script has: the program of the repository's packages, or that of the machine.
  const program = textOf(join(root, 'package.json')) === null ? 'sealgate' : 'node_modules/.bin/sealgate';
  const steps: string[] = [];
  const planned = edit(root, name, (before) => {
    let after = before ?? '';
    for (const hook of localHooks) {
      if (isConfigured('lefthook', after, hook)) continue;
      const added = withJob(after, hook, program);
      if (added === null) steps.push(`add to ${hook} in ${name}: ${jobLines(hook, program).join('; ')}`);
      else after = added;
    }
    return after;
  });
  return { edits: planned === null ? [] : [planned], steps: [...steps, ...left(root, 'lefthook', folder)] };
}

/** What the runner still has to put into git's folder of hooks. */
function left(root: string, runner: HookRunner, folder: HooksFolder): string[] {
  const isRun = (hook: string): boolean => {
    const lead = leadOf(hook, folder.path, root);
    return (lead.kind === 'sealgate' || lead.kind === 'other') && lead.by !== null;
  };
  return localHooks.every(isRun) ? [] : [installing(runner)];
}
