import { createHash } from 'node:crypto';
import { forHtml } from '../text/escape.ts';

/**
 * A page in one file that loads nothing: style and script stand in it, and its policy allows exactly those two by their digests. It reads
 * without the script, which only sorts and filters.
 */
export function page(title: string, body: string): string {
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${forPolicy(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${forHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
}

export type Cell = string | { readonly html: string; readonly sort: string };

/** Cells that are strings are escaped here; markup comes as `html`. Of many columns, each row is a card where the page is narrow or printed. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const heads = head.map((name) => `<th scope="col">${forHtml(name)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table${head.length > 4 ? ' class="cards"' : ''}><thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function cell(content: Cell): string {
  return typeof content === 'string' ? `<td>${forHtml(content)}</td>` : `<td data-sort="${forHtml(content.sort)}">${content.html}</td>`;
}

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const forPolicy = (text: string): string => text.replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #59636e; --line: #d1d9e0; --paper: #fff; --panel: #f6f8fa; --bad: #b3261e; --soft: #f2b8b5; --warn: #9a6700; --good: #1a7f37; --mark: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9198a1; --line: #3d444d; --paper: #0d1117; --panel: #151b23; --bad: #ff7b72; --soft: #67302d; --warn: #d29922; --good: #3fb950; --mark: #58a6ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 100rem; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; padding-left: .75rem; border-left: .4rem solid var(--bad); }
h1.clean { border-color: var(--good); } h1.incomplete { border-color: var(--warn); }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; } h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p, ul, ol, .narrow { max-width: 60rem; } .faint { color: var(--faint); }
code { font: .9em ui-monospace, monospace; background: var(--panel); padding: .1em .3em; border-radius: 3px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; } td .name { display: inline-block; min-width: 9rem; overflow-wrap: anywhere; } td .prose { display: inline-block; min-width: 15rem; } td code { display: inline-block; min-width: 9rem; } td ol { padding-left: 1.2rem; }
th { background: var(--panel); white-space: nowrap; } th[aria-sort] { color: var(--mark); } th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--mark); }
.critical, .high { color: var(--bad); font-weight: 600; } .medium { color: var(--warn); } .low { color: var(--faint); }
input[type=search] { font: inherit; color: inherit; background: var(--paper); padding: .3rem .6rem; margin: 0 0 .5rem; border: 1px solid var(--line); border-radius: 4px; width: 20rem; max-width: 100%; }
.chart { width: 100%; height: auto; font: 12px system-ui, sans-serif; } .chart text { fill: var(--ink); } .chart .now, .chart .proven { fill: var(--bad); } .chart .past, .chart .claimed { fill: var(--soft); } .chart .none { fill: var(--panel); } .chart .count { fill: var(--paper); } .chart .claimed + .count { fill: var(--ink); } .chart .event line { stroke: var(--line); } .chart .event circle { fill: var(--mark); }
details { margin: .25rem 0; } details[open] { min-width: 22rem; } summary { cursor: pointer; }
@media (max-width: 80rem), print {
.scroll:has(.cards) { overflow: visible; } .cards thead { position: absolute; left: -100rem; } .cards, .cards tbody, .cards tr:not([hidden]), .cards td { display: block; }
.cards tr { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .75rem; padding: .35rem .75rem; } .cards td { position: relative; border: 0; min-height: 1.9em; padding: .1rem 0 .1rem 9.5rem; } .cards td:empty { display: none; }
.cards td::before { content: attr(data-label); position: absolute; left: 0; width: 9rem; color: var(--faint); } .cards td code, .cards td .prose, .cards td .name, .cards details[open] { min-width: 0; } }
@media print { body { max-width: none; padding: 0; font-size: 11px; color: #000; background: #fff; } input { display: none; } .scroll { overflow: visible; } h2 { break-after: avoid; } tr, svg { break-inside: avoid; } details::details-content { content-visibility: visible; } }
`;

/** Sorts by a click on a heading, filters by a word. */
const script = `
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  const labels = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  if (table.className === 'cards') for (const row of body.rows) labels.forEach((label, at) => { row.cells[at].dataset.label = label; });
  if (body.rows.length < 2) continue;
  const text = (row, at) => row.cells[at].dataset.sort ?? row.cells[at].textContent;
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement('button');
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...body.rows].sort((a, b) => text(a, at).localeCompare(text(b, at), 'en', { numeric: true }));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
  if (body.rows.length < 12) continue;
  const filter = document.createElement('input');
  filter.type = 'search';
  filter.placeholder = 'Filter rows';
  filter.setAttribute('aria-label', 'Filter rows');
  filter.addEventListener('input', () => {
    const word = filter.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(word);
  });
  table.parentElement.before(filter);
}
`;
