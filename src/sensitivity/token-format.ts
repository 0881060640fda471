/** A token format a provider has published. Facts: prefix, alphabet, length, checksum. */
export interface TokenFormat {
  readonly name: string;
  /** One of them must occur in the text before the pattern is tried; case matters. */
  readonly keywords: readonly string[];
  /** Global; group 1 is the token where the pattern needs context. Linear: no nested or adjacent open quantifiers over one class. */
  readonly pattern: RegExp;
  /** Where the provider documents it. */
  readonly source: string;
  /** Names somebody and opens nothing by itself. */
  readonly identifier?: true;
  /** False: the provider never issued this one. */
  check?(token: string): boolean;
}
