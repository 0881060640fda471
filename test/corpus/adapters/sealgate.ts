import { findings } from '../../../src/gate/findings.ts';
import { Policy } from '../../../src/gate/policy.ts';
import { shippedRuleSet } from '../../../src/rules/shipped.ts';
import { memory } from '../../../src/scan/examples.ts';
import { scan } from '../../../src/scan/scan.ts';
import { Tally } from '../../../src/scan/tally.ts';
import type { Adapter } from '../measure.ts';

const rules = shippedRuleSet();
const policy = new Policy([]);

/** The gate, with its defaults: the files of a case as one staged change. */
export const sealgate: Adapter = async ({ files, before }) => {
  const job = memory({ files, before, earlier: [] });
  const { matches } = await scan({ ...job, treesOf: () => [''], rules, tally: new Tally() });
  return findings(matches, { severity: (match) => policy.severity(match) }).flatMap(({ rule, severity, location }) =>
    severity === 'info'
      ? []
      : [
          {
            path: location.path,
            line: location.line,
            error: severity === 'error',
            document: location.document,
            pointer: location.pointer,
            what: rule,
          },
        ],
  );
};
