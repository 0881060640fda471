const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a duration as Go writes it (`1h30m`, `0`), or null. */
export function seconds(text: string): number | null {
  if (/^[+-]?0$/.test(text)) return 0;
  if (!/^(?:\d{1,9}(?:\.\d{0,9})?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) total += Number(amount) * (units[unit ?? ''] ?? 0);
  return total;
}
