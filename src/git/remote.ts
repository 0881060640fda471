import type { SimpleGit } from 'simple-git';
import { Failure } from '../model/failure.ts';
import { printable } from './complaint.ts';
import { hookVariables, outsideHook } from './process.ts';

/** How the network may be used. Only commands whose purpose is the network come here. */
interface RemoteOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds until git is ended. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** Lets the user's own GIT_SSH_COMMAND, GIT_ASKPASS, GIT_SSL_* and GIT_CONFIG_COUNT through: they name programs to run. */
  readonly trustEnvironment?: boolean;
}

/** Copies every ref of a repository, or of a bundle file, into a new bare one at `folder`. */
export async function cloneMirror(url: string, folder: string, options: RemoteOptions): Promise<void> {
  const git = await connect('.', { ...options, env: outsideHook(options.env) });
  await run(options, url, git.clone(checkedUrl(url), folder, ['--mirror', '--no-local', '--quiet']));
}

/** Fetches all refs again, and with `unshallow` or `refetch` what a shallow or partial clone left out. */
export async function fetchRefs(folder: string, what: 'new' | 'unshallow' | 'refetch', options: RemoteOptions): Promise<void> {
  const git = await connect(folder, { ...options, env: outsideHook(options.env) });
  const more = { new: [], unshallow: ['--unshallow'], refetch: ['--refetch', '--no-filter'] }[what];
  await run(options, folder, git.fetch(['--quiet', '--prune', '--no-recurse-submodules', ...more]));
}

/** Lets HEAD of a mirror be the default branch its remote has today: fetching leaves it at the one of the day it was cloned. */
export async function followHead(folder: string, options: RemoteOptions): Promise<void> {
  const git = await connect(folder, { ...options, env: outsideHook(options.env) });
  const asked = async (): Promise<void> => {
    const told = await git.listRemote(['--symref', 'origin', 'HEAD']);
    const branch = /^ref: (refs\/heads\/[^\s]+)\tHEAD$/m.exec(told)?.[1];
    if (branch !== undefined) await git.raw(['symbolic-ref', 'HEAD', branch]);
  };
  await run(options, folder, asked());
}

/**
 * The one place where simple-git is made; loaded only here. It drops every GIT_* variable it is not told to keep, and then
 * sees another index than the commit whose hook it runs in.
 */
export async function connect(folder: string, options: RemoteOptions): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  const trusted = options.trustEnvironment === true;
  const allowed = [...hookVariables, ...safety.map(([name]) => name), ...configuration, ...(trusted ? trustedVariables : [])];
  const env = Object.fromEntries(Object.entries(options.env).filter(([name]) => !isGuarded(name) || allowed.includes(name)));
  const signals = [AbortSignal.timeout(options.timeout), ...(options.signal === undefined ? [] : [options.signal])];
  return simpleGit({
    baseDir: folder,
    allowEnvironment: allowed,
    abort: AbortSignal.any(signals),
    unsafe: {
      allowUnsafeConfigPaths: true, // the user's own, from the environment
      allowUnsafeSshCommand: trusted,
      allowUnsafeAskPass: trusted,
      allowUnsafeConfigEnvCount: trusted,
    },
  }).env({ ...env, ...Object.fromEntries(safety) });
}

/** Prompts would wait for nobody; `ext::` and other helpers run what the address says. */
const safety: readonly (readonly [string, string])[] = [
  ['GIT_TERMINAL_PROMPT', '0'],
  ['GIT_ALLOW_PROTOCOL', 'https:http:ssh:git:file'],
  ['GIT_NO_REPLACE_OBJECTS', '1'],
  ['GIT_OPTIONAL_LOCKS', '0'],
  ['GIT_HTTP_LOW_SPEED_LIMIT', '1'], // ending git does not end its helper, which would wait for a silent server
  ['GIT_HTTP_LOW_SPEED_TIME', '60'],
];
const configuration = ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'];
const trustedVariables = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_CONFIG_COUNT'];

/** What simple-git takes out unless allowed: names of programs that git would start. */
const isGuarded = (name: string) => /^(?:GIT_.*|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS)$/i.test(name);

function checkedUrl(url: string): string {
  const isOption = url.startsWith('-');
  const isHelper = /^[^/]*::/.test(url);
  if (!isOption && !isHelper && !/[\p{Cc}]/u.test(url)) return url;
  throw new Failure(
    'usage',
    'odd-url',
    `'${printable(url)}' is no address to clone from: https://, ssh://, file:// or a folder would be accepted`,
  );
}

async function run(options: RemoteOptions, what: string, task: PromiseLike<unknown>): Promise<void> {
  try {
    await task;
  } catch (error) {
    if (options.signal?.aborted === true) throw new Failure('incomplete', 'stopped', `fetching ${printable(what)} was stopped`);
    const words = (error as Error).message.split('\n').filter((line) => line.trim() !== '' && !/^(?:hint|warning):/.test(line));
    const said = printable(words.find((line) => line.startsWith('fatal:')) ?? words[0] ?? 'git ended without a word');
    const late = /abort/i.test(said) ? ` within ${options.timeout / 1000} seconds` : '';
    throw new Failure('incomplete', 'fetch-failed', `${printable(what)} could not be fetched${late}: ${said}`);
  }
}
