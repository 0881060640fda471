import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { HookSettings } from '../../gate/configuration.ts';
import type { Layout } from '../../git/repository.ts';
import type { Io } from '../io.ts';
import { type Check, hint, ok, problem } from './check.ts';
import { installing } from './hook-runners.ts';
import type { HooksFolder } from './hooks-folder.ts';
import { husky, type Lead, leadOf, waitingRunner } from './leads.ts';
import { homeOf, installCommand, onPath } from './programs.ts';

/** What each local hook is there for. */
const wanted: Readonly<Record<string, string>> = {
  'pre-commit': 'commits',
  'pre-merge-commit': 'merges without conflicts',
  'pre-push': 'commits that come by rebase, cherry-pick, revert or --no-verify',
};

/** Whether git will run sealgate here: the folder it looks in, and each hook in it. */
export function localHooks(folder: HooksFolder, layout: Layout, missingNode: HookSettings['missingNode'], io: Io): readonly Check[] {
  const root = layout.topLevel ?? io.cwd;
  if (skipsHusky(io)) return [problem('husky', 'HUSKY=0 is set, so husky runs no hook', 'unset HUSKY (also in ~/.config/husky/init.sh)')];
  if (!folder.exists && folder.setting !== null) return [withoutFolder(folder.setting.value, layout)];
  const checks: Check[] = [];
  let isLocal = false;
  const isAsleep = folder.setting === null && declaresHusky(root);
  if (isAsleep)
    checks.push(
      problem('husky', 'package.json asks for husky, but it is not set up in this clone (no core.hooksPath)', 'npm install, or npx husky'),
    );
  else if (folder.setting !== null) checks.push(ok('hooks', `git takes hooks from ${folder.setting.value} (${folder.setting.scope})`));
  for (const [hook, covers] of Object.entries(wanted)) {
    // Once husky is awake its scripts count, so they are what has to be right.
    const lead = isAsleep ? husky(hook, join(root, '.husky/_')) : leadOf(hook, folder.path, root);
    checks.push(...oneHook(hook, covers, lead, folder, root, missingNode));
    isLocal ||= lead.kind === 'sealgate' && lead.text.includes('node_modules/.bin/sealgate');
  }
  if (isLocal && !existsSync(join(root, 'node_modules/.bin/sealgate')) && onPath('sealgate', io.env) === null)
    checks.push(
      problem('sealgate', 'the hooks start node_modules/.bin/sealgate, which is not here, so nothing is checked', installCommand(root)),
    );
  return checks;
}

function withoutFolder(shown: string, layout: Layout): Check {
  const where = layout.gitDir === layout.commonDir ? 'in this clone' : 'in this linked worktree';
  const said = `git looks for hooks in ${shown}, which is not there ${where}: it runs none and says nothing`;
  const isHusky = /(?:^|\/)_\/?$/.test(shown);
  return problem('hooks', said, isHusky ? 'npm install, or npx husky, in this folder' : `mkdir -p ${shown}, then sealgate init --yes`);
}

function oneHook(hook: string, covers: string, lead: Lead, folder: HooksFolder, root: string, missingNode: string): readonly Check[] {
  const file = relative(root, lead.file).replaceAll(sep, '/') || lead.file;
  switch (lead.kind) {
    case 'missing': {
      const runner = waitingRunner(root);
      const repair = runner === null ? 'sealgate init --yes' : installing(runner);
      return [problem(hook, `there is no ${file}, so ${covers} are not checked${shadowed(hook, folder, root)}`, repair)];
    }
    case 'not-executable':
      return [problem(hook, `${file} is not executable, so git passes over it`, `chmod +x ${file}`)];
    case 'other':
      return [problem(hook, `${file} does not run sealgate${byWhom(lead)}${shadowed(hook, folder, root)}`, 'sealgate init --yes')];
    case 'sealgate':
      return [ok(hook, `${file} runs sealgate${byWhom(lead)}`), ...ofText(hook, file, lead.text, missingNode)];
  }
}

const byWhom = (lead: Lead): string => ('by' in lead && lead.by !== null ? ` (${lead.by})` : '');

/** A hook with sealgate stands in the default folder, and `core.hooksPath` leads past it. */
function shadowed(hook: string, { setting, byDefault, path }: HooksFolder, root: string): string {
  if (setting === null || byDefault === path || leadOf(hook, byDefault, root).kind !== 'sealgate') return '';
  return `; the one in .git/hooks is shadowed by core.hooksPath = ${setting.value} (${setting.scope}, ${setting.file})`;
}

/** What the lines of a hook need to work. */
function ofText(hook: string, file: string, text: string, missingNode: string): readonly Check[] {
  const checks: Check[] = [];
  if (/\bnpx\b[^\n]*\bsealgate\b/.test(text))
    checks.push(hint(hook, `${file} starts sealgate by npx, which adds half a second to each commit`, 'start node_modules/.bin/sealgate'));
  // A script that Windows has checked out with its own line ends: sh takes them for a part of the commands.
  if (/^#!.*\r\n|\bsealgate\b.*\r\n/.test(text) && !/\.(?:ya?ml|toml|json)$/.test(file))
    checks.push(
      problem(
        hook,
        `${file} has the line ends of Windows, which sh does not understand`,
        `echo '/${file} text eol=lf' >> .gitattributes, then check the file out again`,
      ),
    );
  const written = /without Node it (passes|blocks)/.exec(text)?.[1];
  const says = missingNode === 'pass' ? 'passes' : 'blocks';
  if (written !== undefined && written !== says)
    checks.push(
      hint(hook, `${file} ${written} without Node, and the policy says ${missingNode} (hook.missingNode)`, 'sealgate init --yes'),
    );
  return checks;
}

function declaresHusky(root: string): boolean {
  try {
    const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts?: Record<string, string> };
    return /\bhusky\b/.test(`${scripts['prepare'] ?? ''} ${scripts['postinstall'] ?? ''}`);
  } catch {
    return false;
  }
}

function skipsHusky({ env }: Io): boolean {
  if (env['HUSKY'] === '0') return true;
  try {
    const folder = env['XDG_CONFIG_HOME'] ?? join(homeOf(env), '.config');
    return /^\s*(?:export\s+)?HUSKY=0\b/m.test(readFileSync(join(folder, 'husky/init.sh'), 'utf8'));
  } catch {
    return false;
  }
}
