import { argocd } from './argocd/index.ts';
import { configFiles } from './config-files/index.ts';
import { core } from './core/index.ts';
import { dotenv } from './dotenv/index.ts';
import { flux } from './flux/index.ts';
import { helm } from './helm/index.ts';
import { kubeconfig } from './kubeconfig/index.ts';
import { kustomize } from './kustomize/index.ts';
import { sops } from './sops/index.ts';
import type { System } from './system.ts';

/**
 * Every system there is, in the order in which they are asked. The envelope comes first; `helm` reads whatever mapping no
 * other document belongs to, and `core` whatever object no other system claims.
 */
export const systems: readonly System[] = [sops, kustomize, argocd, flux, kubeconfig, dotenv, configFiles, helm, core];

/** The closed list of aspects, by system id. */
export const aspects: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  systems.map((system) => [system.id, Object.keys(system.aspects)]),
);
