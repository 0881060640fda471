import type { Source } from './sources/source.ts';

/** Opens a source, and reads the code that judges it while git answers: on the way of a commit each takes as long as the other. */
export async function whileGitWorks<Code>(open: () => Promise<Source>, load: () => Promise<Code>): Promise<readonly [Source, Code]> {
  const opening = open();
  opening.catch(() => {});
  // By then git has been started.
  await new Promise(setImmediate);
  const code = await load();
  return [await opening, code];
}
