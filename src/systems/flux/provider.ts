import { below } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { candidate, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

/** Types whose address is a webhook: whoever knows it can post. At the other types it names a server or a repository. */
const webhooks = new Set([
  'slack',
  'discord',
  'msteams',
  'rocket',
  'googlechat',
  'lark',
  'generic',
  'generic-hmac',
  'sentry',
  'azureeventhub',
  'zulip',
  'webex',
  'telegram',
]);

/** The address of a provider as a credential; false where its type makes it an ordinary URL. */
export function readProvider(resource: Resource, as: WalkAs, emit: Emit): boolean {
  const address = get(resource.root, 'spec', 'address');
  if (address?.kind !== 'scalar' || !webhooks.has(textAt(resource.root, 'spec', 'type') ?? '')) return false;
  const pointer = below(resource.pointer, 'spec', 'address');
  emit.value(
    candidate(address, pointer, 'address', 'spec.address', [], { ...as, aspect: 'webhook-address', container: 'credential-field' }),
  );
  return true;
}
