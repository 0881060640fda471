import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { actionBundle } from '../../scripts/action-bundle.mjs';
import { cleanEnvironment } from '../support/repository.ts';

/** The Node that a runner would start: ACTION_NODE names it, else the one that runs the tests stands in. */
export const node = process.env['ACTION_NODE'] ?? process.execPath;

/** Where steps leave their files; removed in the end. */
export const folder = mkdtempSync(join(tmpdir(), 'sealgate-action-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const bundle = join(folder, 'index.cjs');
writeFileSync(bundle, await actionBundle());

export interface Step {
  readonly code: number | null;
  readonly out: string;
  readonly outputs: string;
  readonly summary: string;
}

/** The Action as a runner starts it: a bundle, an environment, files for the event, the outputs and the summary. */
export function runStep(cwd: string, event: string, payload: unknown, inputs: Readonly<Record<string, string>> = {}): Step {
  const at = mkdtempSync(join(folder, 'step-'));
  const files = { event: join(at, 'event.json'), output: join(at, 'output'), summary: join(at, 'summary') };
  writeFileSync(files.event, JSON.stringify(payload));
  writeFileSync(files.output, '');
  writeFileSync(files.summary, '');
  const done = spawnSync(node, [bundle], {
    encoding: 'utf8',
    env: {
      ...cleanEnvironment(),
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: cwd,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: files.event,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...Object.fromEntries(Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])),
    },
  });
  return {
    code: done.status,
    out: done.stdout + done.stderr,
    outputs: readFileSync(files.output, 'utf8'),
    summary: readFileSync(files.summary, 'utf8'),
  };
}
