import type { Resource } from '../../model/resource.ts';
import { textAt } from '../../model/tree.ts';
import { emitMetadata, emitSecretData, isSecret } from '../core/secret.ts';
import type { Emit } from '../system.ts';

type SecretRole = 'repository-credential' | 'cluster-credential' | 'server-secret' | 'notification-secret';

const byType: Readonly<Record<string, SecretRole>> = {
  repository: 'repository-credential',
  'repo-creds': 'repository-credential',
  'repository-write': 'repository-credential',
  'repo-write-creds': 'repository-credential',
  'scm-creds': 'repository-credential',
  cluster: 'cluster-credential',
};

const byName: Readonly<Record<string, SecretRole>> = {
  'argocd-secret': 'server-secret',
  'argocd-initial-admin-secret': 'server-secret',
  'argocd-redis': 'server-secret',
  'argocd-notifications-secret': 'notification-secret',
};

/** What a v1 Secret is to Argo CD, by its label, else by its name; null: nothing. */
export function secretRole(resource: Resource): SecretRole | null {
  if (!isSecret(resource)) return null;
  const type = textAt(resource.root, 'metadata', 'labels', 'argocd.argoproj.io/secret-type');
  if (type !== null) return own(byType, type);
  return own(byName, resource.id.name ?? '');
}

/** Every member is judged by its name: `url`, `name`, `type`, `project` and `server` are public unless they hold a password. */
export function readCredentials(resource: Resource, role: SecretRole, emit: Emit): void {
  emitMetadata(resource, emit);
  emitSecretData(resource, emit, role);
}

const own = (table: Readonly<Record<string, SecretRole>>, key: string): SecretRole | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;
