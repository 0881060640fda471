/** Who can open an encrypted value, as metadata names it. Labels are not authenticated. */
export type RecipientKind =
  | 'sealing-certificate'
  | 'age'
  | 'age-plugin'
  | 'ssh'
  | 'pgp'
  | 'aws-kms'
  | 'gcp-kms'
  | 'azure-kv'
  | 'vault-transit'
  | 'huawei-kms';

export interface Recipient {
  readonly kind: RecipientKind;
  /** The identifier as SOPS compares it: recipient string, fingerprint, ARN, resource id, `url/keys/name/version` ... */
  readonly id: string;
  /** Index of its key group; 0 where there are none. */
  readonly group: number;
  /** The wrapped data key as written, or '' where there is none. */
  readonly wrapped: string;
}
