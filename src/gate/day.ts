/** Days since 1970-01-01 of a calendar date `YYYY-MM-DD`; null when there is no such day. */
export function dayNumber(date: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return null;
  const milliseconds = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return isoDate(milliseconds / day) === date ? milliseconds / day : null;
}

/** The date of a day number, `YYYY-MM-DD`. */
export function isoDate(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10);
}

const day = 86_400_000;
