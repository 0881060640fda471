/** A value that is plainly a password and nobody's token; built from pieces, so that no scanner trips over the tests. */
export const value = ['m4j8', 'pXq7', 'Rw2K'].join('');

export const secretOf = (password: string, name = 'ledger-db'): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  username: ledger\n  password: ${password}\n`;

export const secret = secretOf(value);

export const clean = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ledger\ndata:\n  LOG_LEVEL: info\n';
