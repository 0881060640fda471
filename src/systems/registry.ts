import { ansibleVault } from './ansible-vault/index.ts';
import { argocd } from './argocd/index.ts';
import { argocdVaultPlugin } from './argocd-vault-plugin/index.ts';
import { argocdVaultReplacer } from './argocd-vault-replacer/index.ts';
import { bankVaults } from './bank-vaults/index.ts';
import { ci } from './ci/index.ts';
import { configFiles } from './config-files/index.ts';
import { core } from './core/index.ts';
import { dotenv } from './dotenv/index.ts';
import { externalSecrets } from './external-secrets/index.ts';
import { flux } from './flux/index.ts';
import { gitCrypt } from './git-crypt/index.ts';
import { helm } from './helm/index.ts';
import { helmfile } from './helmfile/index.ts';
import { kamus } from './kamus/index.ts';
import { kapitan } from './kapitan/index.ts';
import { keyMaterial } from './key-material/index.ts';
import { ksops } from './ksops/index.ts';
import { kubeconfig } from './kubeconfig/index.ts';
import { kubernetesExternalSecrets } from './kubernetes-external-secrets/index.ts';
import { kustomize } from './kustomize/index.ts';
import { sealedSecrets } from './sealed-secrets/index.ts';
import { secretsStoreCsi } from './secrets-store-csi/index.ts';
import { sops } from './sops/index.ts';
import { sopsSecret } from './sops-secret/index.ts';
import type { System } from './system.ts';
import { talos } from './talos/index.ts';
import { terraform } from './terraform/index.ts';
import { vault } from './vault/index.ts';
import { vaultInjector } from './vault-injector/index.ts';
import { vaultSecretsOperator } from './vault-secrets-operator/index.ts';

/**
 * Every system there is, in the order in which they are asked: envelopes first, then who knows an object or a file format by
 * name. `helm` reads whatever mapping no other document belongs to, and `core` whatever object no other system claims.
 */
export const systems: readonly System[] = [
  sops,
  ansibleVault,
  gitCrypt,
  sealedSecrets,
  keyMaterial,
  kustomize,
  argocd,
  sopsSecret,
  flux,
  externalSecrets,
  bankVaults,
  argocdVaultPlugin,
  argocdVaultReplacer,
  secretsStoreCsi,
  kamus,
  kapitan,
  kubernetesExternalSecrets,
  ksops,
  vaultSecretsOperator,
  vaultInjector,
  vault,
  talos,
  kubeconfig,
  terraform,
  helmfile,
  ci,
  dotenv,
  configFiles,
  helm,
  core,
];

/** The closed list of aspects, by system id. */
export const aspects: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  systems.map((system) => [system.id, Object.keys(system.aspects)]),
);
