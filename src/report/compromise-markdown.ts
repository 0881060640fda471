import type { CompromiseReport, Rotation, RotationStep } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';
import { forMarkdown, forMarkdownCode, forMarkdownCodeCell } from '../text/escape.ts';
import {
  commitName,
  credentialName,
  day,
  firstPlace,
  firstStands,
  liveWord,
  materialName,
  numbers,
  reasonWords,
  shortId,
  standsBehind,
  standsWord,
  valueWords,
  windowWords,
} from './compromise-words.ts';

/** For an issue or a ticket: tables are cut, and say so, until it fits. The JSON holds all rows. */
export function compromiseMarkdown(report: CompromiseReport): string {
  for (const shown of [200, 100, 50, 25, 12]) {
    const text = withRows(report, shown);
    if (text.length <= largestIssue) return text;
  }
  return withRows(report, 6);
}

/** Characters that GitHub takes in an issue; others take more. */
const largestIssue = 65_536;

function withRows(report: CompromiseReport, rowsShown: number): string {
  const sections = [
    `# ${forMarkdown(report.headline)}`,
    incident(report),
    table(
      ['what', 'count'],
      numbers(report).map(([name, value]) => [name, forMarkdown(value)]),
    ),
    keys(report),
    rotate(report, rowsShown),
    material(report, rowsShown),
    plaintext(report, rowsShown),
    exposures(report, rowsShown),
    rest(report, rowsShown),
    repositories(report),
    times(report, rowsShown),
    coverage(report),
  ].filter((section) => section !== '');
  return `${sections.join('\n\n')}\n`;
}

function incident({ incident: { id, operator, compromisedSince, created }, tool }: CompromiseReport): string {
  const parts = [
    ...(id === null ? [] : [`Incident ${forMarkdown(id)}`]),
    ...(operator === null ? [] : [`by ${forMarkdown(operator)}`]),
    `${created}, sealgate ${tool.version}`,
    ...(compromisedSince === null ? [] : [`compromised since ${day(compromisedSince)}`]),
  ];
  return `${parts.join(', ')}. This report is a list of targets: keep it to those who repair.`;
}

function keys({ keys: all, revoke, exposures: rows, together }: CompromiseReport): string {
  const parts = all.map((key) => {
    const count = rows.filter(({ keyIds }) => keyIds.includes(key.id)).length;
    const dates = key.notBefore === null ? '' : `, certificate ${day(key.notBefore)} to ${day(key.notAfter)}`;
    const how = revoke.find(({ keyId }) => keyId === key.id)?.how ?? [];
    const half = key.private ? 'private half' : 'public half only';
    return `### ${forMarkdownCode(shortId(key.id))}\n\n${forMarkdown(`${key.algorithm}${dates}, ${half}; exposes ${counted(count, 'place')}.`)}${key.note === null ? '' : ` ${forMarkdown(key.note)}.`}\n\n${steps(how)}`;
  });
  const joint =
    together.length === 0
      ? ''
      : `\n\nOnly together do the keys open ${together.map(({ repo, path }) => forMarkdownCode(`${repo}: ${path}`)).join(', ')}.`;
  return `## Keys to revoke, before anything else\n\n${parts.join('\n\n')}${joint}`;
}

function rotate({ rotate: rows }: CompromiseReport, rowsShown: number): string {
  if (rows.length === 0) return '';
  const overview = table(
    ['#', 'severity', 'credential', 'where', 'class', 'evidence', 'exposed value', 'owners'],
    rows
      .slice(0, rowsShown)
      .map((row) => [
        String(row.rank),
        row.severity,
        forMarkdownCodeCell(credentialName(row)),
        `${forMarkdownCodeCell(firstPlace(row))}${forMarkdown(firstStands(row))}${row.places.length > 1 ? ` and ${row.places.length - 1} more` : ''}`,
        row.class,
        row.evidence,
        valueWords[row.value],
        forMarkdown(row.owners.join(' ')),
      ]),
  );
  return `## Credentials to rotate, in this order\n\n${overview}${cut(rows.length, rowsShown)}\n\n${rows.slice(0, rowsShown).map(credential).join('\n\n')}`;
}

function credential(row: Rotation): string {
  const places = row.places.map((place) => {
    const other = credentialName(place) === credentialName(row) ? '' : ` as ${forMarkdownCode(credentialName(place))}`;
    return `- ${forMarkdownCode(`${place.repo}: ${place.path}`)}${other}${forMarkdown(standsBehind(place))}`;
  });
  const facts = [
    forMarkdown(`${row.why}.`),
    ...row.hints.map((hint) => forMarkdown(`${hint}.`)),
    ...(row.consumers.length > 0 ? [`Used by ${row.consumers.map(forMarkdownCode).join(', ')}.`] : []),
    ...(row.authors.length > 0 ? [forMarkdown(`Last authors: ${row.authors.join('; ')}.`)] : []),
    `Review access logs ${windowWords(row)}.`,
  ];
  return `### ${row.rank}. ${forMarkdown(credentialName(row))} (${row.severity})\n\n${facts.join(' ')}\n\n${places.join('\n')}\n\n${steps(row.how)}`;
}

function steps(how: readonly RotationStep[]): string {
  return how
    .map(({ text, command, tried }, at) => {
      const line = `${at + 1}. ${forMarkdown(text)}`;
      return command === null ? line : `${line}\n   ${forMarkdownCode(command)}${tried ? '' : ' (untried)'}`;
    })
    .join('\n');
}

function material({ keyMaterial }: CompromiseReport, rowsShown: number): string {
  if (keyMaterial.length === 0) return '';
  const rows = keyMaterial
    .slice(0, rowsShown)
    .map((row) => [
      forMarkdownCodeCell(`${row.repo}: ${row.path}`),
      forMarkdown(materialName(row)),
      commitName(row.firstCommit),
      commitName(row.lastCommit),
      forMarkdown(standsWord(row)),
    ]);
  return `## Private keys in the repositories\n\n${table(['where', 'key', 'first commit', 'last commit', 'stands'], rows)}${cut(keyMaterial.length, rowsShown)}`;
}

function plaintext({ plaintext: all }: CompromiseReport, rowsShown: number): string {
  if (all.length === 0) return '';
  const rows = all
    .slice(0, rowsShown)
    .map((row) => [
      forMarkdownCodeCell(`${row.repo}: ${row.path}`),
      forMarkdownCodeCell(credentialName(row)),
      commitName(row.firstCommit),
      commitName(row.lastCommit),
      row.same.length === 0 ? '' : row.same.map(({ repo, path }) => forMarkdownCodeCell(`${repo}: ${path}`)).join(' '),
    ]);
  return `## Values that stood in clear\n\nReadable before any key leaked; where the last column names a place, the same value was sealed too late.\n\n${table(['where', 'value', 'first commit', 'last commit', 'same value, encrypted'], rows)}${cut(all.length, rowsShown)}`;
}

function exposures({ exposures: all, repositories: swept }: CompromiseReport, rowsShown: number): string {
  if (all.length === 0) return '';
  const parts = swept.flatMap(({ name }) => {
    const mine = all.filter(({ repo }) => repo === name);
    if (mine.length === 0) return [];
    const rows = mine
      .slice(0, rowsShown)
      .map((row) => [
        forMarkdownCodeCell(row.path),
        forMarkdownCodeCell(credentialName(row)),
        row.probability === null ? row.evidence : `${row.evidence} ${row.probability.toFixed(2)}`,
        commitName(row.firstCommit),
        commitName(row.lastCommit),
        row.current ? 'yes' : 'no',
        liveWord(row),
        forMarkdown(row.why),
      ]);
    return [
      `### ${forMarkdown(name)}\n\n${table(['path', 'value', 'evidence', 'first commit', 'last commit', 'at the tip', 'still in use', 'why'], rows)}${cut(mine.length, rowsShown)}`,
    ];
  });
  return `## Exposures\n\n${parts.join('\n\n')}`;
}

function rest({ damaged, excluded, live }: CompromiseReport, rowsShown: number): string {
  const parts: string[] = [];
  if (damaged.length > 0) {
    const rows = damaged
      .slice(0, rowsShown)
      .map((row) => [forMarkdownCodeCell(`${row.repo}: ${row.path}`), forMarkdownCodeCell(credentialName(row)), forMarkdown(row.why)]);
    parts.push(
      `## Damaged\n\nThe key fits and the value does not authenticate: neither exposed nor excluded.\n\n${table(['where', 'value', 'why'], rows)}${cut(damaged.length, rowsShown)}`,
    );
  }
  if (excluded.count > 0) {
    const rows = Object.entries(excluded.reasons).map(([reason, number]) => [reasonWords[reason] ?? reason, String(number)]);
    const listed = (excluded.rows ?? [])
      .slice(0, rowsShown)
      .map((row) => [
        forMarkdownCodeCell(`${row.repo}: ${row.path}`),
        forMarkdownCodeCell(credentialName(row)),
        row.reasons.map((reason) => reasonWords[reason] ?? reason).join('; '),
      ]);
    const all = listed.length === 0 ? '' : `\n\n${table(['where', 'value', 'reasons'], listed)}${cut(excluded.count, rowsShown)}`;
    parts.push(`## Excluded\n\n${table(['reason', 'places'], rows)}${all}`);
  }
  const missing = live?.objects.filter(({ inRepositories }) => !inRepositories) ?? [];
  if (missing.length > 0) {
    const rows = missing.slice(0, rowsShown).map(({ kind, namespace, name }) => [kind, forMarkdownCodeCell(`${namespace ?? ''}/${name}`)]);
    parts.push(`## Live, and in no swept repository\n\n${table(['kind', 'object'], rows)}${cut(missing.length, rowsShown)}`);
  }
  return parts.join('\n\n');
}

function repositories({ repositories: all }: CompromiseReport): string {
  const rows = all.map((row) => [
    forMarkdown(row.name),
    row.status,
    String(row.exposures),
    String(row.commits),
    row.visibility ?? '',
    row.forks === null ? '' : String(row.forks),
    forMarkdown([row.owner ?? '', ...row.people].filter((text) => text !== '').join('; ')),
  ]);
  return `## Repositories, and whom to notify\n\n${table(['name', 'status', 'exposures', 'commits', 'visibility', 'forks', 'owner and people'], rows)}`;
}

function times({ timeline: { earliestCompromise, firstExposure, lastExposure, events } }: CompromiseReport, rowsShown: number): string {
  const rows = events.slice(0, rowsShown).map(({ date, what }) => [day(date), forMarkdown(what)]);
  const words = `Earliest possible compromise: ${day(earliestCompromise)}; first exposure: ${day(firstExposure)}; last exposure: ${day(lastExposure)}.`;
  return `## Timeline\n\n${words}${rows.length === 0 ? '' : `\n\n${table(['date', 'what'], rows)}`}`;
}

function coverage({ coverage: { gaps, counted: only }, limits, repositories: swept }: CompromiseReport): string {
  const lines = gaps.map(({ reason, count, repair }) => `- ${forMarkdown(`${reason} (${count}); ${repair}`)}`);
  const others = [
    ...only.map(({ reason, count }) => `- ${forMarkdown(`${reason} (${count})`)}`),
    ...swept.flatMap(({ name, submodules }) =>
      submodules.map((path) => `- submodule ${forMarkdownCode(`${name}: ${path}`)}, not followed`),
    ),
  ];
  const said = lines.length === 0 ? 'Everything that was asked for was read.' : lines.join('\n');
  return `## Coverage\n\n${said}${others.length === 0 ? '' : `\n\nCounted only:\n\n${others.join('\n')}`}\n\n## Limits\n\n${limits.map((text) => `- ${forMarkdown(text)}`).join('\n')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const cut = (total: number, rowsShown: number): string =>
  total > rowsShown ? `\n\n${total - rowsShown} more stand in the JSON report.` : '';
