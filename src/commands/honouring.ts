import type { WaiverEntry } from '../gate/waiver.ts';
import { type Honour, substance } from '../gate/waiving.ts';
import type { Inline } from './inline.ts';
import type { Gate } from './policy.ts';
import type { Source } from './sources/source.ts';

/** Whether an inline waiver that a change brings counts: on the developer's machine, else by the policy of the base. */
export function honouring(
  { policy, codeOwners }: Pick<Gate, 'policy' | 'codeOwners'>,
  { isLocal }: Pick<Source, 'isLocal'>,
  { lasting }: Pick<Inline, 'lasting'>,
): (entry: WaiverEntry) => Honour {
  const setting = policy.waivers.inline.value;
  return (entry) => {
    if (setting === 'head') return { counts: true, because: ', which the policy accepts (waivers.inline: head)' };
    // Nobody reviews here yet; whoever does later is asked by the forge.
    if (isLocal) return { counts: true, because: ': it counts on this machine, and the pull request will ask' };
    if (setting !== 'head-if-codeowned') return { counts: false, because: ': it counts once it is in the base' };
    const objection = objectionTo(entry);
    if (objection !== null) return { counts: false, because: `: it does not count, ${objection} (waivers.inline: head-if-codeowned)` };
    return {
      counts: true,
      because: `, and counts: ${codeOwners?.file ?? ''} names an owner for its file (waivers.inline: head-if-codeowned)`,
    };
  };

  function objectionTo(entry: WaiverEntry): string | null {
    if (codeOwners === null) return 'for the base has no CODEOWNERS';
    if (entry.place.kind !== 'line' || !codeOwners.own(entry.place.path))
      return `for ${codeOwners.file} of the base names no owner for its file`;
    // Owners are asked about what differs in the end: they never see what a middle commit adds and a later one takes out.
    return lasting.has(substance(entry)) ? null : 'for the change takes it out again, so that no owner is asked';
  }
}
