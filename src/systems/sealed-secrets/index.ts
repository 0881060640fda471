import type { SourceText } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import { Broken, type Emit, type File, type System } from '../system.ts';
import { textPlace } from '../text-place.ts';
import { findSealed, sealedGrammar } from './bare.ts';
import { noteCertificates } from './certificate.ts';
import { judgeSealedChange } from './change.ts';
import { noteKustomization } from './kustomization.ts';
import { type BareNote, objectNote, type SecretNote } from './notes.ts';
import { sealedObject } from './object.ts';
import { remedy } from './remedy.ts';
import { scopeProblems } from './scope-problems.ts';
import { judgeSealedSnapshot } from './snapshot.ts';
import { valueProblems } from './value-problems.ts';
import { emitValues } from './values.ts';

/** Bitnami Sealed Secrets: `bitnami.com`, never by kind alone (`secrets.rustrial.org` has a SealedSecret of its own). */
export const sealedSecrets: System = {
  id: 'sealed-secrets',
  title: 'Sealed Secrets',
  aspects: {
    'encrypted-data': 'a value under spec.encryptedData',
    'deprecated-data': 'the single blob of the deprecated v1 form under spec.data',
    'stray-data': 'a value under a member that the controller ignores',
    'template-data': 'a value under spec.template.data',
    annotation: 'an annotation or label of the object or of its template',
    'applied-copy': 'a copy of a whole object that a tool left in an annotation',
    'wrong-name': 'metadata and template disagree on the name',
    'wrong-namespace': 'metadata and template disagree on the namespace',
    'wrong-scope': 'the annotations of metadata and template declare different scopes',
    'cluster-wide': 'sealed for every namespace and name',
    'namespace-wide': 'sealed for every name of its namespace',
    'both-annotations': 'both scope annotations are on',
    'ignored-annotation': 'an annotation or label that was meant to set the scope and does not',
    'annotation-not-a-string': 'a scope annotation without quotes',
    'namespace-missing': 'no namespace, although the label needs one',
    'templated-identity': 'a template fills in a name or namespace that the label needs',
    'generate-name': 'a generated name under strict scope',
    'argocd-label-lost': 'the label that Argo CD looks for is not on the template',
    'data-beside-encrypted-data': 'the deprecated spec.data beside encryptedData',
    'nothing-sealed': 'no encryptedData at all',
    'repeated-rsa-block': 'two values share a session key block',
    'mixed-key-sizes': 'values sealed with keys of different size',
    'short-plaintext': 'a sealed password or token of less than eight bytes',
    'template-shadows-key': 'a key of template.data that is sealed too',
    'template-removes-key': 'a sealed key that template.data removes',
    malformed: 'an object that the API server or the controller would refuse',
    'plaintext-twin': 'a Secret in clear beside the SealedSecret that replaced it',
    'copied-ciphertext': 'one ciphertext in objects of different names or namespaces',
    'kustomize-name': 'a kustomization gives it another name than it was sealed for',
    'kustomize-namespace': 'a kustomization gives it another namespace than it was sealed for',
    'kustomize-scope': 'a kustomization gives it another scope than it was sealed for',
    'moved-name': 'renamed, with its ciphertext unchanged',
    'moved-namespace': 'moved to another namespace, with its ciphertext unchanged',
    'moved-scope': 'its scope changed, its ciphertext not',
    'scope-widened': 'all ciphertexts are new and the scope is wider',
    'unsealed-again': 'plaintext where the version before had ciphertext',
  },
  remedy,
  grammars: [sealedGrammar],
  claims: (resource) => resource.group === 'bitnami.com' && resource.id.kind === 'SealedSecret',
  read,
  text,
  snapshot: judgeSealedSnapshot,
  change: judgeSealedChange,
};

function read(resource: Resource, _file: File, emit: Emit): void {
  const object = sealedObject(resource);
  const values = emitValues(resource, emit);
  for (const problem of [...scopeProblems(object), ...valueProblems(resource, values)]) emit.observe(problem);
  emit.note(objectNote(object, values));
  if (values.malformed !== null) throw new Broken(values.malformed);
}

const secretNote: SecretNote = { kind: 'secret' };

function text(source: SourceText, file: File, emit: Emit): void {
  noteKustomization(source, file, emit);
  noteCertificates(source, emit);
  if (/\bkind["']?[ \t]*:[ \t]*["']?Secret\b/.test(source.text)) emit.note(secretNote);
  for (const bare of findSealed(source.text)) {
    const note: BareNote = { kind: 'bare', ciphertext: bare.text, place: textPlace(source, bare.start, bare.end) };
    emit.note(note);
  }
}
