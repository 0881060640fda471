import { parseConfiguration, unknownRule } from '../gate/configuration.ts';
import { Policy } from '../gate/policy.ts';
import { repoPath } from '../model/ids.ts';
import { shippedRules } from '../rules/shipped.ts';
import type { Source } from './sources/source.ts';

export const configurationName = '.sealgate.yaml';

/** The policy in force for a source: the configuration of its base, or the defaults. */
export async function readPolicy(source: Source, defaultsOnly: boolean): Promise<Policy> {
  const bytes = defaultsOnly ? null : await source.policyFile(repoPath(configurationName));
  if (bytes === null) return new Policy([]);
  const configuration = parseConfiguration(Buffer.from(bytes).toString('utf8'), `${configurationName} (${source.policyFrom})`);
  const unknown = unknownRule(
    configuration,
    shippedRules.map((rule) => rule.id),
  );
  if (unknown !== null) throw unknown;
  return new Policy([{ configuration, binding: false }]);
}
