import { below, root } from '../../model/pointer.ts';
import { get } from '../../model/tree.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { System } from '../system.ts';

const id = 'akeyless';

/** Akeyless: its gateway's chart. The injector's references are in `grammars.ts`, the CSI provider is with the driver. */
export const akeyless: System = {
  id,
  title: 'Akeyless',
  aspects: { 'gateway-credential': 'what the gateway logs in to Akeyless with, in the values of its chart' },
  remedy: {
    rotate: 'the access key, password or token of the gateway, and the items it may read',
    steps: [
      { text: 'Reset the access key of the authentication method.', command: 'akeyless reset-access-key --name {name}' },
      { text: 'Put the new one into a Secret, and name that in the values (adminAccessKeyExistingSecret).' },
      { text: 'Prefer a method that stores nothing (k8s, aws_iam, azure_ad, gcp).' },
      { text: 'Rotate the items it could read.', command: 'akeyless update-secret-val --name NAME --value NEW' },
    ],
  },
  document(document, _file, emit) {
    if (document.within !== null) return false;
    const access = get(document.root, 'akeylessUserAuth');
    if (access?.kind !== 'mapping') return false;
    const as: WalkAs = { system: id, aspect: 'gateway-credential', container: 'credential-field', resource: null, document };
    for (const name of ['adminAccessKey', 'adminPassword', 'adminBase64CertificateKey', 'adminUIDInitToken']) {
      const node = get(access, name);
      const pointer = below(root, 'akeylessUserAuth', name);
      if (node?.kind === 'scalar') emit.value(candidate(node, pointer, name, `akeylessUserAuth.${name}`, [], as));
    }
    // The rest of the file is the values of a chart like any other.
    return false;
  },
};
