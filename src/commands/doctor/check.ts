/** One thing that decides whether a commit here is checked. `problem`: it is not; `hint`: it is, but something is worth knowing. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'hint' | 'problem';
  /** One sentence: what was found, and where. */
  readonly what: string;
  /** The command or edit that repairs it, or null. */
  readonly repair: string | null;
}

export const ok = (name: string, what: string): Check => ({ name, state: 'ok', what, repair: null });
export const hint = (name: string, what: string, repair: string | null = null): Check => ({ name, state: 'hint', what, repair });
export const problem = (name: string, what: string, repair: string): Check => ({ name, state: 'problem', what, repair });
