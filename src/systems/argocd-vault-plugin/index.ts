import { resourcesOf } from '../../manifest/resources.ts';
import { emitMetadata, emitSecretData, hasKey, isSecret } from '../core/secret.ts';
import { judgeNamedFiles } from '../named-file.ts';
import type { System } from '../system.ts';
import { textPlace } from '../text-place.ts';
import { judgePlaceholders } from './placeholders.ts';

/** argocd-vault-plugin: its own login, and the files that its SOPS backend reads. Its placeholders are in `grammars.ts`. */
export const argocdVaultPlugin: System = {
  id: 'argocd-vault-plugin',
  title: 'Argo CD Vault plugin',
  aspects: {
    'plugin-credential': 'what the plugin logs in to its secret store with',
    'backend-file': 'a file in the repository that the SOPS backend of the plugin reads: must be ciphertext',
    'backend-file-clear': 'a value in clear in such a file',
    'not-resolved': 'a placeholder in an object that names no path for it, or that the plugin is told to leave alone',
    'not-encoded': 'a placeholder under data without base64encode',
    annotation: 'an annotation or label of the plugin’s Secret',
  },
  remedy: {
    rotate: 'the login of the plugin and then every value it may read; for a placeholder’s value, that value in its backend',
    steps: [
      {
        text: 'AppRole: destroy the secret id.',
        command: 'vault write auth/approle/role/{name}/secret-id-accessor/destroy secret_id_accessor=ACCESSOR',
      },
      { text: 'Token or key of another backend: revoke it there.', command: 'vault token revoke -accessor ACCESSOR' },
      { text: 'Prefer a login without a stored credential: AVP_AUTH_TYPE=k8s, or a workload identity.' },
      { text: 'Rotate what the login may read, then render anew.', command: 'argocd app get {name} --hard-refresh' },
    ],
  },
  // Its configuration as environment, in a Secret: any member with the plugin's prefix says so.
  claims: (resource) => isSecret(resource) && hasKey(resource.root, (key) => /^(?:ARGOCD_ENV_)?AVP_[A-Z]/.test(key)),
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    emitSecretData(resource, emit, 'plugin-credential');
  },
  stream(documents, file, emit) {
    if (file.source === null || !/avp\.kubernetes\.io\/|\bavp_path\b|<\s*path:/.test(file.source.text)) return;
    for (const document of documents) for (const resource of resourcesOf(document)) judgePlaceholders(resource, emit);
  },
  text(source, _file, emit) {
    if (!source.text.includes('<path:')) return;
    for (const match of source.text.matchAll(/<\s*path:\s*([\w./-]{1,300}\.(?:ya?ml|json))#[^<>\n]{1,300}>/g)) {
      emit.link({
        aspect: 'backend-file',
        path: match[1] ?? '',
        object: null,
        place: textPlace(source, match.index, match.index + match[0].length),
        resource: null,
        keyPath: '',
        detail: {},
      });
    }
  },
  snapshot: (snapshot, emit) => judgeNamedFiles(snapshot, 'backend-file-clear', emit),
};
