import { baselineFile } from '../gate/baseline.ts';
import { findings } from '../gate/findings.ts';
import { type Case, judge } from '../gate/judge.ts';
import { grownBaseline, looseningMatches, loosenings, newWaivers } from '../gate/loosening.ts';
import { notAllowed } from '../gate/uses.ts';
import { waiverFile } from '../gate/waiver-file.ts';
import { brought } from '../gate/waiving.ts';
import type { Concealed } from '../model/concealed.ts';
import type { Finding } from '../model/finding.ts';
import { repoPath } from '../model/ids.ts';
import type { Match } from '../model/match.ts';
import type { Coverage, Report } from '../model/report.ts';
import { shippedRules } from '../rules/shipped.ts';
import type { Scanned } from '../scan/scan.ts';
import { version } from '../version.ts';
import { honouring } from './honouring.ts';
import { inlineOf } from './inline.ts';
import type { Io } from './io.ts';
import { changeOf, configurationFile, type Gate, readGate } from './policy.ts';
import { placeOfBlob, type Source } from './sources/source.ts';

/** Puts what was scanned before the gate of its base, and what the change does to that gate beside it. */
export async function judgeScan(scanned: Scanned, source: Source, gate: Gate, coverage: Coverage, io: Io): Promise<Report> {
  return judge(await caseOf(scanned, source, gate, coverage, io));
}

/** What a verdict on it depends on. */
export async function caseOf(scanned: Scanned, source: Source, gate: Gate, coverage: Coverage, io: Io): Promise<Case> {
  const matches = [
    ...scanned.matches,
    ...scanned.files.flatMap(({ after }) => notAllowed(after, gate.policy)),
    ...(await loosened(scanned, source, gate, io)),
  ];
  const places = new Set(matches.map((match) => placeOfBlob(match.path, match.blob)));
  const attribute = matches.length === 0 ? null : await source.attribution(places);
  const inline = inlineOf(scanned, source, (path, blob) => attribute?.(path, blob).current === true);
  const before = valuesBefore(scanned.before, source);
  return {
    tool: { name: 'sealgate', version, rules: String(shippedRules.length) },
    matches,
    policy: gate.policy,
    ...(attribute !== null && { attribute }),
    waivers: { base: [...gate.waivers, ...inline.book.base], brought: inline.book.brought },
    malformed: inline.malformed,
    waiving: {
      today: io.now().toISOString().slice(0, 10),
      honour: honouring(gate, source, inline),
      touched: (finding) => !stoodBefore(finding, before(finding)),
      complete: source.isComplete,
    },
    baseline: gate.baseline,
    before,
    coverage,
    notes: gate.notes,
  };
}

export const waiverSettings = ({ policy: { waivers } }: Gate) => ({
  inline: waivers.inline.value,
  maxDays: waivers.maxDays.value,
  requireApprover: waivers.requireApprover.value,
});

/** The values that stood at a finding's identity before the change; null where there is nothing to compare with. */
function valuesBefore(earlier: readonly Match[], source: Source): (finding: Finding) => readonly Concealed[] | null {
  if (!source.isChange) return () => null;
  let known: Map<string, Concealed[]> | null = null;
  return (finding) => {
    if (known === null) {
      known = new Map();
      const outset = earlier.filter(({ path, blob }) => blob !== null && source.stoodBefore(path, blob));
      for (const one of findings(outset, { severity: (match) => match.rule.severity })) {
        if (one.content === undefined) continue;
        const values = known.get(one.fingerprint);
        if (values === undefined) known.set(one.fingerprint, [one.content]);
        else values.push(one.content);
      }
    }
    return known.get(finding.fingerprint) ?? [];
  };
}

function stoodBefore({ content }: Finding, values: readonly Concealed[] | null): boolean {
  return content !== undefined && (values?.some((value) => value.equals(content)) ?? false);
}

/** In what the change makes the gate laxer; it is judged by the old one all the same. */
async function loosened({ files }: Scanned, source: Source, gate: Gate, io: Io): Promise<Match[]> {
  if (!source.isChange) return [];
  const touched = new Set<string>([...files.map(({ after }) => after.path), ...source.gone.map(({ path }) => path)]);
  const parts = [configurationFile, waiverFile, baselineFile].filter((name) => touched.has(name));
  if (parts.length === 0) return [];
  const after = await readGate(
    changeOf(source),
    gate.policy.layers.filter((layer) => layer.binding),
    io,
  );
  return [
    ...looseningMatches(loosenings(gate.policy, after.policy, gate.rules), configurationFile),
    ...looseningMatches(newWaivers(brought(gate.waivers, after.waivers).brought), repoPath(waiverFile)),
    ...looseningMatches(grownBaseline(gate.baseline, after.baseline, baselineFile), repoPath(baselineFile)),
  ];
}
