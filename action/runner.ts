import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** What the runner of GitHub Actions gives a step and takes from it: inputs, outputs and the job summary, by files. */
interface Runner {
  input(name: string): string;
  output(name: string, value: string): void;
  summary(markdown: string): void;
}

/** A step summary may hold 1 MiB; a report is cut before it gets there (`report/markdown.ts`). */
export function runner(env: NodeJS.ProcessEnv): Runner {
  return {
    input: (name) => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    output(name, value) {
      const file = env['GITHUB_OUTPUT'];
      if (!file) return;
      // A delimiter that the value cannot hold: a value with line ends must not write outputs of its own.
      const delimiter = `sealgate-${randomUUID()}`;
      appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
    },
    summary(markdown) {
      const file = env['GITHUB_STEP_SUMMARY'];
      if (file) appendFileSync(file, `${markdown}\n`);
    },
  };
}
