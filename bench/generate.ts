import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './repository.ts';

/** How much there is in a generated repository. */
export interface Size {
  /** At the start; a long history ends with twice as many. */
  readonly apps: number;
  /** Commits after the first, which brings all apps. */
  readonly commits: number;
}

/**
 * A GitOps history as teams make them, the same bytes for the same size: apps with values of about 2 kB whose image is bumped
 * again and again, Secrets, SealedSecrets and SOPS files (real ciphertexts, of the vectors), new apps, renames and merges.
 */
export function generate(repository: string, { apps, commits }: Size): void {
  const history = new History(apps);
  for (let at = 0; at < commits; at += 1) history.step();
  const made = spawnSync('git', ['-C', repository, 'fast-import', '--quiet', '--done'], { input: history.stream(), maxBuffer: 1 << 20 });
  if (made.status !== 0) throw new Error(`git fast-import failed: ${made.stderr}`);
  git(repository, 'reset', '-q', '--hard', 'main');
}

const vectors = (folder: string, names: readonly string[]): readonly string[] =>
  names.map((name) => readFileSync(join('test/vectors', folder, `${name}.yaml`), 'utf8'));

class History {
  private readonly parts: string[] = [];
  private readonly random = randomFrom(20_261_124);
  private readonly sealed = vectors('sealed-secrets', ['annotation-only-in-template', 'annotation-flipped']);
  private readonly encrypted = vectors('sops', ['comments-encrypted', 'clear-value-added']);
  private readonly folders: string[] = [];
  private readonly mostApps: number;
  private mark = 0;
  private tip = 0;

  constructor(apps: number) {
    this.mostApps = 2 * apps;
    const files = Array.from({ length: apps }, () => this.app()).flat();
    this.tip = this.commit('main', null, files);
  }

  stream(): string {
    return `${this.parts.join('')}done\n`;
  }

  /** Seven commits of ten bump an image; the others do what else happens in such a repository. */
  step(): void {
    const what = this.random();
    const folder = this.folders[Math.floor(this.random() * this.folders.length)] ?? '';
    if (what < 0.7) this.next([file(`${folder}/values.yaml`, this.values(folder))]);
    else if (what < 0.78 && this.folders.length < this.mostApps) this.next(this.app());
    else if (what < 0.84) this.next([file(`${folder}/config.yaml`, configMap(folder, this.word()))]);
    else if (what < 0.88)
      this.next([file(`${folder}/sealed.yaml`, pick(this.sealed, this.random()).replace(/^ {2}name: .*$/m, `  name: ${this.word()}`))]);
    else if (what < 0.91) this.next([file(`${folder}/secrets.enc.yaml`, `# ${this.word()}\n${pick(this.encrypted, this.random())}`)]);
    else if (what < 0.93) this.next([file(`${folder}/secret.yaml`, secret(folder, this.word() + this.word()))]);
    else if (what < 0.96) this.rename(folder);
    else this.merge(folder);
  }

  private next(changes: readonly string[]): void {
    this.tip = this.commit('main', this.tip, changes);
  }

  private rename(folder: string): void {
    const to = folder.endsWith('-moved') ? folder.replace(/-moved$/, '') : `${folder}-moved`;
    this.folders[this.folders.indexOf(folder)] = to;
    this.next([`R ${folder} ${to}\n`]);
  }

  private merge(folder: string): void {
    const side = this.commit('side', this.tip, [file(`${folder}/values.yaml`, this.values(folder))]);
    this.next([file('README.md', `# ${this.word()}\n`)]);
    this.tip = this.commit('main', this.tip, [`merge :${side}\n`, file(`${folder}/values.yaml`, this.values(folder))]);
  }

  private app(): readonly string[] {
    // Teams of forty apps, as trees of thousands of entries are nobody's.
    const folder = `team-${Math.floor(this.folders.length / 40)}/app-${this.folders.length}`;
    this.folders.push(folder);
    return [file(`${folder}/values.yaml`, this.values(folder)), file(`${folder}/config.yaml`, configMap(folder, this.word()))];
  }

  private values(folder: string): string {
    const version = `${Math.floor(this.random() * 9)}.${Math.floor(this.random() * 99)}.${Math.floor(this.random() * 99)}`;
    return valuesFile(folder, version);
  }

  private word(): string {
    return Math.floor(this.random() * 36 ** 5).toString(36);
  }

  private commit(branch: string, parent: number | null, changes: readonly string[]): number {
    this.mark += 1;
    const who = `Bench <bench@example.org> ${1_600_000_000 + this.mark * 600} +0000`;
    const merges = changes.filter((change) => change.startsWith('merge '));
    const from = parent === null ? '' : `from :${parent}\n`;
    const rest = changes.filter((change) => !change.startsWith('merge '));
    this.parts.push(
      `commit refs/heads/${branch}\nmark :${this.mark}\ncommitter ${who}\ndata 6\nchange\n${from}${merges.join('')}${rest.join('')}\n`,
    );
    return this.mark;
  }
}

/** A values file of about 2 kB, of which only the version changes. */
export function valuesFile(folder: string, version: string): string {
  const name = folder.replaceAll('/', '-');
  const settings = Array.from({ length: 40 }, (_, at) => `  setting${at}: value-${at}-of-${name}`);
  return [
    `image:\n  repository: registry.example.org/${name}\n  tag: ${version}\n  pullPolicy: IfNotPresent`,
    'replicas: 2\nresources:\n  requests:\n    cpu: 100m\n    memory: 128Mi\n  limits:\n    memory: 256Mi',
    `ingress:\n  enabled: true\n  hosts:\n    - host: ${name}.example.org\n      paths: [/]`,
    `auth:\n  existingSecret: ${name}-credentials\n  secretKeys:\n    password: db-password`,
    `config:\n${settings.join('\n')}\n`,
  ].join('\n');
}

const configMap = (folder: string, word: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${folder.replaceAll('/', '-')}\ndata:\n  LOG_LEVEL: info\n  FEATURE: ${word}\n`;

const secret = (folder: string, word: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${folder.replaceAll('/', '-')}\nstringData:\n  password: ${word}\n`;

const file = (path: string, text: string): string => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;

const pick = (texts: readonly string[], random: number): string => texts[Math.floor(random * texts.length)] ?? '';

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
