import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runStep } from '../action/runner.ts';
import { built } from '../commands/built.ts';
import { sealgate } from '../support/cli.ts';
import { cleanEnvironment, TestRepository } from '../support/repository.ts';

export type Hook = 'pre-commit' | 'pre-merge-commit' | 'pre-push' | 'pre-receive' | 'update';
export type Event = 'pull_request' | 'pull_request_target' | 'merge_group' | 'push';

/** How sealgate ended at a door (not git around it), and everything that was printed, with single blanks. */
export interface Answer {
  readonly code: number | null;
  readonly words: string;
}

/** A bare remote that has `main`, and a clone of it in which a change is made on `topic`. */
export class Scene {
  readonly local: TestRepository;
  private readonly remote = mkdtempSync(join(tmpdir(), 'sealgate-remote-'));
  private readonly isShallow: boolean;
  private readonly base: string;

  constructor(start: Readonly<Record<string, string>>, isShallow: boolean) {
    this.isShallow = isShallow;
    spawnSync('git', ['init', '-q', '--bare', '-b', 'main', this.remote], { env: cleanEnvironment() });
    const seed = TestRepository.create();
    seed.commit('first', start);
    this.base = seed.commit('second', { 'README.md': '# Applications\n' });
    seed.git('push', '-q', this.remote, 'main');
    seed.remove();
    this.local = this.checkout('main');
    this.local.git('checkout', '-q', '-b', 'topic');
  }

  /** Runs the git command that goes through a hook. */
  hook(hook: Hook, ...args: readonly string[]): Answer {
    const isServer = hook === 'pre-receive' || hook === 'update';
    const folder = isServer ? join(this.remote, 'hooks') : join(this.local.path, '.git/hooks');
    const ended = join(folder, 'sealgate-ended');
    mkdirSync(folder, { recursive: true });
    // A machine that runs much else beside the tests is slower than any server may be.
    writeFileSync(join(folder, 'sealgate.yaml'), 'version: 1\nhook: { serverSeconds: 60 }\n');
    const run = `"${process.execPath}" "${built()}" hook ${hook} --policy "${join(folder, 'sealgate.yaml')}" "$@"`;
    writeFileSync(join(folder, hook), `#!/bin/sh\n${run}\ncode=$?\necho $code > "${ended}"\nexit $code\n`);
    chmodSync(join(folder, hook), 0o755);
    const { stdout, stderr } = spawnSync('git', args, { cwd: this.local.path, encoding: 'utf8', env: cleanEnvironment() });
    return { code: existsSync(ended) ? Number(readFileSync(ended, 'utf8')) : null, words: plain(stdout + stderr) };
  }

  /** What a workflow's step says of the change; a shallow checkout has one commit, and the forge the rest. */
  action(event: Event): Answer {
    const head = this.local.git('rev-parse', 'topic');
    const refs = {
      pull_request: 'refs/pull/7/head',
      pull_request_target: 'refs/pull/7/head',
      merge_group: 'refs/heads/queue/pr-7',
      push: 'refs/heads/main',
    };
    this.local.git('push', '-q', 'origin', `topic:${refs[event]}`);
    const checkout = this.isShallow ? this.checkout(event === 'pull_request_target' ? 'main' : refs[event]) : this.local;
    const pull = { pull_request: { number: 7, base: { sha: this.base }, head: { sha: head } } };
    const payloads = {
      pull_request: pull,
      pull_request_target: pull,
      merge_group: { merge_group: { base_sha: this.base, head_sha: head, head_ref: refs.merge_group } },
      push: { before: this.base, after: head, ref: refs.push, repository: { default_branch: 'main' } },
    };
    const { code, out } = runStep(checkout.path, event, payloads[event]);
    if (checkout !== this.local) checkout.remove();
    return { code, words: plain(out) };
  }

  /** The recipe for GitLab, Bitbucket, Azure and Jenkins. */
  async range(): Promise<Answer> {
    this.local.git('push', '-q', 'origin', 'topic');
    const checkout = this.isShallow ? this.checkout('topic') : this.local;
    const { code, out, err } = await sealgate(['scan', '--range', 'origin/main...HEAD'], { cwd: checkout.path, now: new Date() });
    if (checkout !== this.local) checkout.remove();
    return { code, words: plain(out + err) };
  }

  remove(): void {
    this.local.remove();
    rmSync(this.remote, { recursive: true, force: true });
  }

  /** As a pipeline does it: a repository into which one ref is fetched. */
  private checkout(ref: string): TestRepository {
    const made = TestRepository.create();
    made.git('remote', 'add', 'origin', `file://${this.remote}`);
    const into = ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}:refs/remotes/origin/${ref}`];
    made.git('fetch', '-q', ...(this.isShallow ? ['--depth=1'] : []), 'origin', ...into);
    made.git('checkout', '-q', '-B', 'main', 'FETCH_HEAD');
    return made;
  }
}

/** What a server's hook says comes behind `remote: `. */
const plain = (words: string): string => words.replaceAll(/^remote: /gm, '').replaceAll(/\s+/g, ' ');
