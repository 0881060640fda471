import { createHash } from 'node:crypto';
import type { Document } from '../../model/document.ts';
import type { Scalar } from '../../model/tree.ts';
import { jsonBytes, yamlBytes } from './go-scalar.ts';

/**
 * The MAC over the plaintext of all leaves in order: SHA-512 in upper-case hex, no separators, no keys, no comments. null
 * parts are nulls of the tree, which count for nothing. With `mac_only_encrypted` the hash starts from a constant.
 */
export function macOf(parts: readonly (Uint8Array | null)[], onlyEncrypted: boolean): string {
  const hash = createHash('sha512');
  if (onlyEncrypted) hash.update(createHash('sha256').update('sops').digest());
  for (const part of parts) if (part !== null) hash.update(part);
  return hash.digest('hex').toUpperCase();
}

/** What a clear leaf gives to the MAC, by the format of its document. `exact`: see `jsonBytes`. */
export function clearBytes(node: Scalar, document: Document | undefined, exact: boolean): Uint8Array | null {
  switch (document?.format) {
    case 'json':
      return jsonBytes(node, exact);
    case 'dotenv': {
      // SOPS takes the line after the first `=` as it stands; the reader of manifests takes quotes and comments off.
      const { text } = document.source;
      const end = text.indexOf('\n', node.span.start);
      const raw = text.slice(text.lastIndexOf('=', node.span.start) + 1, end < 0 ? undefined : end);
      return Buffer.from(raw.replaceAll('\\n', '\n'));
    }
    case 'ini':
    case 'properties':
      return Buffer.from(node.text);
    default:
      return yamlBytes(node);
  }
}
