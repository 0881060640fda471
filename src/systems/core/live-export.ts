import { get, type Mapping, textAt } from '../../model/tree.ts';

/** Labels and annotations that a controller puts on the Secrets it makes: such a Secret in Git was copied from a cluster. */
const markers: readonly {
  readonly system: string;
  readonly at: 'labels' | 'annotations';
  readonly name: string;
  readonly value?: string;
}[] = [
  { system: 'external-secrets', at: 'labels', name: 'reconcile.external-secrets.io/managed', value: 'true' },
  { system: 'external-secrets', at: 'labels', name: 'reconcile.external-secrets.io/created-by' },
  { system: 'external-secrets', at: 'annotations', name: 'reconcile.external-secrets.io/data-hash' },
  { system: 'vault-secrets-operator', at: 'labels', name: 'app.kubernetes.io/managed-by', value: 'hashicorp-vso' },
  { system: 'secrets-store-csi', at: 'labels', name: 'secrets-store.csi.k8s.io/managed', value: 'true' },
  { system: 'onepassword', at: 'annotations', name: 'operator.1password.io/item-version' },
  { system: 'doppler', at: 'annotations', name: 'secrets.doppler.com/version' },
  { system: 'infisical', at: 'annotations', name: 'secrets.infisical.com/version' },
  { system: 'bitwarden', at: 'labels', name: 'k8s.bitwarden.com/bw-secret' },
  { system: 'kapitan', at: 'annotations', name: 'tesoro.kapicorp.com/revealed' },
  { system: 'mittwald-generator', at: 'annotations', name: 'secret-generator.v1.mittwald.de/autogenerate-generated-at' },
];

/** Kinds that own the Secrets they make. */
const makers: ReadonlySet<string> = new Set([
  'SealedSecret',
  'ExternalSecret',
  'ClusterExternalSecret',
  'SopsSecret',
  'VaultStaticSecret',
  'VaultDynamicSecret',
  'VaultPKISecret',
  'VaultSecret',
  'OnePasswordItem',
  'InfisicalSecret',
  'DopplerSecret',
  'BitwardenSecret',
  'AzureKeyVaultSecret',
  'Certificate',
]);

/** The system whose marker says that this Secret was copied from a cluster, `cluster` where no system can be named, or null. */
export function liveExport(secret: Mapping): string | null {
  const metadata = get(secret, 'metadata');
  for (const marker of markers) {
    const value = textAt(metadata, marker.at, marker.name);
    if (value !== null && (marker.value === undefined || value === marker.value)) return marker.system;
  }
  if (textAt(secret, 'type') === 'helm.sh/release.v1') return 'helm';
  const owners = get(metadata, 'ownerReferences');
  if (owners?.kind === 'sequence') {
    for (const owner of owners.items) {
      const kind = textAt(owner, 'kind');
      if (kind !== null && makers.has(kind)) return kind;
    }
  }
  const copied =
    textAt(metadata, 'uid') !== null ||
    textAt(metadata, 'resourceVersion') !== null ||
    get(metadata, 'managedFields') !== undefined ||
    textAt(metadata, 'annotations', 'kubectl.kubernetes.io/last-applied-configuration') !== null;
  return copied ? 'cluster' : null;
}
