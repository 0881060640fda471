import type { Document } from '../../model/document.ts';
import type { Container } from '../../model/fact.ts';
import { child, root } from '../../model/pointer.ts';
import type { Mapping } from '../../model/tree.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit, System } from '../system.ts';
import { isCompose, readCompose } from './compose.ts';
import { isDockerConfig, readDockerConfig } from './docker-config.ts';
import { readLines } from './lines.ts';
import { isLockFile, readLockFile } from './lock-file.ts';
import { readXml } from './xml.ts';

/** Configuration of everyday tools that holds what they log in with. */
export const configFiles: System = {
  id: 'config-files',
  title: 'configuration files',
  aspects: {
    'registry-credential': 'what a Docker configuration logs in to a registry with',
    setting:
      'a setting of an INI, properties, TOML, npm, XML, jsonnet, CUE, Nix or `.conf` file, or of settings in JavaScript, Python or PHP',
    login: 'a password of netrc, pgpass, git-credentials or the like',
    'password-hash': 'the hash of a password in a file of users',
    environment: 'a variable that a Compose file sets',
  },
  remedy: {
    rotate: 'what the tool logs in with, at the service it logs in to',
    steps: [
      { text: 'Revoke the token or change the password at the service: registry, package index, database, forge.' },
      {
        text: 'Registry: make the pull secret again and seal it.',
        command:
          'kubectl create secret docker-registry {name} -n {namespace} --docker-server=HOST --docker-username=USER --docker-password=NEW --dry-run=client -o yaml | kubeseal --format yaml > {name}.sealed.yaml',
      },
      {
        text: 'npm: revoke the token, and let the configuration read it from the environment: //HOST/:_authToken=${NPM_TOKEN}.',
        command: 'npm token revoke ID',
      },
      { text: 'Keep the file out of Git; it belongs into a home folder.' },
    ],
  },
  document(document, file, emit) {
    const { root: tree, format } = document;
    if (tree?.kind !== 'mapping') return false;
    if (isDockerConfig(tree)) {
      readDockerConfig(tree, document, emit);
      return true;
    }
    if (isCompose(tree)) {
      readCompose(tree, document, emit);
      return true;
    }
    if (format === 'jsonnet' || format === 'conf') {
      // The text of a chart's template is read as what it is.
      if (file.profile.role !== 'chart-template') readFlat(tree, format === 'jsonnet' ? 'values' : 'config-file', document, emit);
      return true;
    }
    if (!trees.has(format)) return false;
    if (format === 'toml' && isLockFile(tree)) {
      readLockFile(tree, document, emit);
      return true;
    }
    if (format === 'netrc') {
      const as: WalkAs = { aspect: 'login', container: 'credential-field', resource: null, document };
      emitLiterals(tree, root, { ...as, skip: (_, entry) => entry?.key.text === 'login' }, emit);
      return true;
    }
    emitLiterals(tree, root, { aspect: 'setting', container: 'config-file', resource: null, document }, emit);
    return true;
  },
  text(source, file, emit) {
    readLines(source, file, emit);
    readXml(source, file, emit);
  },
};

/** Fields of all depths in one mapping: only those around one are its neighbours. */
function readFlat(tree: Mapping, container: Container, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'setting', container, resource: null, document };
  tree.entries.forEach(({ key, value }, at) => {
    if (value.kind !== 'scalar') return;
    const neighbours = tree.entries.slice(Math.max(0, at - 2), at + 3).map((one) => one.key.text);
    emit.value(candidate(value, child(root, key.text), key.text, key.text, neighbours, as));
  });
}

const trees: ReadonlySet<string> = new Set(['ini', 'properties', 'toml', 'npmrc', 'netrc']);
