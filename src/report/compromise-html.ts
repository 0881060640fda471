import type { CompromiseReport, Rotation, RotationStep } from '../model/compromise.ts';
import { counted } from '../text/counted.ts';
import { forHtml } from '../text/escape.ts';
import { exposureMap, timelineChart } from './compromise-charts.ts';
import { type Cell, page, table } from './compromise-page.ts';
import {
  commitName,
  credentialName,
  day,
  liveWord,
  materialName,
  numbers,
  reasonWords,
  shortId,
  standsWord,
  valueWords,
  windowWords,
} from './compromise-words.ts';

/** The whole report as one page for people. */
export function compromiseHtml(report: CompromiseReport): string {
  const body = [
    `<h1 class="${report.verdict}">${forHtml(report.headline)}</h1>`,
    incident(report),
    `<div class="narrow">${table(['what', 'count'], numbers(report))}</div>`,
    section('Keys to revoke, before anything else', keys(report)),
    section('Credentials to rotate, in this order', rotate(report)),
    section('Timeline', timelineChart(report) + times(report)),
    section('Exposure map', exposureMap(report)),
    section('Exposures', exposures(report)),
    section('Private keys in the repositories', material(report)),
    section('Values that stood in clear', plaintext(report)),
    section('Damaged: the key fits, the value does not authenticate', damaged(report)),
    section('Live, and in no swept repository', live(report)),
    section('Excluded', excluded(report)),
    section('Repositories, and whom to notify', repositories(report)),
    section('Coverage', coverage(report)),
    section('Limits', list(report.limits)),
  ];
  return page(`sealgate: ${report.headline}`, body.join('\n'));
}

const section = (title: string, content: string): string =>
  content === '' ? '' : `<section><h2>${forHtml(title)}</h2>\n${content}</section>`;
const code = (text: string): string => `<code>${forHtml(text)}</code>`;
const codeCell = (text: string): Cell => ({ html: code(text), sort: text });
const names = (all: readonly string[]): Cell => ({
  html: all.map((name) => `<span class="name">${forHtml(name)}</span>`).join('<br>'),
  sort: all.join(' '),
});
const prose = (text: string): Cell => ({ html: `<span class="prose">${forHtml(text)}</span>`, sort: text });
const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${forHtml(line)}</li>`).join('')}</ul>`;

function incident({ incident: { id, operator, compromisedSince, created }, tool }: CompromiseReport): string {
  const parts = [
    ...(id === null ? [] : [`Incident ${id}`]),
    ...(operator === null ? [] : [`by ${operator}`]),
    `${created}, sealgate ${tool.version}`,
    ...(compromisedSince === null ? [] : [`compromised since ${day(compromisedSince)}`]),
  ];
  return `<p class="faint">${forHtml(parts.join(', '))}. This report is a list of targets: keep it to those who repair.</p>`;
}

function keys({ keys: all, revoke, exposures: rows, together }: CompromiseReport): string {
  const parts = all.map((key) => {
    const count = rows.filter(({ keyIds }) => keyIds.includes(key.id)).length;
    const dates = key.notBefore === null ? '' : `, certificate ${day(key.notBefore)} to ${day(key.notAfter)}`;
    const words = `${key.algorithm}${dates}, ${key.private ? 'private half' : 'public half only'}; exposes ${counted(count, 'place')}${key.note === null ? '' : `; ${key.note}`}`;
    const how = revoke.find(({ keyId }) => keyId === key.id)?.how ?? [];
    return `<h3>${code(shortId(key.id))}</h3><p>${forHtml(words)}</p>${steps(how)}`;
  });
  const joint = together.map(({ repo, path }) => code(`${repo}: ${path}`)).join(', ');
  return parts.join('\n') + (joint === '' ? '' : `<p>Only together do the keys open ${joint}.</p>`);
}

function steps(how: readonly RotationStep[]): string {
  const items = how.map(
    ({ text, command, tried }) =>
      `<li>${forHtml(text)}${command === null ? '' : `<br>${code(command)}${tried ? '' : ' <span class="faint">untried</span>'}`}</li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}

const order: readonly string[] = ['critical', 'high', 'medium', 'low'];

function rotate({ rotate: rows }: CompromiseReport): string {
  if (rows.length === 0) return '';
  return table(
    ['#', 'severity', 'credential', 'class', 'evidence', 'places', 'why, and what to do', 'owners and authors', 'logs to review'],
    rows.map((row): Cell[] => [
      String(row.rank),
      { html: `<span class="${row.severity}">${row.severity}</span>`, sort: String(order.indexOf(row.severity)) },
      codeCell(credentialName(row)),
      row.class,
      { html: `${row.evidence}<br><span class="faint">${valueWords[row.value]}</span>`, sort: `${row.evidence} ${valueWords[row.value]}` },
      {
        html: row.places
          .map((place) => {
            const other =
              credentialName(place) === credentialName(row) ? '' : ` <span class="faint">as</span> ${code(credentialName(place))}`;
            return `${code(`${place.repo}: ${place.path}`)}${other}${place.current ? '' : ` <span class="faint">${forHtml(standsWord(place))}</span>`}`;
          })
          .join('<br>'),
        sort: String(row.places.length),
      },
      { html: whatToDo(row), sort: row.why },
      names([...row.owners, ...row.authors]),
      windowWords(row),
    ]),
  );
}

function whatToDo(row: Rotation): string {
  const facts = [row.why, ...row.hints, ...(row.consumers.length > 0 ? [`used by ${row.consumers.join(', ')}`] : [])];
  return `${forHtml(facts.join('; '))}<details><summary>How</summary>${steps(row.how)}</details>`;
}

function exposures({ exposures: rows }: CompromiseReport): string {
  if (rows.length === 0) return '';
  return table(
    ['repository', 'path', 'value', 'evidence', 'why', 'sealed for', 'first commit', 'last commit', 'at the tip', 'still in use', 'refs'],
    rows.map((row): Cell[] => [
      row.repo,
      codeCell(row.path),
      codeCell(credentialName(row)),
      row.probability === null ? row.evidence : `${row.evidence} ${row.probability.toFixed(2)}`,
      prose(row.why),
      row.sealedFor === null
        ? ''
        : `${row.sealedFor.scope} ${row.sealedFor.namespace ?? ''}${row.sealedFor.name === null ? '' : `/${row.sealedFor.name}`}`,
      { html: forHtml(commitName(row.firstCommit)), sort: row.firstCommit?.date ?? '' },
      { html: forHtml(commitName(row.lastCommit)), sort: row.lastCommit?.date ?? '' },
      row.current ? 'yes' : 'no',
      liveWord(row),
      names(row.refs),
    ]),
  );
}

function material({ keyMaterial }: CompromiseReport): string {
  if (keyMaterial.length === 0) return '';
  return table(
    ['where', 'key', 'first commit', 'last commit', 'stands'],
    keyMaterial.map((row): Cell[] => [
      codeCell(`${row.repo}: ${row.path}`),
      materialName(row),
      commitName(row.firstCommit),
      commitName(row.lastCommit),
      standsWord(row),
    ]),
  );
}

function plaintext({ plaintext: rows }: CompromiseReport): string {
  if (rows.length === 0) return '';
  return table(
    ['where', 'value', 'first commit', 'last commit', 'same value, encrypted'],
    rows.map((row): Cell[] => [
      codeCell(`${row.repo}: ${row.path}`),
      codeCell(credentialName(row)),
      commitName(row.firstCommit),
      commitName(row.lastCommit),
      { html: row.same.map(({ repo, path }) => code(`${repo}: ${path}`)).join('<br>'), sort: String(row.same.length) },
    ]),
  );
}

function damaged({ damaged: rows }: CompromiseReport): string {
  if (rows.length === 0) return '';
  return table(
    ['where', 'value', 'why'],
    rows.map((row): Cell[] => [codeCell(`${row.repo}: ${row.path}`), codeCell(credentialName(row)), row.why]),
  );
}

function live({ live: found }: CompromiseReport): string {
  const missing = found?.objects.filter(({ inRepositories }) => !inRepositories) ?? [];
  if (missing.length === 0) return '';
  return table(
    ['kind', 'object'],
    missing.map(({ kind, namespace, name }): Cell[] => [kind, codeCell(`${namespace ?? ''}/${name}`)]),
  );
}

function excluded({ excluded: { count, reasons, rows } }: CompromiseReport): string {
  if (count === 0) return '';
  const summary = table(
    ['reason', 'places'],
    Object.entries(reasons).map(([reason, number]): Cell[] => [reasonWords[reason] ?? reason, String(number)]),
  );
  if (rows === null) return summary;
  const all = rows.map((row): Cell[] => [
    codeCell(`${row.repo}: ${row.path}`),
    codeCell(credentialName(row)),
    row.reasons.map((reason) => reasonWords[reason] ?? reason).join('; '),
  ]);
  return `${summary}${table(['where', 'value', 'reasons'], all)}`;
}

function repositories({ repositories: all }: CompromiseReport): string {
  return table(
    ['name', 'location', 'status', 'exposures', 'commits', 'blobs', 'visibility', 'forks', 'owner', 'people to notify'],
    all.map((row): Cell[] => [
      row.name,
      row.location,
      row.reason === null ? row.status : `${row.status}: ${row.reason}`,
      String(row.exposures),
      String(row.commits),
      String(row.blobs),
      row.visibility ?? '',
      row.forks === null ? '' : String(row.forks),
      row.owner ?? '',
      names(row.people),
    ]),
  );
}

function times({ timeline: { earliestCompromise, firstExposure, lastExposure, events } }: CompromiseReport): string {
  const words = `Earliest possible compromise: ${day(earliestCompromise)}; first exposure: ${day(firstExposure)}; last exposure: ${day(lastExposure)}.`;
  const rows = events.map(({ date, what }): Cell[] => [{ html: forHtml(day(date)), sort: date }, what]);
  return `<p>${forHtml(words)}</p>${rows.length === 0 ? '' : table(['date', 'what'], rows)}`;
}

function coverage({ coverage: { gaps, counted: only }, repositories: swept }: CompromiseReport): string {
  const lines = gaps.map(({ reason, count, repair }) => `${reason} (${count}); ${repair}`);
  const others = [
    ...only.map(({ reason, count }) => `counted only: ${reason} (${count})`),
    ...swept.flatMap(({ name, submodules }) => submodules.map((path) => `submodule ${name}: ${path}, not followed`)),
  ];
  return lines.length + others.length === 0 ? '<p>Everything that was asked for was read.</p>' : list([...lines, ...others]);
}
