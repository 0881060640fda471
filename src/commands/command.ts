import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../gate/nearest.ts';
import { Failure } from '../model/failure.ts';
import type { ExitCode } from '../model/report.ts';
import type { Io } from './io.ts';

/** One flag as people type it. `value` names what follows it in the help; without one it is a switch. */
interface Flag {
  readonly help: string;
  readonly value?: string;
  readonly short?: string;
  readonly many?: boolean;
  /** Closed list of accepted values. */
  readonly choices?: readonly string[];
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name: `[PATH...]`. */
  readonly operands: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Paragraphs below the options. */
  readonly notes?: string;
  run(given: Given, io: Io): Promise<ExitCode>;
}

/** What was typed, checked against the command's flags. */
export interface Given {
  readonly operands: readonly string[];
  has(flag: string): boolean;
  /** Last value of a flag, or null. */
  text(flag: string): string | null;
  all(flag: string): readonly string[];
}

/** Throws a Failure that names what is accepted. */
export function parse(command: Command, args: readonly string[]): Given {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, flag] of Object.entries(command.flags)) {
    options[name] = {
      type: flag.value === undefined ? 'boolean' : 'string',
      multiple: flag.value !== undefined,
      ...(flag.short !== undefined && { short: flag.short }),
    };
  }
  const { values, positionals } = read(command, args, options);
  const all = (flag: string): readonly string[] => {
    const value = values[flag];
    return Array.isArray(value) ? value.map(String) : [];
  };
  for (const [name, flag] of Object.entries(command.flags)) {
    const wrong = flag.choices && all(name).find((value) => !flag.choices?.includes(value));
    if (wrong !== undefined) throw usage(`--${name} does not take '${wrong}'; accepted: ${flag.choices?.join(', ')}`);
    if (!flag.many && all(name).length > 1) throw usage(`--${name} is given twice; it takes one value`);
  }
  return { operands: positionals, has: (flag) => values[flag] === true, text: (flag) => all(flag).at(-1) ?? null, all };
}

function read(command: Command, args: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  // As a hook is started: that need not wait for Node to load its parser.
  if (args.every((arg) => !arg.startsWith('-'))) return { values: {}, positionals: [...args] };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(/\. |\.?\n/)[0] ?? '') : 'the options cannot be read';
    const unknown = /^Unknown option '(-+)([^']*)'/.exec(message);
    if (unknown === null) throw usage(`${message}; see \`sealgate ${command.name} --help\``);
    const close = unknown[1] === '--' ? nearest(unknown[2] ?? '', Object.keys(command.flags)) : null;
    const hint = close === null ? `see \`sealgate ${command.name} --help\`` : `did you mean --${close}?`;
    throw usage(`${command.name} has no option '${unknown[1]}${unknown[2]}'; ${hint}`);
  }
}

export const usage = (sentence: string): Failure => new Failure('usage', 'usage', sentence);
