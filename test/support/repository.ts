import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a temporary folder. Dates go up by a minute a commit, so histories are the same on every run. */
export class TestRepository {
  readonly path: string;
  private minute = 0;

  private constructor(path: string) {
    this.path = path;
  }

  static create(...init: readonly string[]): TestRepository {
    const repository = new TestRepository(mkdtempSync(join(tmpdir(), 'sealgate-test-')));
    repository.git('init', '-q', '-b', 'main', ...init);
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.org');
    repository.git('config', 'commit.gpgsign', 'false');
    repository.git('config', 'core.autocrlf', 'false');
    return repository;
  }

  /** Standard output of git, without the last line end. Throws with git's words when it fails. */
  git(...args: readonly string[]): string {
    return this.gitBytes(args).toString('utf8').replace(/\n$/, '');
  }

  gitBytes(args: readonly string[], input?: string | Uint8Array, env: Record<string, string> = {}): Buffer {
    const date = new Date(Date.UTC(2026, 0, 1, 0, this.minute)).toISOString();
    return execFileSync('git', args, {
      cwd: this.path,
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
      env: { ...cleanEnvironment(), GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...env },
    });
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    return this;
  }

  /** Writes, stages everything and commits; the new commit's id. */
  commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    this.write(files);
    this.minute += 1;
    this.git('add', '-A');
    this.git('commit', '-q', '--no-verify', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The environment without what git sets for hooks and without the user's configuration. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  for (const name of Object.keys(env)) if (/^GIT_/.test(name) && !/^GIT_CONFIG_(GLOBAL|NOSYSTEM)$/.test(name)) delete env[name];
  // A hook or a pipeline that switches husky off would answer for the hooks under test.
  delete env['HUSKY'];
  return env;
}
