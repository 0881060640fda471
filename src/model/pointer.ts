import type { Pointer } from './ids.ts';

export const root = '' as Pointer;

/** The pointer one step below: `child('/data', 'tls.key')` is `/data/tls.key`. */
export function child(parent: Pointer, step: string | number): Pointer {
  // Few steps have what must be replaced, and every value of a history is asked for.
  if (typeof step === 'number' || (!step.includes('/') && !step.includes('~'))) return `${parent}/${step}` as Pointer;
  return `${parent}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}` as Pointer;
}

/** The pointer some steps below. */
export const below = (parent: Pointer, ...path: readonly (string | number)[]): Pointer => path.reduce<Pointer>(child, parent);

/** The unescaped steps from the root; [] for the root itself. */
export function steps(pointer: Pointer): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export const pointer = (...path: readonly (string | number)[]): Pointer => below(root, ...path);
