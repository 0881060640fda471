import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { textOf } from '../file-text.ts';
import { type Check, hint, ok, problem } from './check.ts';

const oldest = [20, 19] as const;

/** The Node that a hook will find, and whether it is new enough. */
export function nodeCheck(env: NodeJS.ProcessEnv): Check {
  const found = onPath('node', env);
  if (found === null) return problem('node', 'there is no node on the PATH, so hooks check nothing', 'install Node 20.19 or newer');
  const version = versionOf(found);
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    return problem('node', `${found} is Node ${version || 'of no version'}; hooks need 20.19 or newer`, 'install a newer Node');
  if (/[/\\]\.?(?:nvm|fnm|volta|asdf|mise|nodenv|n)[/\\]/.test(found))
    return hint(
      'node',
      `Node ${version} comes from a version manager, which programs with windows may not see`,
      'set PATH in ~/.config/husky/init.sh (husky), or install Node for the system',
    );
  return ok('node', `Node ${version}`);
}

/** The first program of a name on the PATH, or null. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | null {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    for (const one of names) {
      const file = join(folder, one);
      try {
        accessSync(file, constants.X_OK);
        if (folder !== '' && statSync(file).isFile()) return file;
      } catch {
        // Not here.
      }
    }
  }
  return null;
}

/** Where git and shells look for `~`: Windows itself sets another variable. */
export const homeOf = (env: NodeJS.ProcessEnv): string => env['HOME'] ?? env['USERPROFILE'] ?? '';

/** What brings sealgate to where hooks look for it: the packages of the repository where it has some, else the PATH. */
export function installCommand(root: string): string {
  const packages = textOf(join(root, 'package.json'));
  if (packages === null) return 'npm install --global sealgate';
  return /"sealgate"\s*:/.test(packages) ? 'npm install' : 'npm install --save-dev sealgate';
}

function versionOf(file: string): string {
  if (realpathSync(file) === realpathSync(process.execPath)) return process.version;
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 5000 });
  return (stdout ?? '').trim();
}
