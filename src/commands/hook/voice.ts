import type { Report } from '../../model/report.ts';
import { counted } from '../../text/counted.ts';
import { gitlabHook } from '../forge.ts';
import type { Io } from '../io.ts';
import type { Gate } from '../policy.ts';

/** How a hook speaks: on standard error, each line with the prefix by which its server shows it. */
export interface Voice {
  /** Lines of plain text. */
  say(text: string): void;
  /** A report where there is something to tell, else one line of what was looked at. */
  report(report: Report, gate: Gate): Promise<void>;
}

export function voice(io: Io, prefix: string, isQuiet: boolean): Voice {
  const say = (text: string): void => {
    for (const line of text.replace(/\n+$/, '').split('\n')) io.err(`${prefix}${line}`.trimEnd().concat('\n'));
  };
  return {
    say,
    async report(report, gate) {
      const isTold = report.exitCode !== 0 || report.findings.length > 0 || report.notes.length > 0;
      if (isTold) {
        const { rulesOf } = await import('../run.ts');
        const { formats } = await import('../../report/formats.ts');
        const text = (await formats['text']?.())?.(report, rulesOf(gate), {
          colour: io.color && prefix === '',
          width: io.width - prefix.length,
          now: io.now(),
        });
        say(text ?? '');
      } else if (!isQuiet) {
        const { coverage } = report;
        say(`sealgate: clean, ${coverage.scope}, ${counted(coverage.blobs, 'file')} read`);
      }
    },
  };
}

/** GitLab shows pushers only the lines that start so; the others show every line. */
export function serverPrefix(env: NodeJS.ProcessEnv): string {
  return gitlabHook.some((name) => env[name] !== undefined) ? 'GL-HOOK-ERR: ' : '';
}
