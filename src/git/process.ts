import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Failure } from '../model/failure.ts';
import { Memo } from '../text/memo.ts';
import { complaint } from './complaint.ts';

/** Where git runs and with which environment. In a hook: the folder git started the hook in, for GIT_INDEX_FILE is relative to it. */
export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when git has ended: rejects with a Failure unless it ended well or was stopped by `stop`. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Bytes, or text, for the standard input of git. */
export type Input = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Starts git so that nothing a repository says makes it run code, fetch, write or read other objects than the real ones. */
export function startGit(place: Place, args: readonly string[]): GitProcess {
  const env = gitEnvironment(place.env);
  const child: ChildProcessWithoutNullStreams = spawn(gitProgram(env), [...overrides, ...args], {
    cwd: place.cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stopped = false;
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < mostWords) words += text;
  });
  // git may end before it has read everything: what matters then is its exit code, not the broken pipe.
  child.stdin.on('error', () => {});
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', () => reject(noGit(place)));
    child.on('close', (code, signal) => {
      if (code === 0 || stopped) resolve();
      else reject(complaint(args, words, signal ?? code ?? 'no exit code'));
    });
  });
  done.catch(() => {});
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    done,
    stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      stopped = true;
      child.stdout.destroy();
      child.kill();
    },
  };
}

/**
 * Everything git prints, at once: Node loads no streams for it, which takes longer than git does for a commit. For answers
 * that fit into memory. Throws a Failure unless git ends well; `mostBytes` of output and no more: unlimited unless told.
 */
export function gitOutputNow(
  place: Place,
  args: readonly string[],
  input: string | Buffer = '',
  mostBytes = Number.POSITIVE_INFINITY,
): Buffer {
  const env = gitEnvironment(place.env);
  const { stdout, stderr, status, signal, error } = spawnSync(gitProgram(env), [...overrides, ...args], {
    cwd: place.cwd,
    env,
    input,
    maxBuffer: mostBytes,
    windowsHide: true,
  });
  if (error !== undefined && (error as NodeJS.ErrnoException).code !== 'ENOBUFS') throw noGit(place);
  if (status === 0) return stdout;
  throw complaint(args, stderr.toString('utf8', 0, mostWords), signal ?? status ?? 'no exit code');
}

/** Everything git prints. */
export async function gitOutput(place: Place, args: readonly string[], input: Input = []): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of gitChunks(place, args, input)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What git prints, as it comes; git waits when the reader does. Leaving the loop ends git. */
export async function* gitChunks(place: Place, args: readonly string[], input: Input = []): AsyncGenerator<Buffer> {
  const git = startGit(place, args);
  const fed = feed(git.stdin, input);
  fed.catch(() => git.stop());
  try {
    for await (const chunk of git.stdout) yield chunk as Buffer;
    await fed;
    await git.done;
  } finally {
    git.stop();
  }
}

/** Writes all of `input`, no faster than it is read, and closes. */
async function feed(stdin: Writable, input: Input): Promise<void> {
  for await (const part of input) {
    if (stdin.destroyed) return;
    if (!stdin.write(part)) await drained(stdin);
  }
  stdin.end();
}

export function drained(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stdin.off('drain', settle).off('close', settle).off('error', settle);
      resolve();
    };
    if (stdin.destroyed || !stdin.writableNeedDrain) return resolve();
    stdin.on('drain', settle).on('close', settle).on('error', settle);
  });
}

const mostWords = 8192;

/** Precedence over every configuration file, and over `git -c` of the command whose hook this is. */
const overrides: readonly string[] = [
  '--no-pager',
  '--no-replace-objects',
  ...[
    'core.useReplaceRefs=false', // in some versions the configuration wins over the environment
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.alternateRefsCommand=',
    'log.showSignature=false', // would run gpg.program
    'protocol.allow=never',
  ].flatMap((setting) => ['-c', setting]),
];

/** How git tells a hook which index and objects are meant. */
export const hookVariables: readonly string[] = [
  'GIT_INDEX_FILE',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_SHALLOW_FILE',
];

/** The environment for another repository than the one whose hook this is. */
export function outsideHook(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !hookVariables.includes(name)));
}

/** What else of git's own environment is kept: the user's configuration, and where git itself is. */
const kept =
  /^GIT_(?:NAMESPACE|EXEC_PATH|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS|COUNT|KEY_\d+|VALUE_\d+))$/;

function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const safe: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(env))
    if (name.slice(0, 4).toUpperCase() !== 'GIT_' || hookVariables.includes(name) || kept.test(name)) safe[name] = value;
  return Object.assign(safe, {
    LC_ALL: 'C',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none', // no transport has this name: also a git that knows no GIT_NO_LAZY_FETCH reaches nobody
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  });
}

/**
 * The git on PATH, by absolute path: hook managers put relative folders on PATH (and Windows looks into the current folder
 * first), so the bare name could be a file of the scanned repository.
 */
export function gitProgram(env: NodeJS.ProcessEnv): string {
  const path = env['PATH'] ?? env['Path'] ?? '';
  return programs.of(path, () => programOn(path));
}

/** Every call starts it anew. */
const programs = new Memo<string>(16);

function programOn(path: string): string {
  const windows = process.platform === 'win32';
  const name = windows ? 'git.exe' : 'git';
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    try {
      // Most folders do not have it, and an error takes longer to make than git takes to be found.
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not for us
    }
  }
  throw new Failure('configuration', 'git-missing', 'no git in any absolute folder of PATH: install git 2.36 or newer');
}

/** spawn fails in the same words for a missing program and a missing folder; the program has just been seen. */
const noGit = (place: Place) =>
  new Failure('usage', 'no-such-folder', `git cannot be started in ${JSON.stringify(place.cwd)}: an existing folder would be accepted`);
