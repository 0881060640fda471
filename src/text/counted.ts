/** `1 error`, `2 errors`, `1,234 entries`, `2 keys`. */
export function counted(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${thousands(number)} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** `1,234,567`: the same on every machine, whatever its language. */
export const thousands = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
