import { emitMetadata, emitSecretData, hasKey, isSecret } from '../core/secret.ts';
import type { System } from '../system.ts';
import { textPlace } from '../text-place.ts';

/** argocd-vault-replacer: placeholders such as `<secret:secret/data/ledger~password>`, and the token it logs in with. */
export const argocdVaultReplacer: System = {
  id: 'argocd-vault-replacer',
  title: 'Argo CD Vault replacer',
  aspects: {
    'plugin-token': 'what the replacer logs in to Vault with',
    'path-without-data': 'a placeholder whose path does not name the data of a key-value store',
    annotation: 'an annotation or label of the replacer’s Secret',
  },
  remedy: {
    rotate: 'the token of the replacer and then every value it may read',
    steps: [
      { text: 'Revoke the token.', command: 'vault token revoke -accessor ACCESSOR' },
      { text: 'Let the repo server log in with its service account instead (Kubernetes login of Vault).' },
      { text: 'Rotate what it may read.', command: 'vault kv put secret/NAME KEY=-' },
      { text: 'Nothing is rendered anew by itself: push a commit, or refresh.', command: 'argocd app get {name} --hard-refresh' },
    ],
  },
  claims: (resource) => isSecret(resource) && hasKey(resource.root, (key) => key === 'ARGOCD_ENV_VAULT_TOKEN'),
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    emitSecretData(resource, emit, 'plugin-token');
  },
  text(source, file, emit) {
    // Programs and their tests have placeholders of every form.
    if (file.profile.format === 'text' || file.profile.format === 'script') return;
    if (!/<[ \t]*(?:secret|vault):/.test(source.text)) return;
    for (const match of source.text.matchAll(/<[ \t]*(?:secret|vault):([^\r\n<>~|]{1,300})~[^\r\n<>]{1,300}>/g)) {
      if (/(?:^|\/)data\//.test(match[1] ?? '')) continue;
      emit.observe({
        subject: 'reference',
        aspect: 'path-without-data',
        place: textPlace(source, match.index, match.index + match[0].length),
        resource: null,
        keyPath: '',
      });
    }
  },
};
