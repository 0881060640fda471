import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';
import { built } from './built.ts';

export const value = ['m4j8', 'pXq7', 'Rw2K'].join('');
export const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ledger-db\nstringData:\n  username: ledger\n  password: ${value}\n`;
export const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ledger\ndata:\n  LOG_LEVEL: info\n';
/** Hooks run by the clock of the machine. */
const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
export const waiver = `  # sealgate: allow core/secret-plain until ${nextMonth} by @platform -- a test database\n`;
export const waivedSecret = secret.replace('  password', `${waiver}  password`);

export type Hook = 'pre-commit' | 'pre-merge-commit' | 'pre-push' | 'pre-receive' | 'update';

/** How a git command ended, and everything it printed. */
export interface Ended {
  readonly code: number;
  readonly words: string;
}

/** A repository with a bare remote, and one hook that runs sealgate. */
export class Doors {
  readonly local: TestRepository;
  readonly remote: string;
  private readonly hook: Hook;

  /** `start` is on the remote before the hook is. */
  constructor(hook: Hook, start: Readonly<Record<string, string>> | null = { 'a.yaml': clean }) {
    this.hook = hook;
    this.local = TestRepository.create();
    this.remote = mkdtempSync(join(tmpdir(), 'sealgate-remote-'));
    spawnSync('git', ['init', '-q', '--bare', '-b', 'main', this.remote], { env: cleanEnvironment() });
    this.local.git('remote', 'add', 'origin', this.remote);
    if (start !== null) {
      this.local.commit('start', start);
      this.local.git('push', '-q', 'origin', 'main');
    }
    const isServer = hook === 'pre-receive' || hook === 'update';
    this.install(isServer ? join(this.remote, 'hooks') : join(this.local.path, '.git/hooks'));
  }

  install(folder: string): void {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, this.hook);
    // A machine that runs much else beside the tests is slower than any server may be.
    const patient = join(folder, 'sealgate-patience.yaml');
    writeFileSync(patient, 'version: 1\nhook: { serverSeconds: 60 }\n');
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${built()}" hook ${this.hook} --policy "${patient}" "$@"\n`);
    chmodSync(file, 0o755);
  }

  /** A git command whose hooks run. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = this.local.path): Ended {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...cleanEnvironment(), ...env },
    });
    return { code: status ?? -1, words: stdout + stderr };
  }

  /** Brings what was committed through the door; a local hook of commits has been passed already. */
  deliver(...refs: readonly string[]): Ended {
    return this.run(['push', 'origin', ...(refs.length === 0 ? ['main'] : refs)]);
  }

  remove(): void {
    this.local.remove();
    rmSync(this.remote, { recursive: true, force: true });
  }
}
