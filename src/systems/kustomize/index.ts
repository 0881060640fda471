import { root } from '../../model/pointer.ts';
import { emitLiterals } from '../literals.ts';
import type { System } from '../system.ts';
import { readBuildFile } from './build-file.ts';
import { judgeGenerated } from './generated.ts';
import { readGenerator } from './generator.ts';
import { isJsonPatch, readJsonPatch } from './json-patch.ts';
import { noteLoneValue } from './lone-value.ts';
import { walk } from './walk.ts';

/** Kustomize: what its build files generate, patch and inflate. Their plugins are other systems' (KSOPS and the like). */
export const kustomize: System = {
  id: 'kustomize',
  title: 'Kustomize',
  aspects: {
    'secret-literal': 'a literal of a secretGenerator',
    'config-map-literal': 'a literal of a configMapGenerator',
    'generator-file': 'a file that a secretGenerator reads: must be ciphertext, or not in Git',
    generated: 'the Secret or ConfigMap that a generator makes',
    'plugin-file': 'the configuration of a generator plugin',
    'generated-from-clear': 'a value in clear in a file that a secretGenerator reads',
    'patch-value': 'a value that a JSON patch puts into an object',
    'inline-patch': 'a patch that stands in the build file',
    'chart-value': 'a value for a Helm chart that kustomize inflates',
    'secret-copied': 'a replacement copies from a Secret into an object that is none',
    literal: 'any other literal of a build file',
    malformed: 'a build file that kustomize would refuse',
  },
  remedy: {
    rotate: 'the credential that the literal or the generator’s file holds',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Put the new value into a file that is encrypted, and let the generator read that one.',
        command: 'sops encrypt --input-type dotenv --output-type dotenv secret.env > secret.enc.env',
      },
      {
        text: 'Or replace the generator by a sealed copy of what it made.',
        command:
          'kustomize build . | yq \'select(.kind == "Secret" and .metadata.name == "{name}*")\' | kubeseal --format yaml > {name}.sealed.yaml',
      },
      {
        text: 'Apply: the hash in the generated name changes, so the workloads that use it are rolled.',
        command: 'kustomize build . | kubectl apply -f -',
      },
    ],
  },
  claims: (resource) => resource.group === 'kustomize.config.k8s.io' || resource.id.apiVersion === 'builtin',
  read(resource, _file, emit) {
    const as = walk(resource.document, resource.id);
    if (resource.group === 'kustomize.config.k8s.io') return readBuildFile(resource.root, resource.pointer, as, emit);
    const { kind } = resource.id;
    if (kind === 'SecretGenerator' || kind === 'ConfigMapGenerator') {
      return readGenerator(resource.root, resource.pointer, '', kind === 'SecretGenerator', as, emit);
    }
    emitLiterals(resource.root, resource.pointer, { ...as, skip: (_, entry) => entry?.key.text === 'metadata' }, emit);
  },
  document(document, file, emit) {
    if (document.root === null) return false;
    if (isJsonPatch(document.root)) {
      readJsonPatch(document.root, root, walk(document, null), emit);
      return true;
    }
    // apiVersion and kind may be left out of a build file; its name is what makes it one.
    if (file.profile.role !== 'kustomization' || document.within !== null || document.root.kind !== 'mapping') return false;
    readBuildFile(document.root, root, walk(document, null), emit);
    return true;
  },
  text: noteLoneValue,
  snapshot: judgeGenerated,
};
