import { emitChartCredentials } from '../chart-credentials.ts';
import type { System } from '../system.ts';

/** Akeyless: its gateway's chart. The injector's references are in `grammars.ts`, the CSI provider is with the driver. */
export const akeyless: System = {
  id: 'akeyless',
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
    emitChartCredentials(document, credentials, 'gateway-credential', emit);
    return false;
  },
};

const credentials = ['adminAccessKey', 'adminPassword', 'adminBase64CertificateKey', 'adminUIDInitToken'].map(
  (name) => ['akeylessUserAuth', name] as const,
);
