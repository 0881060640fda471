import { readDocuments } from '../../src/manifest/documents.ts';
import { placeOf } from '../../src/manifest/place.ts';
import { scalars } from '../../src/manifest/walk.ts';
import type { Document } from '../../src/model/document.ts';
import { steps } from '../../src/model/pointer.ts';
import type { Format } from '../../src/model/profile.ts';
import type { Node } from '../../src/model/tree.ts';
import { sourceText } from '../../src/text/lines.ts';

/** Texts in place of scalars, for comparing trees. Of duplicate keys the last one is shown. */
export function plain(node: Node | null): unknown {
  if (node === null) return null;
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.text, plain(entry.value)]));
}

export const documents = (text: string, format: Format = 'yaml'): readonly Document[] => readDocuments(sourceText(text), { format });

/** The document of a text that holds one. */
export function document(text: string, format: Format = 'yaml'): Document {
  const found = documents(text, format);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} documents`);
  return found[0];
}

export const tree = (text: string, format: Format = 'yaml'): unknown => plain(document(text, format).root);

/** `pointer line:column-endLine:endColumn` of every scalar. */
export function places(found: Document): readonly string[] {
  if (found.root === null) return [];
  return scalars(found.root).map(({ node, pointer }) => {
    const { line, column, endLine, endColumn } = placeOf(found, node.span, pointer);
    return `${pointer} ${line}:${column}-${endLine}:${endColumn}`;
  });
}

/** The first node at a pointer. */
export function at(node: Node | null | undefined, pointer: string): Node | undefined {
  let here = node ?? undefined;
  for (const step of steps(pointer as Parameters<typeof steps>[0])) {
    if (here?.kind === 'sequence') here = here.items[Number(step)];
    else if (here?.kind === 'mapping') here = here.entries.find((entry) => entry.key.text === step)?.value;
    else return undefined;
  }
  return here;
}
