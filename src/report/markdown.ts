import type { Finding, WaivedFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { counted } from '../text/counted.ts';
import { forHtml, forMarkdown, forMarkdownCode, forMarkdownCodeCell } from '../text/escape.ts';
import { type Block, blocks, type Rules } from './blocks.ts';
import { accepted, tally } from './headline.ts';
import { inert } from './inert.ts';
import { receipt } from './receipt.ts';
import { fill, remedy } from './remedy.ts';

/** GitHub shows a job summary of at most 1 MiB a step and drops a larger one whole; what is cut is said. */
const mostBytes = 900_000;
const mostRows = 300;

/** A page for a reviewer: verdict, a table of places, why and how to repair, what is waived, what was read. */
export function toMarkdown(report: Report, rules: Rules, options: { readonly mostBytes?: number } = {}): string {
  const page = new Page(options.mostBytes ?? mostBytes);
  page.add([`## ${title(report)}`, '']);
  for (const gap of report.coverage.incomplete) {
    page.add([`> **Not read**: ${forMarkdown(gap.reason)} (${gap.count}). Repair: ${forMarkdownCode(gap.repair)}`, '']);
  }
  if (report.findings.length > 0) page.table(['', 'Where', 'What'], report.findings.map(row), 'finding');
  for (const block of blocks(report.findings)) page.add(details(block, rules));
  if (report.waived.length > 0) {
    page.add(['### Waived', '']);
    page.table(['Where', 'Rule', 'Until', 'Who and why'], report.waived.map(waivedRow), 'waived finding');
  }
  if (report.notes.length > 0) page.add(['### Notes', '', ...report.notes.map((note) => `- ${forMarkdown(note)}`), '']);
  page.add([`<sub>${receipt(report).map(forMarkdown).join('<br>')}</sub>`]);
  return page.text();
}

function title(report: Report): string {
  const scope = forMarkdown(report.coverage.scope);
  const [numbers, besides] = [forMarkdown(tally(report)), forMarkdown(accepted(report))];
  switch (report.verdict) {
    case 'findings':
      return `sealgate: ${numbers} in ${scope}${besides}`;
    case 'incomplete':
      return `sealgate: incomplete, not everything in ${scope} could be read${numbers === '' ? '' : `; ${numbers}`}${besides}`;
    case 'clean':
      return `sealgate: clean, ${numbers === '' ? 'no findings' : numbers} in ${scope}${besides}`;
  }
}

function row(finding: Finding): string[] {
  const { path, line } = finding.location;
  const value = finding.mask === null ? '' : ` <br>${forMarkdownCodeCell(finding.key ?? finding.keyPath)} ${forMarkdown(finding.mask)}`;
  return [
    finding.severity === 'error' ? '**error**' : finding.severity,
    `${forMarkdownCodeCell(`${path}:${line}`)}${since(finding)}`,
    `${forMarkdown(finding.message)}${value}`,
  ];
}

/** A finding of a middle commit is not in the final diff: without its commit nobody would find it. */
function since({ introduced, current }: Finding): string {
  if (introduced === null) return '';
  return ` <br>in ${forMarkdownCode(introduced.commit.slice(0, 10))}${current === false ? ', no longer in the tree, still in history' : ''}`;
}

function waivedRow({ location, rule, waiver }: WaivedFinding): string[] {
  return [
    forMarkdownCodeCell(`${location.path}:${location.line}`),
    forMarkdownCodeCell(rule),
    `${forMarkdown(waiver.expires)}${waiver.state === 'active' ? '' : ` (${waiver.state})`}`,
    `${forMarkdown(waiver.owner)}: ${forMarkdown(waiver.reason)}`,
  ];
}

function details(block: Block, rules: Rules): string[] {
  const rule = rules.get(block.rule);
  if (rule === undefined) return [];
  const all = block.places.flat();
  // An empty line wherever text and commands meet; commands in a row are one block.
  const advice = remedy(rule, all).flatMap(({ kind, text }, at, lines) => [
    ...(at > 0 && lines[at - 1]?.kind !== kind ? [''] : []),
    kind === 'command' ? `    ${oneLine(text)}` : forMarkdown(text),
  ]);
  return [
    `<details><summary><b>${forHtml(rule.title)}</b> (${forHtml(block.rule)}): why, and how to repair</summary>`,
    '',
    forMarkdown(fill(rule.why, all)),
    '',
    ...advice,
    '',
    '</details>',
    '',
  ];
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

/** Collects lines within a budget of bytes, keeping some for the note that says what was cut. */
class Page {
  private readonly lines: string[] = [];
  private left: number;
  private cut = 0;

  constructor(budget: number) {
    this.left = budget - 500;
  }

  /** All of the lines, or none of them. */
  add(lines: readonly string[]): boolean {
    const bytes = Buffer.byteLength(lines.join('\n')) + 1;
    if (bytes > this.left) {
      this.cut += 1;
      return false;
    }
    this.left -= bytes;
    this.lines.push(...lines);
    return true;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[], noun: string): void {
    this.add([`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`]);
    let shown = 0;
    for (const cells of rows.slice(0, mostRows)) {
      if (!this.add([`| ${cells.join(' | ')} |`])) break;
      shown += 1;
    }
    const rest = rows.length - shown;
    this.add(rest > 0 ? ['', `and ${counted(rest, `more ${noun}`)}: the JSON and SARIF reports hold all of them`, ''] : ['']);
  }

  text(): string {
    const note = this.cut === 0 ? [] : ['', '**Cut to fit the size of a summary**: the JSON and SARIF reports hold everything.'];
    return `${[...this.lines, ...note].map(inert).join('\n')}\n`;
  }
}
