import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Origin, origins } from '../gate/origins.ts';
import { ObjectReader } from '../git/objects.ts';
import { resolveCommit } from '../git/range.ts';
import { openRepository } from '../git/repository.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { type Command, usage } from './command.ts';
import { type Gate, organisationPolicy, readGate, type Version } from './policy.ts';
import { fileAt, fileNamed, filesBelow, namesBelow } from './sources/reading.ts';

export const config: Command = {
  name: 'config',
  summary: 'Prints the policy in force, and where each part of it came from',
  operands: '',
  flags: {
    at: { help: 'the version to read: a branch, a tag, a commit (default: HEAD, which judges the next commit)', value: 'REV' },
    worktree: { help: 'as it stands in the folder: checks a configuration before it is committed' },
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
    format: { help: 'how to print it', value: 'FORMAT', choices: ['text', 'json'] },
  },
  notes: 'Exit codes: 0 it can be read, 2 it cannot: the message names file, line and what is accepted.',
  async run(given, io) {
    if (given.has('worktree') && given.text('at') !== null) throw usage('config takes one of --at REV and --worktree');
    const repository = await openRepository({ cwd: io.cwd, env: io.env });
    const reader = new ObjectReader(repository);
    try {
      const root = (await repository.layout()).topLevel;
      const version = given.has('worktree') ? inFolder(root ?? io.cwd) : await atCommit();
      const named = given.text('policy') ?? io.env['SEALGATE_POLICY'] ?? null;
      const gate = await readGate(version, await organisationPolicy(named, (name) => fileNamed(reader, name), io), io);
      const parts = origins(gate.policy, gate.rules);
      const layers = gate.policy.layers.map(({ configuration, binding }) => ({ file: configuration.file, binding }));
      const counts = { waivers: gate.waivers.length, baseline: gate.baseline.lines.size };
      const owners = ownersOf(gate);
      if (given.text('format') === 'json')
        io.out(
          `${JSON.stringify({ version: version.name, layers, parts, ...counts, ...(owners !== null && { codeOwners: owners }) }, null, 2)}\n`,
        );
      else io.out(text(version.name, layers, parts, counts, owners));
      return 0;
    } finally {
      reader.close();
    }

    async function atCommit(): Promise<Version> {
      const name = given.text('at') ?? 'HEAD';
      const commit = await resolveCommit(reader, name).catch((failure) => {
        if (given.text('at') !== null) throw failure;
        return null; // nothing is committed yet
      });
      if (commit === null) return { read: () => Promise.resolve(null), list: () => Promise.resolve([]), name: 'the defaults' };
      return { read: (path) => fileAt(reader, commit, path), list: (folder) => filesBelow(repository, commit, folder), name };
    }
  },
};

function inFolder(root: string): Version {
  return {
    read: async (path) => {
      try {
        return readFileSync(join(root, path));
      } catch {
        return null;
      }
    },
    list: async (folder) => namesBelow(root, folder),
    name: 'the folder',
  };
}

/** Who is asked about inline waivers that a change brings; null where the policy asks nobody. */
type Owners = { readonly file: string; readonly patterns: number; readonly forge: string } | { readonly file: null };

function ownersOf({ policy, codeOwners }: Gate): Owners | null {
  if (policy.waivers.inline.value !== 'head-if-codeowned') return null;
  return codeOwners === null ? { file: null } : { file: codeOwners.file, patterns: codeOwners.entries, forge: codeOwners.forge };
}

function ownersText(owners: Owners): string {
  if (owners.file === null) return 'code owners: none, so no inline waiver that a change brings counts';
  const { file, patterns, forge } = owners;
  return `code owners: ${file}, ${counted(patterns, 'pattern')}, as ${forge} reads it`;
}

function text(
  name: string,
  layers: readonly { readonly file: string; readonly binding: boolean }[],
  parts: readonly Origin[],
  { waivers, baseline }: { readonly waivers: number; readonly baseline: number },
  owners: Owners | null,
): string {
  const files = layers.map(({ file, binding }) => `${file}${binding ? ' (binding)' : ''}`);
  const column = (cells: readonly string[]): number => Math.min(48, Math.max(...cells.map((cell) => cell.length)));
  const [settings, values] = [column(parts.map((one) => one.setting)), column(parts.map((one) => one.value))];
  const rows = parts.map(({ setting, value, source, held }) => {
    const weaker = held === null ? '' : `; held by ${held}`;
    return `${setting.padEnd(settings)}  ${value.padEnd(values)}  ${source}${weaker}`;
  });
  return `${[
    `policy of ${name}: ${files.length === 0 ? 'no configuration, the defaults' : files.join(', then ')}`,
    '',
    ...rows,
    '',
    `${counted(waivers, 'waiver')} in .sealgate/waivers.yaml, ${counted(baseline, 'finding')} in .sealgate/baseline`,
    ...(owners === null ? [] : [ownersText(owners)]),
  ]
    .map(forTerminal)
    .join('\n')}\n`;
}
