import { Readable } from 'node:stream';
import { main } from '../../src/cli.ts';
import type { ExitCode } from '../../src/model/report.ts';
import { cleanEnvironment } from './repository.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** One command line, as a user types it, in this process. */
export async function sealgate(
  args: readonly string[],
  where: {
    readonly cwd: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly stdin?: string | Uint8Array;
    readonly now?: Date;
    readonly build?: string;
  },
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(args, {
    stdin: Readable.from(where.stdin === undefined ? [] : [Buffer.from(where.stdin)]),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { ...cleanEnvironment(), ...where.env },
    cwd: where.cwd,
    now: () => where.now ?? new Date('2026-06-01T00:00:00Z'),
    terminal: false,
    color: false,
    width: 100,
    ...(where.build !== undefined && { build: where.build }),
  });
  return { code, out, err };
}

/** The JSON report of a scan. */
export async function scanJson(
  args: readonly string[],
  where: Parameters<typeof sealgate>[1],
): Promise<{ readonly code: ExitCode; readonly report: JsonReport; readonly out: string }> {
  const { code, out } = await sealgate(['scan', ...args, '--format', 'json'], where);
  return { code, out, report: JSON.parse(out) as JsonReport };
}

export interface JsonFinding {
  readonly rule: string;
  readonly also: readonly string[];
  readonly severity: string;
  readonly class: string;
  readonly message: string;
  readonly location: {
    readonly path: string;
    readonly document: number;
    readonly line: number;
    readonly column: number;
    readonly pointer: string | null;
  };
  readonly resource: { readonly kind: string; readonly name: string | null } | null;
  readonly key: string | null;
  readonly current: boolean | null;
  readonly introduced: { readonly commit: string } | null;
  readonly lastSeen: { readonly commit: string } | null;
  readonly refs: readonly string[];
  readonly occurrences: number;
  readonly fingerprint: string;
  readonly group: number | null;
}

export interface JsonReport {
  readonly verdict: string;
  readonly exitCode: number;
  readonly coverage: {
    readonly blobs: number;
    readonly skipped: readonly { readonly reason: string; readonly count: number }[];
    readonly unparsed: readonly { readonly path: string; readonly line: number; readonly reason: string }[];
    readonly incomplete: readonly { readonly reason: string; readonly count: number; readonly repair: string }[];
  };
  readonly findings: readonly JsonFinding[];
  readonly waived: readonly JsonFinding[];
  readonly baselined: readonly JsonFinding[];
}
