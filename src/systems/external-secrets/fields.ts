import { type Field, field, names } from '../fields.ts';

const token = '*oken*';

/** Headers whose whole use is a credential; the others are ordinary settings. */
const headers = (path: string): Field[] => [
  ...['*uthorization*', token, '*ecret*', '*pi-*ey*', '*ookie*'].map((name) => field(`${path}.${name}`, 'header', 'credential-field')),
  field(`${path}.*`, 'header', 'values'),
];

const webhook = (path: string): Field[] => [
  ...headers(`${path}.headers`),
  field(`${path}.url`, 'webhook-url', 'credential-field'),
  field(`${path}.body`, 'webhook-body', 'template'),
];

/** Members that hold either a reference (`secretRef`) or, as `value`, the credential itself. */
const inline = [
  'scaleway.accessKey',
  'scaleway.secretKey',
  'delinea.clientId',
  'delinea.clientSecret',
  'secretserver.username',
  'secretserver.password',
  'secretserver.token',
  'beyondtrust.auth.apiKey',
  'beyondtrust.auth.clientId',
  'beyondtrust.auth.clientSecret',
  'beyondtrust.auth.certificate',
  'beyondtrust.auth.certificateKey',
  'barbican.auth.username',
];

/** Data of a Fake. */
const fakeData = field('spec.data.*', 'fake-value', 'credential-field');

/** Where plaintext may stand in the objects of External Secrets Operator; from the Go types of its API. */
export const fields: readonly Field[] = [
  ...names(
    '**.remoteRef',
    '**.remoteRefs',
    '**.extract',
    '**.find',
    '**.data.*.secretKey',
    '**.*ecretStoreRef*',
    '**.caBundle',
    '**.caProvider',
  ),
  field('spec.provider.fake.data.*.value', 'fake-value', 'credential-field'),
  field('spec.provider.fake.data.*.valueMap.*', 'fake-value', 'credential-field'),
  fakeData,
  field('spec.generator.fakeSpec.data.*', 'fake-value', 'credential-field'),
  ...webhook('spec.provider.webhook'),
  ...webhook('spec.generator.webhookSpec'),
  ...headers('spec.provider.vault.headers'),
  ...headers('spec.provider.headers'),
  ...headers('spec.generator.vaultDynamicSecretSpec.provider.headers'),
  ...inline.map((path) => field(`spec.provider.${path}.value`, 'inline-credential', 'credential-field')),
  field('spec.parameters', 'parameter', 'config-file'),
  field('spec.generator.vaultDynamicSecretSpec.parameters', 'parameter', 'config-file'),
  field('**.template.data.*', 'template', 'template'),
  field('**.templateFrom.*.literal', 'template', 'template'),
  field('**.template.metadata.annotations.*', 'template', 'annotation'),
  field('**.template.metadata.labels.*', 'template', 'annotation'),
];

/** The generator Webhook has its members at the top of its spec. */
export const webhookGenerator: readonly Field[] = [...webhook('spec'), ...fields];

/** Members of an ExternalSecret's `data` are no values: only a Fake has those. */
export const withoutFake: readonly Field[] = fields.filter((one) => one !== fakeData);

/** What a generator keeps of the last credential it made. */
export const generatorState: readonly Field[] = [field('spec.state', 'generator-state', 'secret'), ...fields];
