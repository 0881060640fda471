import { readDocuments } from '../../manifest/documents.ts';
import { placeOf } from '../../manifest/place.ts';
import type { Place, SourceText } from '../../model/document.ts';
import { below, root } from '../../model/pointer.ts';
import { get, type Mapping, type Node, textAt } from '../../model/tree.ts';
import type { Emit, File } from '../system.ts';
import { clusterWide, namespaceWide } from './scope.ts';

/** What a kustomization does to the objects below it that matters to a label. Names in its generators are another system's. */
export interface KustomizationNote {
  readonly kind: 'kustomization';
  /** Files, folders and URLs, as written. */
  readonly sources: readonly string[];
  readonly namespace: Setting | null;
  readonly namePrefix: Setting | null;
  readonly nameSuffix: Setting | null;
  /** Scope annotations of `commonAnnotations`: put on the object, not on its template. */
  readonly annotations: readonly (Setting & { readonly name: string })[];
}

interface Setting {
  readonly value: string;
  readonly place: Place;
}

/** Notes the kustomization of a folder, and links to what it builds, so that a Snapshot has both. */
export function noteKustomization(source: SourceText, file: File, emit: Emit): void {
  if (file.profile.role !== 'kustomization') return;
  for (const document of readDocuments(source, file.profile)) {
    if (document.root?.kind !== 'mapping') continue;
    const tree: Mapping = document.root;
    const setting = (...path: readonly string[]): Setting | null => {
      const node = get(tree, ...path);
      if (node?.kind !== 'scalar' || node.text === '') return null;
      return { value: node.text, place: placeOf(document, node.span, below(root, ...path)) };
    };
    const sources = ['resources', 'bases', 'components'].flatMap((member) => texts(get(tree, member)));
    const annotations = [clusterWide, namespaceWide].flatMap((name) => {
      const found = setting('commonAnnotations', name);
      return found === null ? [] : [{ ...found, name }];
    });
    const note: KustomizationNote = {
      kind: 'kustomization',
      sources,
      namespace: setting('namespace'),
      namePrefix: setting('namePrefix'),
      nameSuffix: setting('nameSuffix'),
      annotations,
    };
    emit.note(note);
    for (const path of sources) {
      if (path.includes('://')) continue;
      emit.link({
        aspect: 'kustomize-source',
        path,
        object: null,
        place: placeOf(document, tree.span, root),
        resource: null,
        keyPath: textAt(tree, 'kind') ?? '',
        detail: {},
      });
    }
  }
}

function texts(node: Node | undefined): string[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item) => (item.kind === 'scalar' && item.text !== '' && !item.text.includes('\n') ? [item.text] : []));
}
