import type { Pointer } from '../../model/ids.ts';
import { below, child } from '../../model/pointer.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Mapping } from '../../model/tree.ts';
import { core } from '../core/index.ts';
import { candidate } from '../literals.ts';
import { podAnnotations } from '../pods.ts';
import type { Emit, System } from '../system.ts';

const prefix = 'vault.hashicorp.com/';

/** The agent injector of Vault: annotations of a pod say which secrets are rendered into it, and how. */
export const vaultInjector: System = {
  id: 'vault-injector',
  title: 'Vault Agent Injector',
  aspects: {
    template: 'the template of a file that the agent renders',
    command: 'a command that the agent runs after rendering',
    'login-setting': 'a setting of the method by which the agent logs in: paths are expected, no values',
  },
  remedy: {
    rotate: 'the literal that stands beside the references, or what the agent logs in with',
    steps: [
      { text: 'Change the credential where it is issued, and put it into Vault.', command: 'vault kv put secret/NAME KEY=-' },
      { text: 'Read it in the template: {{ with secret "secret/data/NAME" }}{{ .Data.data.KEY }}{{ end }}.' },
      { text: 'Restart the pods, so that the agent renders anew.', command: 'kubectl -n {namespace} rollout restart deployment {name}' },
    ],
  },
  claims: (resource) => (resource.group !== '' || resource.id.kind === 'Pod' ? places(resource).length > 0 : false),
  read(resource, _file, emit) {
    for (const { annotations, pointer } of places(resource)) readAnnotations(annotations, pointer, resource, emit);
  },
  rest: core,
};

function places(resource: Resource): { readonly annotations: Mapping; readonly pointer: Pointer }[] {
  return podAnnotations.flatMap((way) => {
    const annotations = get(resource.root, ...way);
    if (annotations?.kind !== 'mapping' || !annotations.entries.some((entry) => entry.key.text.startsWith(prefix))) return [];
    return [{ annotations, pointer: below(resource.pointer, ...way) }];
  });
}

/** `agent-inject-secret-*` is a path in Vault; templates, commands and login settings may hold literals. */
function readAnnotations(annotations: Mapping, pointer: Pointer, resource: Resource, emit: Emit): void {
  for (const { key, value } of annotations.entries) {
    if (value.kind !== 'scalar' || !key.text.startsWith(prefix)) continue;
    const name = key.text.slice(prefix.length);
    const aspect = /^agent-inject-template-(?!file)/.test(name)
      ? 'template'
      : /^agent-inject-command/.test(name)
        ? 'command'
        : /^auth-config-/.test(name)
          ? 'login-setting'
          : null;
    if (aspect === null) continue;
    const document = resource.document;
    emit.value(
      candidate(value, child(pointer, key.text), name, `annotations.${key.text}`, [], {
        aspect,
        container: aspect === 'template' ? 'template' : aspect === 'command' ? 'argument' : 'config-file',
        resource: resource.id,
        document,
      }),
    );
  }
}
