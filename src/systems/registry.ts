import { akeyless } from './akeyless/index.ts';
import { akv2k8s } from './akv2k8s/index.ts';
import { ansibleVault } from './ansible-vault/index.ts';
import { argocd } from './argocd/index.ts';
import { argocdVaultPlugin } from './argocd-vault-plugin/index.ts';
import { argocdVaultReplacer } from './argocd-vault-replacer/index.ts';
import { awsSecretOperator } from './aws-secret-operator/index.ts';
import { bankVaults } from './bank-vaults/index.ts';
import { berglas } from './berglas/index.ts';
import { bitwarden } from './bitwarden/index.ts';
import { ci } from './ci/index.ts';
import { codefresh } from './codefresh/index.ts';
import { configFiles } from './config-files/index.ts';
import { core } from './core/index.ts';
import { doppler } from './doppler/index.ts';
import { dotenv } from './dotenv/index.ts';
import { externalSecrets } from './external-secrets/index.ts';
import { flux } from './flux/index.ts';
import { gitCrypt } from './git-crypt/index.ts';
import { helm } from './helm/index.ts';
import { helmSecrets } from './helm-secrets/index.ts';
import { helmfile } from './helmfile/index.ts';
import { infisical } from './infisical/index.ts';
import { kamus } from './kamus/index.ts';
import { kapitan } from './kapitan/index.ts';
import { keyMaterial } from './key-material/index.ts';
import { ksops } from './ksops/index.ts';
import { kubeconfig } from './kubeconfig/index.ts';
import { kubernetesExternalSecrets } from './kubernetes-external-secrets/index.ts';
import { kubesec } from './kubesec/index.ts';
import { kustomize } from './kustomize/index.ts';
import { mittwaldGenerator } from './mittwald-generator/index.ts';
import { onepassword } from './onepassword/index.ts';
import { redhatCop } from './redhat-cop/index.ts';
import { ricoberger } from './ricoberger/index.ts';
import { rustrial } from './rustrial/index.ts';
import { sealedSecrets } from './sealed-secrets/index.ts';
import { secretManagerOperator } from './secret-manager-operator/index.ts';
import { secretgen } from './secretgen/index.ts';
import { secretsStoreCsi } from './secrets-store-csi/index.ts';
import { sops } from './sops/index.ts';
import { sopsSecret } from './sops-secret/index.ts';
import type { System } from './system.ts';
import { talos } from './talos/index.ts';
import { teller } from './teller/index.ts';
import { terraform } from './terraform/index.ts';
import { vals } from './vals/index.ts';
import { vault } from './vault/index.ts';
import { vaultInjector } from './vault-injector/index.ts';
import { vaultSecretsOperator } from './vault-secrets-operator/index.ts';

/**
 * Every system there is, in the order in which they are asked: envelopes first, then who knows an object or a file format by
 * name. `helm` reads whatever mapping no other document belongs to, and `core` whatever object no other system claims.
 */
export const systems: readonly System[] = [
  sops,
  kubesec,
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
  awsSecretOperator,
  secretManagerOperator,
  rustrial,
  secretgen,
  mittwaldGenerator,
  infisical,
  doppler,
  onepassword,
  bitwarden,
  ricoberger,
  redhatCop,
  akv2k8s,
  berglas,
  teller,
  vals,
  helmSecrets,
  akeyless,
  codefresh,
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
