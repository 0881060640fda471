/** What a file's name promises of its format; content decides where the two disagree. */
export type Format =
  | 'yaml'
  | 'json'
  | 'dotenv'
  | 'ini'
  | 'properties'
  | 'hcl'
  | 'toml'
  | 'markdown'
  | 'netrc'
  | 'npmrc'
  | 'script'
  | 'jsonnet' // and CUE
  | 'conf' // HOCON, JAAS, NATS, Alloy: named literals in braces
  | 'text';

/** What a path alone says of the file. */
export type Role =
  | 'plain'
  | 'chart-template' // below templates/ of a Helm chart
  | 'values' // values*.yaml
  | 'kustomization'
  | 'sops-config' // .sops.yaml
  | 'ci' // workflow or pipeline definition
  | 'dotenv';

/**
 * What the path alone says, as a small closed set of values: facts of a blob depend on its bytes and this, never on the
 * full path, so that they can be cached. `key` is a stable text of the others.
 */
export interface PathProfile {
  readonly key: string;
  readonly format: Format;
  readonly role: Role;
  /** The name says example, sample, template or dist: secrets are expected to be placeholders. */
  readonly example: boolean;
  /** Below a folder of tests or fixtures. */
  readonly test: boolean;
  /** Below a folder of what runs on the machine of a developer. */
  readonly local: boolean;
  /** The name promises encryption: `*.enc.yaml`, `*.sops.*`, `secrets.yaml` of helm-secrets and so on. */
  readonly encrypted: boolean;
}
