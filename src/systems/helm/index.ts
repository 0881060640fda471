import { placeOf } from '../../manifest/place.ts';
import type { Document } from '../../model/document.ts';
import type { Container } from '../../model/fact.ts';
import { below, root } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { emitSecretData } from '../core/secret.ts';
import { linkExistingSecrets } from '../existing-secret.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import { judgeNamedSecrets } from '../named-secret.ts';
import type { Emit, System } from '../system.ts';
import { isReleaseRecord, readReleaseRecord } from './release-record.ts';
import { isSchema } from './schema.ts';
import { readTemplateText } from './template-text.ts';

/**
 * Helm: values, chart templates and the records of releases. Values have no form of their own, so every mapping that is no
 * object and nobody else's file is read as values: it has to be the last system that is asked for documents.
 */
export const helm: System = {
  id: 'helm',
  title: 'Helm',
  aspects: {
    value: 'a value of a values file, or of any file that is no object of Kubernetes',
    'template-literal': 'a literal that a chart template prints',
    'release-value': 'a value in the record of a release',
    'existing-secret': 'the Secret that values name',
    'existing-secret-clear': 'a value in clear in the Secret that values name',
    'release-record': 'the record of a release: all of its values and all that was rendered from them',
  },
  remedy: {
    rotate: 'every credential that stands in the values or was rendered from them',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Put the new value into a Secret of its own and name that one in the values (existingSecret), or encrypt the values file.',
        command: 'sops encrypt --in-place secrets.yaml',
      },
      { text: 'Upgrade with the new values.', command: 'helm secrets upgrade {name} CHART -n {namespace} -f values.yaml -f secrets.yaml' },
      {
        text: 'Old values stay in the records of earlier releases, where a rollback finds them: remove those.',
        command: 'kubectl delete secret -n {namespace} -l owner=helm,name={name},status=superseded',
      },
    ],
  },
  claims: (resource) => recordOf(resource) !== null,
  read(resource, _file, emit) {
    readRecord(resource, emit);
  },
  document(document, _file, emit) {
    const { root: tree } = document;
    if (tree === null || tree.kind === 'scalar') return false;
    if (isReleaseRecord(tree)) readReleaseRecord(tree, document, emit);
    else if (!isSchema(tree)) {
      const as: WalkAs = { aspect: 'value', container: containerOf(document), resource: null, document };
      emitLiterals(tree, root, as, emit);
      linkExistingSecrets(tree, root, document, null, null, emit);
    }
    return true;
  },
  text: readTemplateText,
  snapshot: (snapshot, emit) =>
    judgeNamedSecrets(
      snapshot,
      ({ aspect }) => (aspect === 'existing-secret' ? 'existing-secret-clear' : null),
      emit,
      () => true,
    ),
};

/** The member of a Secret or ConfigMap that holds the record of a release, or null. */
function recordOf(resource: Resource): 'secret' | 'config-map' | null {
  if (resource.group !== '') return null;
  if (resource.id.kind === 'Secret') return textAt(resource.root, 'type') === 'helm.sh/release.v1' ? 'secret' : null;
  if (resource.id.kind !== 'ConfigMap') return null;
  const owner = textAt(resource.root, 'metadata', 'labels', 'owner');
  return (owner === 'helm' || textAt(resource.root, 'metadata', 'labels', 'OWNER') === 'TILLER') &&
    get(resource.root, 'data', 'release') !== undefined
    ? 'config-map'
    : null;
}

function readRecord(resource: Resource, emit: Emit): void {
  const kind = recordOf(resource);
  const pointer = below(resource.pointer, 'data', 'release');
  const record = get(resource.root, 'data', 'release');
  if (record?.kind === 'scalar' && record.text.trim() !== '' && record.actions.length === 0) {
    emit.observe({
      subject: 'resource',
      aspect: 'release-record',
      place: placeOf(resource.document, record.span, pointer),
      resource: resource.id,
      key: 'release',
      keyPath: 'data.release',
      detail: { release: textAt(resource.root, 'metadata', 'labels', 'name') ?? textAt(resource.root, 'metadata', 'labels', 'NAME') ?? '' },
    });
  }
  if (kind === 'secret') emitSecretData(resource, emit, 'release-value');
  if (kind === 'secret' || record?.kind !== 'scalar') return;
  emit.value({
    ...candidate(record, pointer, 'release', 'data.release', [], {
      aspect: 'release-value',
      container: 'config-map',
      resource: resource.id,
      document: resource.document,
    }),
    encoding: 'base64',
  });
}

/** A document in the value of a Secret is as secret as the value. */
function containerOf({ within }: Document): Container {
  if (within === null) return 'values';
  return within.layers.includes('base64') || within.pointer.includes('/stringData/') ? 'config-file' : 'values';
}
