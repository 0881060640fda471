import { resourcesOf } from '../../manifest/resources.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Node, textAt } from '../../model/tree.ts';
import { observeAt } from '../observe-at.ts';
import { podSpecs } from '../pods.ts';
import type { Emit, System } from '../system.ts';

/** Berglas: references in variables of containers, which its webhook resolves when the container starts. */
export const berglas: System = {
  id: 'berglas',
  title: 'Berglas',
  aspects: { 'no-command': 'a container with references and without a command, which the webhook leaves as it is' },
  remedy: {
    rotate: 'the value in the bucket or in Secret Manager',
    steps: [
      { text: 'Change the credential where it is issued, and store it.', command: 'berglas update BUCKET/NAME - --key KMS_KEY' },
      { text: 'Delete the version that leaked.', command: 'gcloud storage rm gs://BUCKET/NAME#GENERATION' },
      {
        text: 'Restart what reads it: references are resolved at the start only.',
        command: 'kubectl -n {namespace} rollout restart deployment {name}',
      },
    ],
  },
  stream(documents, file, emit) {
    if (file.source === null || !/(?:berglas|sm):\/\//.test(file.source.text)) return;
    for (const document of documents) for (const resource of resourcesOf(document)) judgeContainers(resource, emit);
  },
};

function judgeContainers(resource: Resource, emit: Emit): void {
  for (const way of podSpecs) {
    for (const list of ['containers', 'initContainers']) {
      const found = get(resource.root, ...way, list);
      if (found?.kind !== 'sequence') continue;
      for (const [index, container] of found.items.entries()) {
        if (get(container, 'command') === undefined && hasReference(container))
          observeAt(resource, [...way, list, index], emit, 'no-command', { container: textAt(container, 'name') ?? String(index) });
      }
    }
  }
}

function hasReference(container: Node): boolean {
  const env = get(container, 'env');
  return env?.kind === 'sequence' && env.items.some((item) => /^(?:berglas|sm):\/\//.test(textAt(item, 'value') ?? ''));
}
