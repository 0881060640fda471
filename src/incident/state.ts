import { createHash } from 'node:crypto';
import type { Holdings } from './holdings.ts';
import type { LeakedKey } from './keys/leaked.ts';
import type { SealedOutcome } from './sealed-trials.ts';

/**
 * What a killed sweep leaves behind, as lines of JSON: holdings of blobs, which need no key, and outcomes of trials. No private key, no
 * value and no digest of one: blobs with values in clear are read again, what opened is opened again.
 */
export const stateVersion = 1;

/** null: it holds values in clear, and is not stored. */
export function holdingsLine(blob: string, holdings: Holdings): string | null {
  if (holdings.plain.length > 0) return null;
  const sops = holdings.sops === null ? null : { ...holdings.sops, file: null };
  return `${JSON.stringify({ blob, holdings: { ...holdings, sops } })}\n`;
}

/** null: not a whole line, as a killed process leaves at the end. */
export function parseHoldingsLine(line: string): { readonly blob: string; readonly holdings: Holdings } | null {
  const parsed = parse(line);
  if (!isRecord(parsed) || typeof parsed['blob'] !== 'string' || !isHoldings(parsed['holdings'])) return null;
  return { blob: parsed['blob'], holdings: parsed['holdings'] };
}

/** Trials belong to the keys they were made with. */
export function keySet(keys: readonly LeakedKey[]): string {
  const ids = keys.filter(({ key }) => key.private).map(({ key }) => key.id);
  return createHash('sha256').update(ids.sort().join('\n')).digest('hex');
}

export function outcomeLine(ciphertext: string, outcome: SealedOutcome): string {
  return `${JSON.stringify({ ciphertext: nameOf(ciphertext), outcome })}\n`;
}

/** What was closed before, by the digest of the ciphertext. */
export function parseOutcomeLine(line: string): readonly [string, SealedOutcome] | null {
  const parsed = parse(line);
  if (!isRecord(parsed) || typeof parsed['ciphertext'] !== 'string' || !isRecord(parsed['outcome'])) return null;
  const { kind, reasons } = parsed['outcome'];
  return kind === 'closed' && Array.isArray(reasons) ? [parsed['ciphertext'], { kind, reasons: reasons.filter(isReason) }] : null;
}

/** Ciphertexts are public: they stand in the repositories. */
export function nameOf(ciphertext: string): string {
  return createHash('sha256').update(ciphertext).digest('hex');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isReason = (value: unknown): value is 'modulus-size' | 'above-modulus' | 'decryption' =>
  value === 'modulus-size' || value === 'above-modulus' || value === 'decryption';

/** The file is ours: only what a cut line or another version could lack is asked. */
function isHoldings(value: unknown): value is Holdings {
  if (!isRecord(value)) return false;
  const lists = ['sealed', 'plain', 'material', 'certificates', 'names'].every((name) => Array.isArray(value[name]));
  return lists && (value['sops'] === null || isRecord(value['sops'])) && typeof value['unread'] === 'boolean';
}
