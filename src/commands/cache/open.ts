import { join } from 'node:path';
import type { Source } from '../sources/source.ts';
import { bound, cacheFolder, scanFile } from './folder.ts';
import { KnownBlobsFile } from './known-blobs.ts';

/** Kept for all repositories together, in bytes. */
const most = 256 << 20;

/** The blobs that an earlier scan of the repository knows, by the same program and rules. */
export async function openKnownBlobs(
  { gitFolder, sizes }: NonNullable<Source['repository']>,
  build: string,
  rules: unknown,
  env: NodeJS.ProcessEnv,
): Promise<KnownBlobsFile> {
  const folder = cacheFolder(env, 'scans');
  bound(folder, most);
  const known = new KnownBlobsFile(join(folder, scanFile(gitFolder, build, rules)));
  if (!known.isEmpty) known.expect(await sizes());
  return known;
}
