import { join } from 'node:path';
import type { Finding } from '../../model/finding.ts';
import { textOf } from '../file-text.ts';

/** What another scanner was told to ignore. line null: the whole file. */
interface ForeignIgnore {
  readonly path: string;
  readonly line: number | null;
  /** Which scanner, and where it is said. */
  readonly source: string;
}

/** `.gitleaksignore`, and comments of other scanners beside what is found today. */
function foreignIgnores(root: string, findings: readonly Finding[]): readonly ForeignIgnore[] {
  return [...gitleaksIgnores(root), ...inlineIgnores(root, findings)];
}

/** Patterns of the allowlists in `.gitleaks.toml`: what they leave out is for a person to judge. */
function gitleaksPaths(root: string): readonly string[] {
  const text = textOf(join(root, '.gitleaks.toml')) ?? '';
  const lists = [...text.matchAll(/^\s*paths\s*=\s*\[([\s\S]*?)\]\s*$/gm)].map((match) => match[1] ?? '');
  return lists.flatMap((list) =>
    [...list.matchAll(/'''(.*?)'''|"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
  );
}

/** `[COMMIT:]PATH:RULE:LINE`; archives within a path are joined by `!`. */
function gitleaksIgnores(root: string): ForeignIgnore[] {
  const lines = (textOf(join(root, '.gitleaksignore')) ?? '').split('\n');
  return lines.flatMap((text, index) => {
    const parts = /^(?:[0-9a-f]{40}:)?([^:#!]+):[^:]+:(\d+)$/.exec(text.trim());
    return parts === null ? [] : [{ path: parts[1] ?? '', line: Number(parts[2]), source: `.gitleaksignore:${index + 1}` }];
  });
}

const comments: readonly (readonly [scanner: string, pattern: RegExp])[] = [
  ['gitleaks', /\b(?:gitleaks|betterleaks):allow\b/i],
  ['trufflehog', /\btrufflehog:ignore\b/i],
  ['detect-secrets', /\bpragma:\s*(?:allowlist|whitelist)(?:\s+nextline)?\s+secret\b/i],
  ['ggshield', /\bggignore\b/i],
  ['kingfisher', /\bkingfisher:ignore\b/i],
  ['trivy', /#\s*trivy:ignore\b/i],
  ['checkov', /#\s*checkov:skip=/i],
];

function inlineIgnores(root: string, findings: readonly Finding[]): ForeignIgnore[] {
  const found: ForeignIgnore[] = [];
  const texts = new Map<string, readonly string[]>();
  for (const { location } of findings) {
    const { path, line } = location;
    const lines = texts.get(path) ?? (textOf(join(root, path)) ?? '').split('\n');
    texts.set(path, lines);
    for (const at of [line, line - 1]) {
      const comment = comments.find(([, pattern]) => pattern.test(lines[at - 1] ?? ''));
      if (comment === undefined) continue;
      found.push({ path, line, source: `${comment[0]}, ${path}:${at}` });
      break;
    }
  }
  return found;
}

/** Proposed waivers: what another scanner was told to ignore and what sealgate finds there. A reason has to be found by a person. */
export function proposals(root: string, findings: readonly Finding[], expires: string): string | null {
  const ignores = foreignIgnores(root, findings);
  const paths = gitleaksPaths(root);
  const taken = findings.flatMap((finding) => {
    const { path, line } = finding.location;
    const ignore = ignores.find((one) => one.path === path && (one.line === null || one.line === line));
    return ignore === undefined ? [] : [{ finding, ignore }];
  });
  if (taken.length === 0 && paths.length === 0) return null;
  const head = [
    '# Proposed by `sealgate init` from what other scanners were told to ignore. Nothing reads this file: give each a reason',
    '# and an owner, move it to .sealgate/waivers.yaml, and delete the rest.',
  ];
  const excluded = paths.map(
    (pattern) => `# .gitleaks.toml leaves out the paths ${JSON.stringify(pattern)}: consider \`exclude\` in .sealgate.yaml`,
  );
  const waivers = taken.flatMap(({ finding, ignore }) => [
    `  # ${JSON.stringify(ignore.source).slice(1, -1)}`,
    `  - rule: ${finding.rule}`,
    `    fingerprint: ${finding.fingerprint}`,
    `    path: ${JSON.stringify(finding.location.path)}`,
    "    reason: ''",
    "    owner: ''",
    `    expires: ${expires}`,
  ]);
  return `${[...head, ...excluded, 'version: 1', taken.length === 0 ? 'waivers: []' : 'waivers:', ...waivers].join('\n')}\n`;
}
