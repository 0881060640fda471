import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { gitOutput } from '../../git/process.ts';
import type { Layout, Repository } from '../../git/repository.ts';
import { homeOf } from './programs.ts';

/** Where git looks for hooks here. */
export interface HooksFolder {
  /** Absolute. */
  readonly path: string;
  readonly exists: boolean;
  /** As `core.hooksPath` says it, with the scope and file that say so; null: the default. */
  readonly setting: { readonly value: string; readonly scope: string; readonly file: string } | null;
  /** The folder that counts where nothing is set. */
  readonly byDefault: string;
}

export async function hooksFolder(repository: Repository): Promise<HooksFolder> {
  const layout = await repository.layout();
  const byDefault = join(layout.commonDir, 'hooks');
  const setting = await hooksPath(repository);
  const path = setting === null ? byDefault : located(setting.value, layout, repository.env);
  return { path, exists: existsSync(path), setting, byDefault };
}

/** Our own git is told to run no hooks, in the scope `command`: every other scope is what git will go by. */
async function hooksPath(repository: Repository): Promise<HooksFolder['setting']> {
  const output = await gitOutput(repository, ['config', '--show-scope', '--show-origin', '-z', '--get-all', 'core.hooksPath']);
  const words = output.toString().split('\0');
  let last: HooksFolder['setting'] = null;
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [scope = '', origin = '', value = ''] = words.slice(at, at + 3);
    if (scope !== 'command') last = { value, scope, file: origin.replace(/^file:/, '') };
  }
  return last;
}

/** git takes it from the folder in which hooks run: the top of this worktree, or a bare repository itself. */
function located(value: string, layout: Layout, env: NodeJS.ProcessEnv): string {
  const home = value.startsWith('~/') ? join(homeOf(env), value.slice(2)) : value;
  return isAbsolute(home) ? home : resolve(layout.topLevel ?? layout.gitDir, home);
}
