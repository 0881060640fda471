import { findings } from '../../gate/findings.ts';
import { systemsIn } from '../../gate/uses.ts';
import { Failure } from '../../model/failure.ts';
import type { Finding } from '../../model/finding.ts';
import type { SopsNote } from '../../systems/sops/note.ts';
import type { Io } from '../io.ts';
import { defaultGate } from '../policy.ts';
import { scanSource } from '../run.ts';
import { folderSource } from '../sources/folder.ts';

/** What a repository holds: what a configuration has to fit. */
export interface Holdings {
  /** Secret systems in use, with the number of files, most used first. */
  readonly systems: readonly (readonly [system: string, files: number])[];
  /** Folders that hold SealedSecrets of a scope wider than strict. */
  readonly wideScopes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whom the rules of `.sops.yaml` encrypt to. */
  readonly recipients: readonly string[];
  /** Whom files are encrypted to beside those. */
  readonly otherRecipients: readonly string[];
  /** What would be reported today, by the defaults. */
  readonly findings: readonly Finding[];
}

/** Of a repository that was made a moment ago. */
const nothingYet: Holdings = { systems: [], wideScopes: new Map(), recipients: [], otherRecipients: [], findings: [] };

export async function holdingsOf(io: Io, root: string): Promise<Holdings> {
  const source = await folderSource({ ...io, cwd: root }, ['.']).catch((failure: unknown) => {
    if (failure instanceof Failure && failure.code === 'no-files') return null;
    throw failure;
  });
  if (source === null) return nothingYet;
  try {
    const gate = defaultGate();
    const { scanned } = await scanSource(source, gate, io);
    const systems = new Map<string, number>();
    const wideScopes = new Map<string, Set<string>>();
    const [configured, used] = [new Set<string>(), new Set<string>()];
    for (const { after } of scanned.files) {
      for (const system of systemsIn(after).keys()) systems.set(system, (systems.get(system) ?? 0) + 1);
      for (const note of (after.facts.notes['sops'] ?? []) as readonly SopsNote[]) {
        if (note.kind === 'block') for (const { id } of note.recipients) used.add(id);
        else for (const { id } of (note.config.rules ?? []).flatMap((rule) => rule.groups.flat())) configured.add(id);
      }
      for (const fact of after.facts.facts) {
        if (fact.system !== 'sealed-secrets' || !/^(?:namespace|cluster)-wide$/.test(fact.aspect)) continue;
        const folder = after.path.includes('/') ? after.path.slice(0, after.path.lastIndexOf('/')) : '';
        wideScopes.set(folder, new Set([...(wideScopes.get(folder) ?? []), fact.aspect]));
      }
    }
    return {
      systems: [...systems].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
      wideScopes,
      recipients: [...configured].sort(),
      otherRecipients: [...used].filter((id) => !configured.has(id)).sort(),
      findings: findings(scanned.matches, { severity: (match) => gate.policy.severity(match) }),
    };
  } finally {
    source.close();
  }
}
