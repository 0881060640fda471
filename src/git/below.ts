import path, { type PlatformPath } from 'node:path';

/**
 * The way from a folder to what lies in it, with `/` as git writes it; '' for the folder itself, null for what lies elsewhere. By the
 * rules of the platform: Windows knows `c:\` and `C:\` for the same.
 */
export function wayBelow(folder: string, place: string, rules: PlatformPath = path): string | null {
  const way = rules.relative(folder, place);
  return way === '..' || way.startsWith(`..${rules.sep}`) || rules.isAbsolute(way) ? null : way.replaceAll(rules.sep, '/');
}
