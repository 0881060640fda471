/**
 * Every vector through the gate, judged as test/vectors/README.md says: each expected place found at its severity, and no
 * surplus. `vectors-open.txt` lists the ids that are not right yet; it may only shrink.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parseConfiguration } from '../src/gate/configuration.ts';
import { findings } from '../src/gate/findings.ts';
import { Policy } from '../src/gate/policy.ts';
import type { Finding } from '../src/model/finding.ts';
import { shippedRuleSet } from '../src/rules/shipped.ts';
import { memoryOf } from './support/memory.ts';
import { suite } from './support/suite.ts';

interface Place {
  readonly file?: string;
  readonly document?: number;
  readonly pointer?: string | null;
  readonly line?: number | null;
}
interface Problem {
  readonly class: string;
  readonly at: Place | readonly Place[];
  readonly either?: readonly Place[];
  readonly needsKey?: boolean;
  readonly severity?: string;
}
interface Vector {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly before?: string;
  readonly context?: string | readonly string[];
  readonly lines?: Record<string, number>;
  readonly expect: {
    readonly verdict?: string;
    readonly at?: readonly Place[];
    readonly may?: readonly Place[];
    readonly problems?: readonly Problem[];
    readonly context?: string | readonly string[];
  };
}

const index = JSON.parse(readFileSync('test/vectors/index.json', 'utf8')) as {
  readonly severities: Record<string, Record<string, string | null>>;
  readonly vectors: readonly Vector[];
};
const openFile = 'test/vectors-open.txt';
const open = new Set(existsSync(openFile) ? readFileSync(openFile, 'utf8').split('\n').filter(Boolean) : []);
const policy = new Policy([
  {
    configuration: parseConfiguration(
      "version: 1\nscopes:\n  - paths: ['**']\n    allow: [strict, namespace-wide, cluster-wide]\n",
      'test',
    ),
    binding: false,
  },
]);
const rules = shippedRuleSet();

suite('vectors', (test) => {
  for (const vector of index.vectors) {
    if (vector.system === 'sweep') continue;
    test(vector.id, async () => {
      const problems = await judge(vector);
      if (open.has(vector.id)) assert.ok(problems.length > 0, `it is right now: take it out of ${openFile}`);
      else assert.equal(problems, []);
    });
  }
});

/** One sentence for each expected place without its finding, and for each finding that nobody expects. */
async function judge(vector: Vector): Promise<string[]> {
  const context = [vector.context ?? [], vector.expect.context ?? []].flat();
  const { scan } = memoryOf([vector.file, ...context], vector.before === undefined ? {} : { [vector.file]: vector.before });
  const found = findings(await scan(rules), { severity: (match) => policy.severity(match) });
  const wanted = expectations(vector);
  const problems: string[] = [];
  for (const one of wanted) {
    if (one.severity === null || one.needsKey) continue;
    const hit = found.some((finding) => one.places.some((place) => at(finding, place, vector)) && grave(finding, one.severity ?? 'error'));
    if (!hit) problems.push(`${one.class} is not reported at ${one.places.map(name).join(' or ')} as ${one.severity}`);
  }
  const tolerated = [...wanted.flatMap((one) => one.places), ...(vector.expect.may ?? [])];
  for (const finding of found) {
    if (finding.severity === 'info') continue;
    if (tolerated.some((place) => at(finding, place, vector))) continue;
    if (vector.expect.verdict === 'policy' && finding.severity === 'warning' && (vector.expect.at ?? []).length === 0) continue;
    problems.push(
      `surplus: ${finding.rule} (${finding.severity}) at ${finding.location.path} ${finding.location.document}${finding.location.pointer ?? ''} line ${finding.location.line}`,
    );
  }
  return problems;
}

interface Expectation {
  readonly class: string;
  readonly places: readonly Place[];
  readonly severity: string | null;
  readonly needsKey: boolean;
}

function expectations(vector: Vector): Expectation[] {
  const severity = vector.expect.verdict === 'policy' ? 'warning' : 'error';
  const plain = (vector.expect.at ?? []).map(
    (place): Expectation => ({ class: vector.expect.verdict ?? '', places: [place], severity, needsKey: false }),
  );
  const problems = (vector.expect.problems ?? []).map(
    (problem): Expectation => ({
      class: problem.class,
      places: [...(problem.either ?? []), ...[problem.at].flat()],
      severity: problem.severity ?? index.severities[vector.system]?.[problem.class] ?? null,
      needsKey: problem.needsKey === true,
    }),
  );
  return [...plain, ...problems];
}

/** At the place itself, above it or below it. */
function at(finding: Finding, place: Place, vector: Vector): boolean {
  const { location } = finding;
  if (location.path !== (place.file ?? vector.file)) return false;
  if (place.line !== undefined) return place.line === null || location.line === place.line;
  if (place.pointer == null) return location.line === vector.lines?.['leak'];
  if (location.document !== (place.document ?? 0)) return false;
  const own = location.pointer;
  if (own === null) return false;
  return own === place.pointer || own.startsWith(`${place.pointer}/`) || place.pointer.startsWith(`${own}/`) || own === '';
}

function grave(finding: Finding, severity: string): boolean {
  if (severity === 'error') return finding.severity === 'error';
  return finding.severity !== 'info';
}

const name = (place: Place): string => `${place.file ?? ''}${place.pointer ?? `line ${place.line}`}`;
