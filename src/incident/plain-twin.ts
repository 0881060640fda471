import { readDocuments } from '../manifest/documents.ts';
import { scalars } from '../manifest/walk.ts';
import { Concealed } from '../model/concealed.ts';
import { decode } from '../text/decode.ts';
import type { Holdings, PlainHolding, SopsHolding } from './holdings.ts';
import { nothing } from './read-blob.ts';

/**
 * Another version of a file that SOPS encrypts, in clear: committed before it was encrypted, or decrypted by mistake. The leaves that are
 * encrypted in the one are values in clear in the other. null: it has none of them.
 */
export function plainTwin(bytes: Uint8Array, encrypted: readonly SopsHolding[]): Holdings | null {
  const decoded = decode(bytes);
  if (decoded.kind !== 'text' || decoded.source.text.includes('ENC[AES256_GCM')) return null;
  const leaves = new Map(encrypted.flatMap((file) => file.leaves).map((leaf) => [`${leaf.document}${leaf.pointer}`, leaf]));
  const plain: PlainHolding[] = [];
  for (const document of readDocuments(decoded.source, { format: formatLike(decoded.source.text) })) {
    if (document.root === null) continue;
    for (const { node, pointer } of scalars(document.root)) {
      const leaf = leaves.get(`${document.index}${pointer}`);
      if (leaf === undefined || node.text === '' || node.type === 'null' || node.actions.length > 0) continue;
      const { resource, key } = leaf;
      plain.push({ document: document.index, pointer, resource, key, content: new Concealed(Buffer.from(node.text).toString('latin1')) });
    }
  }
  return plain.length === 0 ? null : { ...nothing, plain };
}

/** Without the metadata of SOPS a dotenv or INI file is told by its lines. */
function formatLike(text: string): 'yaml' | 'dotenv' | 'ini' {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line)) ?? '';
  if (/^\[[^\]]+\]\s*$/.test(first)) return 'ini';
  return /^[A-Za-z_][\w.]*=/.test(first) ? 'dotenv' : 'yaml';
}
