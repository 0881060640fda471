import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { CompromiseReport, Exposure, Rotation } from '../../src/model/compromise.ts';
import { compromiseCsv } from '../../src/report/compromise-csv.ts';
import { compromiseHtml } from '../../src/report/compromise-html.ts';
import { compromiseJson } from '../../src/report/compromise-json.ts';
import { compromiseMarkdown } from '../../src/report/compromise-markdown.ts';
import { compromiseText } from '../../src/report/compromise-text.ts';
import { suite } from '../support/suite.ts';

/** Everything that a repository can say is hostile here: markup, formulas, escapes of terminals, commands of build logs. */
const hostile = '=cmd|"x"!A1 <script>alert(1)</script> \u001b[31m | `a` ::error::x ##[group] @team [l](javascript:x)\n-->';

const commit = { id: 'a'.repeat(40), date: '2025-01-15T09:00:00Z', author: `Mallory <${hostile}>` };
const place = {
  repo: hostile,
  path: hostile,
  resource: { apiVersion: 'v1', kind: 'Secret', namespace: hostile, name: hostile },
  key: hostile,
};
const tenure = {
  firstCommit: commit,
  lastCommit: { ...commit, date: '2025-03-15T09:00:00Z' },
  current: true,
  refs: [`refs/heads/${hostile}`],
};

const exposure: Exposure = {
  ...place,
  ...tenure,
  pointer: '/data/x',
  system: 'sops',
  keyIds: ['age:x'],
  evidence: 'proven',
  probability: null,
  why: hostile,
  inherited: false,
  sealedFor: { scope: 'strict', namespace: hostile, name: hostile },
  versions: 1,
  distinctValues: 1,
  liveValue: null,
};

const rotation: Rotation = {
  rank: 1,
  resource: place.resource,
  key: hostile,
  class: 'password',
  severity: 'high',
  evidence: 'proven',
  why: hostile,
  how: [{ text: hostile, command: `sops edit ${hostile}`, tried: false }],
  owners: [hostile],
  authors: [hostile],
  consumers: [hostile],
  places: [{ ...place, current: true, refs: tenure.refs }],
  visibility: 'public',
  value: 'unknown',
  hints: [hostile],
  reviewLogs: { from: '2025-01-15T09:00:00Z', to: null },
  current: true,
};

const report: CompromiseReport = {
  version: 1,
  verdict: 'exposed',
  exitCode: 1,
  partial: false,
  headline: 'EXPOSED: 1 place in 1 of 1 repository (complete)',
  tool: { name: 'sealgate', version: '1.0.0' },
  incident: { id: hostile, operator: hostile, compromisedSince: '2025-01-01T00:00:00Z', created: '2026-11-24T00:00:00Z', milliseconds: 1 },
  keys: [
    {
      id: 'age:x',
      kind: 'age',
      fingerprint: 'x',
      algorithm: 'X25519',
      private: true,
      notBefore: null,
      notAfter: null,
      controllerMade: false,
      recipients: [],
      source: hostile,
      note: hostile,
    },
  ],
  revoke: [{ keyId: 'age:x', how: [{ text: hostile, command: hostile, tried: true }] }],
  repositories: [
    {
      name: hostile,
      location: hostile,
      status: 'partial',
      reason: hostile,
      visibility: 'public',
      forks: 1,
      owner: hostile,
      tier: null,
      cluster: null,
      refs: 1,
      commits: 1,
      blobs: 1,
      missing: 0,
      exposures: 1,
      submodules: [hostile],
      people: [hostile],
    },
  ],
  exposures: [exposure],
  damaged: [{ ...place, ...tenure, pointer: '', system: 'sops', keyIds: ['age:x'], why: hostile }],
  keyMaterial: [{ ...tenure, keyId: 'age:x', kind: 'age', fingerprint: 'x', repo: hostile, path: hostile, leaked: true, locked: false }],
  plaintext: [{ ...place, ...tenure, pointer: '', same: [place] }],
  rotate: [rotation],
  excluded: {
    count: 1,
    reasons: { decryption: 1 },
    byDatesOnly: 0,
    rows: [{ ...place, ...tenure, pointer: '', system: 'sops', reasons: ['decryption'] }],
  },
  together: [{ keyIds: ['age:x'], repo: hostile, path: hostile }],
  live: {
    objects: [
      { namespace: hostile, name: hostile, kind: 'Secret', places: [], exposedKeys: [], inRepositories: false, holdsExposedValue: null },
    ],
    notInRepositories: 1,
  },
  timeline: {
    earliestCompromise: '2025-01-01T00:00:00Z',
    firstExposure: commit.date,
    lastExposure: '2025-03-15T09:00:00Z',
    events: [{ date: commit.date, what: hostile }],
  },
  coverage: {
    repositories: 1,
    commits: 1,
    blobs: 1,
    refs: 1,
    ciphertexts: 1,
    gaps: [{ reason: hostile, count: 1, repair: hostile }],
    counted: [{ reason: hostile, count: 1 }],
  },
  limits: ['A limit.'],
};

suite('report/compromise, hostile names', (test) => {
  test('no control byte reaches a terminal and no build log takes a line for a command', () => {
    const text = compromiseText(report, { colour: false, width: 80 });
    assert.not.match(text, /[\0-\x09\x0b-\x1f\x7f]/);
    assert.not.match(text, /^\s*::/m);
    assert.not.match(text, /##\[/);
  });

  test('JSON is data, whatever stands in it', () => {
    const json = compromiseJson(report);
    assert.equal(JSON.parse(json), report);
    assert.not.match(json, /[\0-\x09\x0b-\x1f]/);
  });

  test('Markdown shows markup as text', () => {
    const text = compromiseMarkdown(report);
    assert.not.match(text.replaceAll(/(`+)[\s\S]*?\1/g, ''), /<script>|\]\(javascript|(?<!&#64;)@team/);
    assert.not.match(text, /\u001b/);
  });

  test('Markdown fits an issue however much is exposed, and says what it leaves out', () => {
    const times = 2000;
    const many = { ...report, rotate: Array.from({ length: times }, (_, at) => ({ ...rotation, rank: at + 1 })) };
    const text = compromiseMarkdown(many);
    assert.ok(text.length <= 65_536, String(text.length));
    const left = Number(/^(\d+) more stand in the JSON report\.$/m.exec(text)?.[1]);
    assert.is(text.match(/^### \d+\. /gm)?.length, times - left);
  });

  test('no cell of the CSV runs as a formula, and each row has all columns', () => {
    const csv = compromiseCsv(report);
    const cells = [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map((match) => match[1] ?? match[2] ?? '');
    for (const cell of cells) assert.not.match(cell, /^\s*[=+\-@\t]/);
    assert.is(csv.split('\r\n').length, 3);
  });

  test('HTML holds no markup of a repository, loads nothing, and allows only its own style and script', () => {
    const html = compromiseHtml(report);
    assert.is(html.match(/<script/g)?.length, 1);
    assert.match(html, /default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'/);
    assert.not.match(html, /(?:src|href|action)\s*=\s*["']?(?!none)[a-z]+:/i);
    assert.not.match(html, / style=/);
    assert.not.match(html, /\u001b/);
  });
});

suite('report/compromise, where a credential stands', (test) => {
  const at = (path: string, current: boolean, refs: readonly string[]) => ({
    ...place,
    repo: 'shop',
    key: 'password',
    path,
    current,
    refs,
  });
  const places = [at('a.yaml', true, ['refs/heads/main']), at('b.yaml', false, ['refs/heads/release']), at('c.yaml', false, [])];
  const one: CompromiseReport = { ...report, rotate: [{ ...rotation, places }] };
  for (const [name, text] of [
    ['text', compromiseText(one, { colour: false, width: 120 })],
    ['csv', compromiseCsv(one)],
    ['html', compromiseHtml(one).replaceAll(/<[^>]*>/g, ' ')],
  ] as const) {
    test(`${name} tells the tip of another branch from history`, () => {
      assert.match(text, /b\.yaml[\s\S]{0,400}?at the tip of refs\/heads\/release/);
      assert.match(text, /c\.yaml[\s\S]{0,400}?in history/);
    });
  }
});

suite('report/compromise, its numbers', (test) => {
  test('credentials are counted by severity, as the headline sums them', () => {
    const one: CompromiseReport = { ...report, rotate: [rotation, rotation, { ...rotation, severity: 'low' }] };
    assert.match(compromiseText(one, { colour: false, width: 120 }), /credentials to rotate +3 \(2 high, 1 low\)/);
  });
});

suite('report/compromise, in a browser', (test) => {
  const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync('which', [name]).status === 0);
  const folder = mkdtempSync(join(tmpdir(), 'sealgate-html-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

  test('the page shows, its script runs under its own policy, and nothing is blocked or fetched', () => {
    if (browser === undefined) {
      console.log('skipped: there is no Chromium here');
      return;
    }
    const rows = Array.from({ length: 20 }, (_, at): Exposure => ({ ...exposure, path: `path-${at}` }));
    const file = join(folder, 'report.html');
    writeFileSync(file, compromiseHtml({ ...report, exposures: rows }));
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--enable-logging=stderr',
      '--v=0',
      `--user-data-dir=${join(folder, 'profile')}`,
    ];
    const { stdout, stderr } = spawnSync(browser, [...args, '--dump-dom', `file://${file}`], { encoding: 'utf8', timeout: 60_000 });
    assert.match(stdout, /<button>evidence<\/button>/);
    assert.match(stdout, /<input type="search"/);
    assert.match(stdout, /<svg /);
    // On a phone and on paper a row is a card, and each cell says what it is.
    assert.match(stdout, /<table class="cards">[\s\S]*<td data-label="repository">/);
    assert.not.match(stderr, /Content Security Policy|Refused to/);
    execFileSync(browser, [...args, `--print-to-pdf=${join(folder, 'report.pdf')}`, `file://${file}`], {
      stdio: 'ignore',
      timeout: 60_000,
    });
  });

  test('without script everything can be read', () => {
    const html = compromiseHtml(report);
    const visible = html.replaceAll(/<script>[\s\S]*<\/script>/g, '');
    assert.match(visible, /Credentials to rotate, in this order/);
    assert.match(visible, /<summary>How<\/summary>/);
  });
});
