import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Contender } from './measure.ts';

/** Another scanner: how it is asked, with its network verification off. What it has no way to do is null. */
interface Peer {
  readonly name: string;
  readonly native: boolean;
  readonly version: readonly string[];
  staged(files: readonly string[]): readonly string[] | null;
  history(): readonly string[] | null;
  readonly findings: (output: string) => number | null;
}

const lines = (output: string): number => output.split('\n').filter((line) => line.trim() !== '').length;
const listed = (output: string): number | null => {
  try {
    const report = JSON.parse(output) as unknown;
    return Array.isArray(report) ? report.length : null;
  } catch {
    return null;
  }
};
/** Of secretlint: an entry for each file, with its messages. */
const messages = (output: string): number | null => {
  try {
    return (JSON.parse(output) as readonly { readonly messages: readonly unknown[] }[]).reduce((sum, one) => sum + one.messages.length, 0);
  } catch {
    return null;
  }
};
/** Of kingfisher: a line of JSON for each finding, and one that sums up. */
const found = (output: string): number => output.split('\n').filter((line) => line.includes('"rule"')).length;

const leaks = (name: string): Peer => ({
  name,
  native: true,
  version: ['version'],
  staged: () => [name, 'git', '--staged', '--no-banner', '--redact', '--exit-code', '0', '-l', 'error', '-f', 'json', '-r', '-', '.'],
  history: () => [
    name,
    'git',
    '--no-banner',
    '--redact',
    '--exit-code',
    '0',
    '-l',
    'error',
    '-f',
    'json',
    '-r',
    '-',
    '--log-opts=--branches --tags',
    '.',
  ],
  findings: listed,
});

const peers: readonly Peer[] = [
  leaks('gitleaks'),
  leaks('betterleaks'),
  {
    name: 'trufflehog',
    native: true,
    version: ['--version'],
    staged: () => ['trufflehog', 'git', 'file://.', '--since-commit', 'HEAD', '--no-verification', '--no-update', '--json'],
    history: () => ['trufflehog', 'git', 'file://.', '--no-verification', '--no-update', '--json'],
    findings: lines,
  },
  {
    name: 'kingfisher',
    native: true,
    version: ['--version'],
    staged: () => ['kingfisher', 'scan', '.', '--staged', '--no-validate', '--no-update-check', '--redact', '--format', 'jsonl'],
    history: () => [
      'kingfisher',
      'scan',
      '.',
      '--git-history',
      'full',
      '--no-validate',
      '--no-update-check',
      '--redact',
      '--format',
      'jsonl',
    ],
    findings: found,
  },
  {
    name: 'ripsecrets',
    native: true,
    version: ['--version'],
    staged: (files) => ['ripsecrets', ...files],
    history: () => null,
    findings: lines,
  },
  {
    name: 'secretlint',
    native: false,
    version: ['--version'],
    staged: (files) => [
      'secretlint',
      '--secretlintrcJSON',
      '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}',
      '--format',
      'json',
      ...files,
    ],
    history: () => null,
    findings: messages,
  },
  {
    name: 'detect-secrets',
    native: false,
    version: ['--version'],
    staged: (files) => ['detect-secrets-hook', '--no-verify', '--json', ...files],
    history: () => null,
    findings: () => null,
  },
];

/** The peers on PATH, with their versions. */
export function present(): readonly { readonly name: string; readonly version: string }[] {
  return onPath().map(({ name, version }) => {
    const { stdout, stderr } = spawnSync(name, version, { encoding: 'utf8' });
    return { name, version: /\d+(?:\.\d+)+\S*/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown' };
  });
}

export const stagedPeers = (files: readonly string[]): readonly Contender[] => contenders((peer) => peer.staged(files));
export const historyPeers = (): readonly Contender[] => contenders((peer) => peer.history());

function contenders(commandOf: (peer: Peer) => readonly string[] | null): readonly Contender[] {
  return onPath().flatMap((peer) => {
    const command = commandOf(peer);
    const name = peer.native ? `${peer.name} (native)` : peer.name;
    return command === null ? [] : [{ name, command, findings: peer.findings }];
  });
}

const onPath = (): readonly Peer[] =>
  peers.filter(({ name }) => (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name))));
