import { core } from './core/index.ts';
import type { System } from './system.ts';

/** Every system there is, in the order in which they are asked whether a resource is theirs. */
export const systems: readonly System[] = [core];

/** The closed list of aspects, by system id. */
export const aspects: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  systems.map((system) => [system.id, Object.keys(system.aspects)]),
);
