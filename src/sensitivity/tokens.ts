/** A token format a provider has published. Facts: prefix, alphabet, length, checksum; `source` says where they are documented. */
export interface TokenFormat {
  readonly name: string;
  /** One of them must occur in the text before the pattern is tried; case matters. */
  readonly keywords: readonly string[];
  /** Global; group 1 is the token where the pattern needs context. Linear: no nested or adjacent open quantifiers over one class. */
  readonly pattern: RegExp;
  readonly source: string;
  /** Opens nothing by itself. */
  readonly identifier?: boolean;
  check?(token: string): boolean;
}

export const formats: readonly TokenFormat[] = [
  {
    name: 'github-token',
    keywords: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}\b/g,
    source: 'docs.github.com: About authentication to GitHub, token formats',
  },
  {
    name: 'vault-token',
    keywords: ['hvs.', 'hvb.', 'hvr.'],
    pattern: /\bhv[sbr]\.(?:[A-Za-z0-9]{24}\b|[\w-]{90,300})/g,
    source: 'developer.hashicorp.com: Vault tokens',
  },
  { name: 'jwt', keywords: ['eyJ'], pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g, source: 'RFC 7519' },
];
