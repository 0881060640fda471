/**
 * What is wrong with a text that should be ciphertext of Ansible Vault; null when nothing is: a header, then lines of hex.
 * Ansible documentation, `vault_guide/vault_using_encrypted_content`, "Format of files encrypted with Ansible Vault".
 */
export function damageOf(text: string): Damage | null {
  const [header = '', ...body] = text
    .trim()
    .split(/\r\n?|\n/)
    .map((line) => line.trim());
  if (!header.startsWith('$ANSIBLE_VAULT')) return 'plaintext';
  if (!/^\$ANSIBLE_VAULT;\d\.\d;AES256?(?:;[\w@. -]+)?$/.test(header)) return 'header';
  const digits = body.filter((line) => line !== '');
  if (digits.length === 0) return 'empty';
  if (digits.some((line) => /^(?:<{7}|={7}|>{7})/.test(line))) return 'conflict';
  if (digits.some((line) => !/^[0-9a-fA-F]+$/.test(line))) return 'not-hex';
  if (digits.join('').length % 2 !== 0) return 'cut';
  return null;
}

/** `plaintext`: no sign of encryption at all. */
type Damage = 'plaintext' | 'header' | 'empty' | 'conflict' | 'not-hex' | 'cut';
