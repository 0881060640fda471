import type { Finding, WaivedFinding } from '../model/finding.ts';
import { type Report, standardInput } from '../model/report.ts';
import { resourceName } from '../model/resource.ts';
import { counted, thousands } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import { type Block, blocks, type Place, type Rules } from './blocks.ts';
import { headline } from './headline.ts';
import { inert } from './inert.ts';
import { coloured, type Palette, plain } from './palette.ts';
import { receipt } from './receipt.ts';
import { fill, remedy } from './remedy.ts';
import { wrap } from './words.ts';

interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal; running text is wrapped to it. */
  readonly width: number;
}

/** Above this many findings each gets one line. */
const roomForDetails = 50;
/** In the short form a rule lists this many places. */
const placesShown = 20;

/**
 * The report for a person at a terminal: what, where, why, how to repair, what was read, and the verdict last. What is for
 * information only is told in short: it must not hide what stops a commit.
 */
export function toText(report: Report, rules: Rules, options: TextOptions): string {
  const page: Page = {
    palette: options.colour ? coloured : plain,
    width: Math.max(40, Math.min(options.width, 120)),
    rules,
    isStream: report.coverage.scope === standardInput,
  };
  const short = report.findings.length > roomForDetails;
  const aside = (block: Block): boolean => block.severity === 'info' && report.threshold !== 'info';
  const read = receipt(report).map((line) => page.palette.faint(forTerminal(line)));
  const sections = [
    ...blocks(report.findings).map((block) => (short || aside(block) ? shortBlock(block, page) : fullBlock(block, page))),
    waivedSection(report.waived, page),
    report.notes.flatMap((note) => hanging('note', forTerminal(note), page)),
    [...read, ...(report.verdict === 'clean' && report.findings.length === 0 ? [] : ['']), headline(report, page.palette)],
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.map(inert).join('\n')).join('\n\n')}\n`;
}

interface Page {
  readonly palette: Palette;
  readonly width: number;
  readonly rules: Rules;
  /** There is no file to open at a line: what is rendered is known by its objects. */
  readonly isStream: boolean;
}

function fullBlock(block: Block, page: Page): string[] {
  const rule = page.rules.get(block.rule);
  const all = block.places.flat();
  const lines = [title(block, page), ''];
  for (const { at, words } of alike(block.places.map((place) => fullPlace(place, page)))) lines.push(...at, ...words, '');
  if (rule === undefined) return lines.slice(0, -1);
  lines.push(...hanging('why', forTerminal(fill(rule.why, all)), page));
  const [first, ...others] = remedy(rule, all);
  if (first !== undefined) lines.push(...hanging('repair', forTerminal(first.text), page));
  for (const { kind, text } of others) {
    if (kind === 'command') lines.push(`${indent}  ${page.palette.command(forTerminal(text))}`);
    else lines.push(...hanging('', forTerminal(text), page));
  }
  return lines;
}

/** `error  core/secret-base64  Secret with base64 values` */
function title({ rule, severity }: Block, { palette, rules }: Page): string {
  const words = rules.get(rule)?.title ?? '';
  return `${palette.severity(severity, severity.padEnd(7))}  ${palette.strong(forTerminal(words))}  ${palette.faint(forTerminal(rule))}`;
}

/** Where something is, and what there is to say of it. */
interface Told {
  readonly at: readonly string[];
  readonly words: readonly string[];
}

/** Places that follow one another and of which the same is to say, said once. */
function alike(places: readonly Told[]): Told[] {
  const told: Told[] = [];
  for (const place of places) {
    const last = told.at(-1);
    if (last === undefined || last.words.join('\n') !== place.words.join('\n')) told.push(place);
    else told.splice(-1, 1, { at: [...last.at, ...place.at], words: last.words });
  }
  return told;
}

function fullPlace([first, ...same]: Place, page: Page): Told {
  const { palette } = page;
  const lines: string[] = [];
  if (first.mask !== null) lines.push(`    ${forTerminal(first.key ?? first.keyPath)}  ${palette.faint(first.mask)}`);
  lines.push(...wrap(forTerminal(first.message), page.width - 4).map((line) => `    ${line}`));
  if (same.length > 0)
    lines.push(
      ...listed(
        'the same value also at',
        same.map((one) => where(one, page)),
        page,
      ),
    );
  for (const fact of [because(first), alsoFound(first, page.rules), history(first)]) {
    if (fact !== null) lines.push(...wrap(fact, page.width - 4).map((line) => `    ${palette.faint(line)}`));
  }
  return { at: [`  ${palette.strong(where(first, page))}`], words: lines };
}

function listed(words: string, places: readonly string[], page: Page): string[] {
  if (places.length === 1) return [`    ${words} ${places[0]}`];
  const shown = places.slice(0, placesShown).map((one) => `      ${one}`);
  const rest = places.length - shown.length;
  return [`    ${words}`, ...shown, ...(rest > 0 ? [`      ${page.palette.faint(`and ${counted(rest, 'more place')}`)}`] : [])];
}

const because = (finding: Finding): string | null =>
  finding.reasons.length === 0 ? null : `because ${forTerminal(finding.reasons.slice(0, 2).join('; '))}`;

/** What else is wrong there. A rule of the same class says the same with fewer words, unless it tells of what was before or stands beside. */
function alsoFound(finding: Finding, rules: Rules): string | null {
  const others = finding.also.filter(
    (id) => rules.get(id)?.class !== finding.class || ['change', 'snapshot'].includes(rules.get(id)?.subject ?? ''),
  );
  return others.length === 0 ? null : `also: ${others.map((id) => forTerminal(rules.get(id)?.title.toLowerCase() ?? id)).join(', ')}`;
}

/** `since 2026-01-04 in 3f2a9c1e by Ann, 3 times; no longer in the current tree` */
function history({ introduced, current, occurrences }: Finding): string | null {
  if (introduced === null) return null;
  const times = occurrences > 1 ? `, ${occurrences} times` : '';
  const now = current === false ? '; gone from the current tree, still in history: only a new value helps' : '';
  return `since ${introduced.date.slice(0, 10)} in ${introduced.commit.slice(0, 10)} by ${forTerminal(introduced.author)}${times}${now}`;
}

function shortBlock(block: Block, page: Page): string[] {
  const all = block.places.flat();
  const [words, ...others] = new Set(all.map(summary));
  const once = words !== undefined && others.length === 0 && all.length > 1;
  const shown = all.slice(0, placesShown).map((one) => `  ${where(one, page)}${once ? '' : `  ${page.palette.faint(summary(one))}`}`);
  const rest = all.length - shown.length;
  const more = rest > 0 ? [`  ${page.palette.faint(`and ${counted(rest, 'more place')}; --format json lists all`)}`] : [];
  return [
    title(block, page),
    ...(once ? wrap(words, page.width - 2).map((line) => `  ${page.palette.faint(line)}`) : []),
    ...shown,
    ...more,
    `  ${page.palette.faint(`why and how to repair: sealgate explain ${forTerminal(block.rule)}`)}`,
  ];
}

const summary = ({ key, mask, message }: Finding): string => forTerminal(mask === null ? message : `${key ?? ''} ${mask}`.trim());

function where({ location: { path, line, column }, resource, keyPath }: Finding, { isStream }: Page): string {
  if (!isStream || resource === null) return `${forTerminal(path)}:${line}:${column}`;
  return forTerminal(`${[resourceName(resource), keyPath].filter(Boolean).join(' ')} (line ${line})`);
}

function waivedSection(waived: readonly WaivedFinding[], page: Page): string[] {
  if (waived.length === 0) return [];
  const lines = waived.slice(0, placesShown).map((one) => {
    const { state, owner, expires, reason } = one.waiver;
    const words = state === 'active' ? `until ${expires}` : `${state}, until ${expires}`;
    return `  ${where(one, page)}  ${forTerminal(one.rule)}  ${page.palette.faint(forTerminal(`${words}, ${owner}: ${reason}`))}`;
  });
  const rest = waived.length - lines.length;
  return [page.palette.strong('waived'), ...lines, ...(rest > 0 ? [`  and ${thousands(rest)} more`] : [])];
}

const indent = '          ';

/** A label, and text that hangs beside it. */
function hanging(label: string, text: string, page: Page): string[] {
  return wrap(text, page.width - indent.length).map((line, index) =>
    index === 0 && label !== '' ? `  ${page.palette.faint(label.padEnd(indent.length - 2))}${line}` : `${indent}${line}`,
  );
}
