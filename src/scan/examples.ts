import { createHash } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import type { CommitRef } from '../model/finding.ts';
import { type BlobId, blobId, type RepoPath, repoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { Example, Rule } from '../model/rule.ts';
import { compileRules } from '../rules/compile.ts';
import { RuleSet } from '../rules/engine.ts';
import { parseRule } from '../rules/rule-file.ts';
import type { Entry, ReadAt, ReadBlobs } from './entry.ts';
import { scan } from './scan.ts';
import { Tally } from './tally.ts';

/**
 * Loads rule files and runs their examples: a `fail` must hit exactly its places, a `pass` and a `gap` must stay silent, and
 * each must be something the rule looks at. Returns one sentence a problem.
 */
export async function checkRules(files: readonly (readonly [name: string, text: string])[], taken: readonly Rule[]): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Set<string>(taken.map((rule) => rule.id));
  for (const [name, text] of files) {
    try {
      const rule = parseRule(text, name);
      if (seen.has(rule.id)) problems.push(`${name}: the id '${rule.id}' is taken; ids are never used twice`);
      seen.add(rule.id);
      problems.push(...(await checkExamples(rule)).map((problem) => `${name}: ${problem}`));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error.message);
    }
  }
  return problems;
}

async function checkExamples(rule: Rule): Promise<string[]> {
  const set = new RuleSet(compileRules([rule]));
  const problems: string[] = [];
  for (const example of rule.examples.fail) {
    const found = (await run(example, set)).places;
    const missing = example.at.filter((place) => !found.some((one) => one.includes(place)));
    const surplus = found.filter((one) => !example.at.some((place) => one.includes(place)));
    if (missing.length > 0) problems.push(`fail '${example.name}' is not reported at ${missing.join(', ')}`);
    if (surplus.length > 0) problems.push(`fail '${example.name}' is also reported at ${surplus.map((one) => one[0]).join(', ')}`);
  }
  for (const [kind, examples] of [
    ['pass', rule.examples.pass],
    ['gap', rule.examples.gaps],
  ] as const) {
    for (const example of examples) {
      const { places, read } = await run(example, set);
      if (places.length > 0) problems.push(`${kind} '${example.name}' is reported at ${places.map((one) => one[0]).join(', ')}`);
      if (!read) problems.push(`${kind} '${example.name}' holds nothing that any rule looks at`);
    }
  }
  return problems;
}

/** The places a rule reports in an example, each in all the ways an example may name it. */
async function run(example: Example, rules: RuleSet): Promise<{ readonly places: readonly (readonly string[])[]; readonly read: boolean }> {
  const { entries, read, readAt } = memory(example);
  const tally = new Tally();
  const treesOf = ({ commit }: Entry): readonly string[] => (commit === null ? [''] : []);
  const isWholeTree = entries.every(({ before, commit }) => before === null && commit === null);
  const { matches } = await scan({ entries, read, readAt, treesOf, isWholeTree, rules, tally });
  const single = Object.keys(example.files).length === 1;
  const coverage = tally.coverage('example', 0);
  const counted = coverage.values + coverage.resources + coverage.documents + coverage.skipped.length;
  return { places: matches.map((match) => names(match, single)), read: counted > 0 };
}

function names({ fact: { place }, path }: Match, single: boolean): string[] {
  const short = [...(place.pointer === null ? [] : [place.pointer, `${place.document}#${place.pointer}`]), `line ${place.line}`];
  const full = short.map((one) => `${path}#${one}`);
  return single ? [...short, ...full] : full;
}

/** A scan of files that exist in memory only; what was earlier than the version before is a commit each. */
export function memory(example: Pick<Example, 'files' | 'before' | 'earlier'>): {
  readonly entries: readonly Entry[];
  readonly read: ReadBlobs;
  readonly readAt: ReadAt;
} {
  const blobs = new Map<BlobId, Uint8Array>();
  const now = new Map<RepoPath, BlobId>();
  const store = (text: string): BlobId => {
    const bytes = Buffer.from(text);
    const id = blobId(createHash('sha1').update(bytes).digest('hex'));
    blobs.set(id, bytes);
    return id;
  };
  const last = new Map<string, BlobId>();
  const enter = (files: Readonly<Record<string, string>>, commit: CommitRef | null): Entry[] =>
    Object.entries(files).map(([name, text]) => {
      const blob = store(text);
      const entry = { path: repoPath(name), blob, before: last.get(name) ?? null, commit };
      last.set(name, blob);
      return entry;
    });
  const past = example.earlier.length === 0 ? [] : [...example.earlier, example.before];
  const commits = past.map((files, index) => enter(files, commitAt(index)));
  for (const [name, text] of Object.entries(example.before)) last.set(name, store(text));
  // Newest first, as git lists commits.
  const entries = [...enter(example.files, null), ...commits.reverse().flat()];
  for (const { path, blob, commit } of entries) if (commit === null) now.set(path, blob);
  return {
    entries,
    async *read(ids) {
      for (const id of ids) yield { kind: 'blob', id, bytes: blobs.get(id) ?? new Uint8Array() };
    },
    readAt: async (_tree, paths) =>
      new Map(
        paths.flatMap((path) => {
          const id = now.get(path);
          return id === undefined ? [] : [[path, { id, bytes: blobs.get(id) ?? new Uint8Array() }] as const];
        }),
      ),
  };
}

const commitAt = (index: number): CommitRef => ({
  commit: `earlier-${index + 1}`,
  date: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
  author: 'Example',
});
