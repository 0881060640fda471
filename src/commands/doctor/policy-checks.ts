import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectReader } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { Failure } from '../../model/failure.ts';
import type { Io } from '../io.ts';
import { configurationFile, type Gate, organisationPolicy, readGate, type Version } from '../policy.ts';
import { fileAt, fileNamed, filesBelow, namesBelow } from '../sources/reading.ts';
import { type Check, hint, ok, problem } from './check.ts';

/** The policy that judges the next commit, if it can be read, and what is odd about it. */
export async function policyChecks(
  repository: Repository,
  io: Io,
): Promise<{ readonly gate: Gate | null; readonly checks: readonly Check[] }> {
  const reader = new ObjectReader(repository);
  const { topLevel } = await repository.layout();
  try {
    const committed = await fileAt(reader, 'HEAD', configurationFile);
    const organisation = await organisationPolicy(io.env['SEALGATE_POLICY'] ?? null, (name) => fileNamed(reader, name), io);
    const head: Version = {
      read: (path) => fileAt(reader, 'HEAD', path),
      list: (folder) => filesBelow(repository, 'HEAD', folder),
      name: 'HEAD',
    };
    const checks = topLevel === null ? [] : await onDisk(topLevel, committed, io);
    const gate = await readGate(head, organisation, io);
    const said =
      committed === null
        ? `there is no ${configurationFile} in HEAD: the defaults judge`
        : `${configurationFile} of HEAD judges the next commit`;
    if (gate.policy.waivers.inline.value === 'head-if-codeowned' && gate.codeOwners === null)
      checks.push(
        hint('policy', 'waivers.inline is head-if-codeowned, and there is no CODEOWNERS: no inline waiver that a change brings counts'),
      );
    return { gate, checks: [ok('policy', said), ...checks] };
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return { gate: null, checks: [problem('policy', failure.message, 'repair that file; the commit that does is judged by the defaults')] };
  } finally {
    reader.close();
  }
}

/** Names under which people expect a configuration to be read. */
const misnamed = ['.sealgate.yml', 'sealgate.yaml', 'sealgate.yml', '.sealgate.json', '.sealgaterc', '.sealgate/config.yaml'];

async function onDisk(root: string, committed: Uint8Array | null, io: Io): Promise<Check[]> {
  const checks = misnamed
    .filter((name) => existsSync(join(root, name)))
    .map((name) => hint('policy', `${name} is not read`, `git mv ${name} ${configurationFile}`));
  const file = join(root, configurationFile);
  if (!existsSync(file)) return checks;
  const text = readFileSync(file);
  if (committed === null)
    checks.push(
      hint('policy', `${configurationFile} is not committed yet, so it is not read`, `git add ${configurationFile} && git commit`),
    );
  else if (!Buffer.from(committed).equals(text))
    checks.push(hint('policy', `${configurationFile} differs from the one in HEAD, which is the one that is read`));
  try {
    const disk: Version = {
      read: async (path) => bytesOf(join(root, path)),
      list: async (folder) => namesBelow(root, folder),
      name: 'the folder',
    };
    await readGate(disk, [], io);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    checks.push(problem('policy', `as it stands in the folder: ${failure.message}`, 'repair it before it is committed'));
  }
  return checks;
}

function bytesOf(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
