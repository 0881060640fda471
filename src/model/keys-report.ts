import type { KeyMaterial, SweptRepository } from './compromise.ts';
import type { ExitCode, Gap } from './report.ts';

/** Every key and reader of what was read, before one leaks. */
export interface KeysReport {
  readonly version: 1;
  readonly exitCode: ExitCode;
  readonly tool: { readonly name: 'sealgate'; readonly version: string };
  readonly created: string;
  readonly keys: readonly KeyHolding[];
  readonly keyMaterial: readonly KeyMaterial[];
  readonly sealed: { readonly values: number; readonly bySize: Readonly<Record<string, number>> };
  readonly repositories: readonly SweptRepository[];
  readonly gaps: readonly Gap[];
}

/** One recipient or sealing certificate, before anything leaked: what it protects, and who else reads it. */
export interface KeyHolding {
  readonly kind: string;
  readonly id: string;
  /** Files at the tips that name it, and values in them. */
  readonly files: number;
  readonly values: number;
  readonly places: readonly { readonly repo: string; readonly path: string; readonly current: boolean }[];
  /** Other recipients of the same files. */
  readonly readers: readonly string[];
  /** Places whose tip names it no more, and what that was worth. */
  readonly removed: readonly RemovedReader[];
  readonly notAfter: string | null;
  /** Of a certificate: days until it ends, negative when it has. */
  readonly daysLeft: number | null;
}

/**
 * `same-data-key`: `updatekeys` alone, the removed reader still opens the tip. `same-value`: the data key is new and the value is the one
 * it could read. `new`: encrypted anew; whether the value changed cannot be seen.
 */
export interface RemovedReader {
  readonly repo: string;
  readonly path: string;
  readonly state: 'same-data-key' | 'same-value' | 'new' | 'gone';
}
