import { child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get } from '../../model/tree.ts';
import { emitLiterals, tell, type WalkAs } from '../literals.ts';
import type { Emit, System } from '../system.ts';
import { readComments } from './comments.ts';
import { emitMetadata, emitSecretData, isDataMember, isSecret } from './secret.ts';
import { readTokens } from './tokens.ts';
import { judgeEncryptedTwins } from './twins.ts';

/** Kubernetes itself: Secrets, ConfigMaps, and literals in any other object that no system of its own reads. */
export const core: System = {
  id: 'core',
  title: 'Kubernetes',
  aspects: {
    'secret-data': 'a value of a v1 Secret, or of what renders to one',
    'config-map': 'a value of a ConfigMap',
    'applied-copy': 'a copy of a whole object that a tool left in an annotation',
    annotation: 'an annotation or label',
    literal: 'a literal in any other object or file',
    'commented-out': 'a setting in a comment',
    'token-in-text': 'a token of a provider in the text of a script, a program or notes',
    'plaintext-twin': 'a value in clear that a file of the same folder has encrypted',
    'protected-too-late': 'a value that is sealed or encrypted, and stood in clear before',
    'clear-again': 'a value in clear that was sealed or encrypted before',
    'ciphertext-reverted': 'a ciphertext of before that another had replaced',
  },
  remedy: {
    rotate: 'the credential itself, at whoever issued it: everyone who can fetch the repository has had it',
    steps: [
      { text: 'Revoke or change the credential where it is issued.' },
      { text: 'Bring the new value in by a system that keeps it out of Git (SealedSecret, SOPS, ExternalSecret).' },
      { text: 'Review what was done with the old one since the first commit that held it.' },
      { text: 'Rewriting history hides the value from newcomers only; clones, forks and caches keep it.' },
    ],
  },
  text: readTokens,
  stream: readComments,
  snapshot: judgeEncryptedTwins,
  claims: () => true,
  read(resource, _file, emit) {
    emitMetadata(resource, emit);
    if (isSecret(resource)) {
      emitSecretData(resource, emit);
      emitLiterals(resource.root, resource.pointer, literals(resource, isSecretMember), emit);
    } else if (resource.group === '' && resource.id.kind === 'ConfigMap') emitConfigMap(resource, emit);
    else if (resource.group !== 'apiextensions.k8s.io') emitLiterals(resource.root, resource.pointer, literals(resource), emit);
  },
};

/** Members that name or describe an object rather than configure it. */
const head: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
/** What a Secret has beyond these (an anchor kept for later) is looked at like any other literal. */
const isSecretMember = (key: string): boolean => head.has(key) || key === 'type' || key === 'immutable' || isDataMember(key);
const isHead = (key: string): boolean => head.has(key);

function literals(resource: Resource, isSkipped: (key: string) => boolean = isHead): WalkAs {
  return {
    aspect: 'literal',
    container: 'values',
    resource: resource.id,
    document: resource.document,
    skip: (pointer, entry) => entry !== null && isSkipped(entry.key.text) && pointer === child(resource.pointer, entry.key.text),
  };
}

function emitConfigMap(resource: Resource, emit: Emit): void {
  const as: WalkAs = { aspect: 'config-map', container: 'config-map', resource: resource.id, document: resource.document };
  for (const member of ['data', 'binaryData'] as const) {
    const found = get(resource.root, member);
    if (found?.kind !== 'mapping') continue;
    const own: WalkAs = member === 'binaryData' ? { ...as, encoding: 'base64' } : as;
    for (const { key, value } of found.entries) {
      const pointer = child(child(resource.pointer, member), key.text);
      const path = `${member}.${key.text}`;
      if (value.kind !== 'scalar') emitLiterals(value, pointer, { ...as, keyPath: path }, emit);
      else tell(value, pointer, key.text, path, found, own, emit);
    }
  }
  // A ConfigMap has no stringData: whoever wrote one took it for a Secret.
  if (get(resource.root, 'stringData') !== undefined) emitSecretData({ ...resource, root: withoutData(resource) }, emit);
}

function withoutData(resource: Resource): Resource['root'] {
  return { ...resource.root, entries: resource.root.entries.filter((entry) => entry.key.text === 'stringData') };
}
