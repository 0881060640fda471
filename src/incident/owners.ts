import { compileGlob, type PathGlob } from '../text/glob.ts';

/** Owners of a path by a CODEOWNERS file: the last rule that matches counts, one without owners takes them away. */
export type Owners = (path: string) => readonly string[];

export function codeowners(text: string): Owners {
  const rules: { readonly globs: readonly PathGlob[]; readonly owners: readonly string[] }[] = [];
  for (const line of text.slice(0, 3 << 20).split(/\r?\n/)) {
    // GitLab has sections in brackets; their headings are no rules.
    const words = line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    const [pattern = '', ...owners] = words;
    if (pattern === '' || /^\^?\[/.test(pattern)) continue;
    const globs = forms(pattern).flatMap((form) => {
      const glob = compileGlob(form);
      return 'matches' in glob ? [glob] : [];
    });
    if (globs.length > 0) rules.push({ globs, owners: owners.filter((owner) => /^@|@.+\./.test(owner)).slice(0, 20) });
    if (rules.length === 20_000) break;
  }
  return (path) => rules.findLast(({ globs }) => globs.some((glob) => glob.matches(path)))?.owners ?? [];
}

/** As in gitignore: without a slash in the middle a pattern matches at any depth, and a folder stands for all below it. */
function forms(pattern: string): string[] {
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  if (bare === '*' || bare === '**') return ['**'];
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const base = anchored ? bare : `**/${bare}`;
  return pattern.endsWith('/') ? [`${base}/**`] : [base, `${base}/**`];
}
