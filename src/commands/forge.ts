import type { Forge } from '../gate/code-owners.ts';

/** What GitLab sets for the hooks of its server. */
export const gitlabHook = ['GL_REPOSITORY', 'GL_ID', 'GL_PROJECT_PATH'] as const;

/** The forge whose job or hook this process is; null where nothing tells. */
export function forgeOf(env: NodeJS.ProcessEnv): Forge | null {
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  return env['GITLAB_CI'] === 'true' || gitlabHook.some((name) => env[name] !== undefined) ? 'gitlab' : null;
}
