import type { RepoPath } from '../model/ids.ts';
import { compileGlob, type PathGlob } from '../text/glob.ts';

/** Whose reading of CODEOWNERS counts; null: nobody told, so the file's own place and form decide. */
export type Forge = 'github' | 'gitlab';

/** Where a CODEOWNERS file is looked for; the first that is there is the one that counts. */
export const codeOwnersFiles = (forge: Forge | null): readonly string[] => {
  switch (forge) {
    case 'github':
      return ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
    case 'gitlab':
      return ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
    case null:
      return ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
  }
};

export interface CodeOwners {
  readonly file: string;
  readonly forge: Forge;
  /** Number of patterns in it. */
  readonly entries: number;
  /** Whether the forge asks somebody to review a change of this file. */
  own(path: RepoPath): boolean;
}

/**
 * Reads a CODEOWNERS file as its forge does: in each section the last pattern that matches counts, and one without owners
 * takes them away. What the forge would not understand owns nothing, so that in doubt nobody is believed to have been asked.
 */
export function parseCodeOwners(text: string, file: string, forge: Forge | null): CodeOwners {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const reading = forge ?? (file.startsWith('.gitlab/') || lines.some((line) => heading.test(line)) ? 'gitlab' : 'github');
  const sections = new Map<string, Section>();
  let section = sectionNamed(sections, '', false);
  let inherited = false;
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const named = reading === 'gitlab' ? heading.exec(line) : null;
    if (named !== null) {
      section = sectionNamed(sections, (named[2] ?? '').toLowerCase(), named[1] === '^');
      inherited = areOwners(named[3] ?? '') === 'owners';
      continue;
    }
    const entry = entryOf(line, reading, inherited);
    if (entry !== null) section.entries.push(entry);
  }
  const all = [...sections.values()];
  return {
    file,
    forge: reading,
    entries: all.reduce((sum, { entries }) => sum + entries.length, 0),
    own: (path) => all.some((one) => !one.optional && ownedIn(one, path)),
  };
}

interface Section {
  /** GitLab asks for its owners' approval, and merges without it. */
  optional: boolean;
  readonly entries: Entry[];
}

interface Entry {
  readonly globs: readonly PathGlob[];
  readonly owned: boolean;
  /** GitLab: what matches has no owner in this section, whatever follows. */
  readonly excludes: boolean;
}

/** `[Name]`, `^[Name][2] @owner`. */
const heading = /^(\^?)\[([^\]]+)\](?:\[\d+\])?((?:\s.*)?)$/;

/** Sections of one name are one; it is optional only where each of them is. */
function sectionNamed(sections: Map<string, Section>, name: string, optional: boolean): Section {
  const known = sections.get(name);
  if (known !== undefined) known.optional &&= optional;
  const section = known ?? { optional, entries: [] };
  sections.set(name, section);
  return section;
}

function ownedIn({ entries }: Section, path: RepoPath): boolean {
  const matching = entries.filter(({ globs }) => globs.some((glob) => glob.matches(path)));
  return !matching.some(({ excludes }) => excludes) && (matching.at(-1)?.owned ?? false);
}

function entryOf(line: string, forge: Forge, inherited: boolean): Entry | null {
  const [, written = '', rest = ''] = /^((?:\\.|[^\s\\])+)(.*)$/.exec(line) ?? [];
  const excludes = written.startsWith('!');
  if (written === '' || (excludes && forge === 'github')) return null;
  const plain = (excludes ? written.slice(1) : written).replace(/\\([\s#])/g, '$1');
  const globs = (forge === 'github' ? githubGlobs(plain) : gitlabGlobs(plain)).map(compileGlob).filter((glob) => 'matches' in glob);
  const said = areOwners(rest);
  return { globs, owned: said === 'owners' || (said === 'nothing' && inherited), excludes };
}

/** A line with a word that names nobody is refused by the forge, or that word is: nobody may have been asked. */
function areOwners(words: string): 'owners' | 'nothing' | 'refused' {
  const [before = ''] = words.split(/(?:^|\s)#/);
  const owners = before.trim().split(/\s+/).filter(Boolean);
  if (owners.length === 0) return 'nothing';
  return owners.every((one) => /^@{1,2}[\w.-]+(?:\/[\w.-]+)*$|^[^@\s]+@[^@\s]+$/.test(one)) ? 'owners' : 'refused';
}

/** As in gitignore, but for ranges, which do not work, and `folder/*`, which goes no deeper. */
function githubGlobs(pattern: string): readonly string[] {
  const inside = pattern.replace(/^\/+/, '').replace(/\/+$/, '');
  if (inside === '') return [];
  const isAnchored = pattern.startsWith('/') || inside.includes('/');
  const glob = `${isAnchored ? '' : '**/'}${inside.replace(/[[\](){}]/g, '\\$&')}`;
  if (pattern.endsWith('/')) return [`${glob}/**`];
  return /(?:^|\/)\*$/.test(inside) ? [glob] : [glob, `${glob}/**`];
}

/** Without a slash in front at any depth; without one behind files alone. */
function gitlabGlobs(pattern: string): readonly string[] {
  const anywhere = pattern.startsWith('/') ? pattern : `/**/${pattern}`;
  const deep = anywhere.endsWith('/') ? `${anywhere}**/*` : anywhere.replace(/\/\*\*$/, '/*');
  return [deep.replace(/[(){}]/g, '\\$&')];
}
