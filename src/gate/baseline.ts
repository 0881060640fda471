import type { Concealed } from '../model/concealed.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { type Fingerprint, fingerprint } from '../model/ids.ts';
import { resourceName } from '../model/resource.ts';

export const baselineFile = '.sealgate/baseline';

/** One known finding. Only the fingerprint counts; the rest of the line tells a person what it was when it was written. */
interface BaselineLine {
  readonly fingerprint: Fingerprint;
  readonly rule: string;
  readonly place: string;
}

/**
 * The findings a repository began with: one line each, sorted by fingerprint, so that two branches rarely write at the same
 * place and a merge line by line is right. No date, no line number, nothing of a value.
 */
export interface Baseline {
  readonly lines: ReadonlyMap<Fingerprint, BaselineLine>;
}

export const emptyBaseline: Baseline = { lines: new Map() };

/** Reads a baseline; lines may stand in any order and twice, as a merge may leave them. Throws a Failure naming file and line. */
export function parseBaseline(text: string, file: string = baselineFile): Baseline {
  const lines = new Map<Fingerprint, BaselineLine>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const parts = /^([0-9a-f]{32}) (\S+)(?: (.*))?$/.exec(line);
    if (parts === null) {
      const words = /^(?:<{7}|={7}|>{7}|\|{7})/.test(line) ? 'an unresolved merge conflict' : 'not a line of a baseline';
      throw new Failure(
        'configuration',
        'baseline',
        `${file}, line ${index + 1}: ${words}; accepted: FINGERPRINT RULE PLACE, as \`sealgate baseline\` writes it`,
      );
    }
    const [, id = '', rule = '', place = ''] = parts;
    lines.set(fingerprint(id), { fingerprint: fingerprint(id), rule, place });
  }
  return { lines };
}

/** The text of a baseline that holds these findings. */
export function writeBaseline(findings: readonly Finding[]): string {
  return format(findings.map((finding) => ({ fingerprint: finding.fingerprint, rule: finding.rule, place: placeOf(finding) })));
}

export interface Baselining {
  /**
   * Values that stood at the finding's identity in the base (`identity()`), or null when there is no base to compare with.
   * A value that was not there is a new finding, whatever the fingerprint says.
   */
  before(finding: Finding): readonly Concealed[] | null;
}

interface Baselined {
  readonly open: readonly Finding[];
  readonly baselined: readonly Finding[];
  /** A baselined place whose value changed: the finding is open again. */
  readonly changed: readonly Finding[];
  /** Some finding was matched by its identity alone: the report must say so. */
  readonly byIdentity: boolean;
}

/** Takes out the findings that the baseline knows and whose value is still the one it was written for. */
export function applyBaseline(findings: readonly Finding[], baseline: Baseline, { before }: Baselining): Baselined {
  const result = { open: [] as Finding[], baselined: [] as Finding[], changed: [] as Finding[], byIdentity: false };
  for (const finding of findings) {
    const { content } = finding;
    if (!baseline.lines.has(finding.fingerprint)) {
      result.open.push(finding);
      continue;
    }
    const values = content === undefined ? null : before(finding);
    if (content !== undefined && values === null) result.byIdentity = true;
    if (content === undefined || values === null || values.some((one) => one.equals(content))) result.baselined.push(finding);
    else {
      result.changed.push(finding);
      result.open.push({ ...finding, reasons: [...finding.reasons, 'the baseline knows this place, but its value has changed'] });
    }
  }
  return result;
}

/** The baseline without the lines that no finding of a complete scan has any more; `removed` are those. */
export function prune(
  baseline: Baseline,
  findings: readonly Finding[],
): { readonly text: string; readonly removed: readonly BaselineLine[] } {
  const found = new Set(findings.map((one) => one.fingerprint));
  const lines = [...baseline.lines.values()];
  return { text: format(lines.filter((one) => found.has(one.fingerprint))), removed: lines.filter((one) => !found.has(one.fingerprint)) };
}

const header = '# Known findings, made by `sealgate baseline`. Only the first column counts; shrink it with `sealgate baseline --prune`.';

function format(lines: readonly BaselineLine[]): string {
  const sorted = [...lines].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return `${[header, ...sorted.map((one) => `${one.fingerprint} ${one.rule} ${one.place}`.trimEnd())].join('\n')}\n`;
}

/** `apps/db/secret.yaml Secret prod/db data.password`; written so that no name can break the line. */
function placeOf({ location, resource, keyPath }: Finding): string {
  const words = [location.path, resource === null ? '' : resourceName(resource), keyPath].filter((one) => one !== '').join(' ');
  return JSON.stringify(words)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u007f-\u009f\u2028\u2029]/g, '?');
}
