import type { Resource } from '../../model/resource.ts';
import { textAt } from '../../model/tree.ts';
import { judgeNamedFiles } from '../named-file.ts';
import type { System } from '../system.ts';
import { readApplication } from './application.ts';
import { readConfiguration } from './configuration.ts';
import { readCredentials, secretRole } from './credentials.ts';

/** Argo CD: its own credentials, its configuration, and what its applications carry inline. */
export const argocd: System = {
  id: 'argocd',
  title: 'Argo CD',
  aspects: {
    'repository-credential': 'a member of the Secret of a repository, or of a template for repositories',
    'cluster-credential': 'a member of the Secret of a cluster',
    'server-secret': 'a member of argocd-secret: signing key, admin password, webhook secrets',
    'notification-secret': 'a member of argocd-notifications-secret',
    annotation: 'an annotation or label of one of these',
    'config-literal': 'a literal in a ConfigMap of Argo CD, where a $reference belongs',
    'helm-value': 'a value for a chart, in an application',
    'plugin-credential': 'the credential of a config management plugin, in an application',
    'value-file': 'a values file that the application decrypts: must be ciphertext',
    'value-file-clear': 'a value in clear in a values file that the application decrypts',
    literal: 'any other literal of an application',
  },
  remedy: {
    rotate: 'what Argo CD logs in with, or what others log in to Argo CD with',
    steps: [
      {
        text: 'Repository: revoke the token, deploy key or app key at the forge. A template (repo-creds) serves every repository below its URL.',
      },
      {
        text: 'Cluster: remove the token of the service account in the target cluster; it usually may do everything there.',
        command: 'kubectl --context TARGET -n kube-system delete secret argocd-manager-long-lived-token && argocd cluster add TARGET',
      },
      {
        text: 'server.secretkey signs every session: remove it, and Argo CD makes a new one at start.',
        command: `kubectl -n argocd patch secret argocd-secret --type json -p '[{"op":"remove","path":"/data/server.secretkey"}]' && kubectl -n argocd rollout restart deployment argocd-server`,
      },
      { text: 'Admin password: set a new one.', command: 'argocd account update-password --account admin' },
      {
        text: 'Seal the new Secret with its label inside the template, or Argo CD does not see it.',
        command: 'kubeseal --format yaml < repository.yaml > repository.sealed.yaml',
      },
    ],
  },
  claims: (resource) => secretRole(resource) !== null || isConfiguration(resource) || isApplication(resource),
  read(resource, _file, emit) {
    const role = secretRole(resource);
    if (role !== null) readCredentials(resource, role, emit);
    else if (isConfiguration(resource)) readConfiguration(resource, emit);
    else readApplication(resource, emit);
  },
  // helm-secrets passes a values file that is not encrypted on as it is, without a word: so it is told here.
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'value-file-clear', emit, ({ aspect }) => aspect === 'value-file'),
};

const applications = new Set(['Application', 'ApplicationSet', 'AppProject', 'ArgoCD']);
const isApplication = (resource: Resource): boolean => resource.group === 'argoproj.io' && applications.has(resource.id.kind);

const configurations = new Set([
  'argocd-cm',
  'argocd-notifications-cm',
  'argocd-cmd-params-cm',
  'argocd-image-updater-config',
  'argocd-rbac-cm',
]);

/** By name, or by the label that every part of Argo CD carries. */
function isConfiguration(resource: Resource): boolean {
  if (resource.group !== '' || resource.id.kind !== 'ConfigMap') return false;
  return (
    configurations.has(resource.id.name ?? '') ||
    /^argocd-(?:cm|notifications-cm)$/.test(textAt(resource.root, 'metadata', 'labels', 'app.kubernetes.io/name') ?? '')
  );
}
