import type { Finding, WaivedFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { gravity } from '../model/rule.ts';
import { forHtml } from '../text/escape.ts';
import type { Rules } from './blocks.ts';
import { inertLines } from './inert.ts';
import { remedy } from './remedy.ts';

/** JUnit XML: a test case for each finding, failed from the threshold up, and one that says whether everything was read. */
export function toJunit(report: Report, rules: Rules): string {
  const failing = report.findings.filter((one) => gravity(one.severity) <= gravity(report.threshold));
  const below = report.findings.filter((one) => gravity(one.severity) > gravity(report.threshold));
  const cases = [
    coverageCase(report),
    ...failing.map((finding) => testCase(finding, failure(finding, rules))),
    ...below.map((finding) => testCase(finding, `<system-out>${xml(`${finding.severity}: ${finding.message}`)}</system-out>`)),
    ...report.waived.map((finding) => testCase(finding, `<skipped message="${xml(waiverWords(finding))}"/>`)),
    ...report.baselined.map((finding) => testCase(finding, '<skipped message="in the baseline"/>')),
  ];
  const numbers = [
    `tests="${cases.length}"`,
    `failures="${failing.length}"`,
    `errors="${report.coverage.incomplete.length > 0 ? 1 : 0}"`,
    `skipped="${report.waived.length + report.baselined.length}"`,
    `time="${(report.coverage.milliseconds / 1000).toFixed(3)}"`,
  ].join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sealgate" ${numbers}>`,
    `  <testsuite name="sealgate: ${xml(report.coverage.scope)}" ${numbers}>`,
    ...cases.map((one) => `    ${one}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function coverageCase({ coverage }: Report): string {
  const gaps = coverage.incomplete.map((gap) => `${gap.reason} (${gap.count}). Repair: ${gap.repair}`).join('\n');
  const inner = gaps === '' ? '' : `<error message="not everything could be read">${xml(gaps)}</error>`;
  return `<testcase classname="sealgate" name="everything was read">${inner}</testcase>`;
}

function testCase(finding: Finding, inner: string): string {
  const { path, line } = finding.location;
  return `<testcase classname="${xml(finding.rule)}" name="${xml(`${path}:${line} ${finding.keyPath}`.trim())}" file="${xml(path)}" line="${line}">${inner}</testcase>`;
}

function failure(finding: Finding, rules: Rules): string {
  const rule = rules.get(finding.rule);
  const advice = rule === undefined ? [] : [rule.why, ...remedy(rule, [finding]).map((one) => one.text)];
  const place = `${finding.location.path}:${finding.location.line}:${finding.location.column}`;
  return `<failure message="${xml(finding.message)}" type="${finding.severity}">${[place, ...advice].map(xml).join('\n')}</failure>`;
}

function waiverWords({ waiver }: WaivedFinding): string {
  return `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`;
}

/** XML 1.0 has no way to write U+FFFE and U+FFFF; control characters are made visible before. */
const xml = (text: string): string => inertLines(text.split('\n').map(forHtml).join('\n')).replace(/[\ufffe\uffff]/g, '?');
