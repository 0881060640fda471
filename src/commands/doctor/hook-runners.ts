/** Programs that run the hooks of a repository. */
export type HookRunner = 'husky' | 'pre-commit' | 'prek' | 'lefthook';

/** Files by which a runner is told what to run. */
export const configurations: Readonly<Record<HookRunner, readonly string[]>> = {
  husky: [],
  'pre-commit': ['.pre-commit-config.yaml', '.pre-commit-config.yml'],
  prek: ['prek.toml', '.pre-commit-config.yaml', '.pre-commit-config.yml'],
  lefthook: ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json', '.config/lefthook.yml'],
};

/** What puts a runner's hooks into git's folder. */
export const installing = (by: HookRunner): string => {
  switch (by) {
    case 'husky':
      return 'npx husky';
    case 'lefthook':
      return 'lefthook install';
    case 'pre-commit':
    case 'prek':
      return `${by} install -t pre-commit -t pre-merge-commit -t pre-push`;
  }
};

/** Whether a runner's configuration has sealgate run for this very hook: that it speaks of sealgate somewhere is not enough. */
export function isConfigured(by: HookRunner, text: string, hook: string): boolean {
  const active = activeLines(text);
  if (active.some((line) => new RegExp(`\\bsealgate hook ${hook}\\b`).test(line))) return true;
  switch (by) {
    case 'lefthook':
      return activeLines(section(text, hook)).some((line) => /\bsealgate\b/.test(line) && !/\bsealgate hook\b/.test(line));
    case 'pre-commit':
    case 'prek': {
      // The hooks that sealgate publishes: `sealgate-push` runs before a push, `sealgate` before the others.
      const named = active.map((line) => line.replace(/\brepo["']?\s*[:=]\s*\S+/, ''));
      return named.some((line) =>
        hook === 'pre-push' ? /\bsealgate-push\b/.test(line) : /\bsealgate\b(?!-push| hook)(?!.*\bscan --range\b)/.test(line),
      );
    }
    case 'husky':
      return active.some((line) => /\bsealgate\b/.test(line));
  }
}

/** Lines that are no comment and do not merely print. */
export const activeLines = (text: string): readonly string[] => text.split('\n').filter((line) => !/^\s*(?:#|\/\/|echo\b)/.test(line));

/** What stands below a hook's name, up to the next line that begins at the margin. */
function section(text: string, hook: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => new RegExp(`^["']?${hook}["']?\\s*:`).test(line));
  if (from === -1) return '';
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => /^[^\s#]/.test(line));
  return [lines[from], ...(end === -1 ? rest : rest.slice(0, end))].join('\n');
}
