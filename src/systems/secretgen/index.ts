import type { Resource } from '../../model/resource.ts';
import { get, textAt } from '../../model/tree.ts';
import { field, names } from '../fields.ts';
import { observeAt } from '../observe-at.ts';
import { operator } from '../operator.ts';
import type { Emit } from '../system.ts';

/** secretgen-controller of Carvel: generated passwords and keys, templates, and Secrets shared between namespaces. */
export const secretgen = operator({
  id: 'secretgen',
  title: 'secretgen-controller',
  aspects: {
    template: 'a literal in the template of the Secret that is made',
    'exported-to-all': 'a Secret that every namespace may import',
  },
  remedy: {
    rotate: 'the literal; a generated value is made anew when its Secret is deleted',
    steps: [
      { text: 'Change the credential where it is issued, and take it out of the template.' },
      {
        text: 'Generated value: delete the Secret, and the controller makes another.',
        command: 'kubectl -n {namespace} delete secret {name}',
      },
      { text: 'Restart what reads it.', command: 'kubectl -n {namespace} rollout restart deployment NAME' },
    ],
  },
  claims: ({ group }) => group === 'secretgen.k14s.io' || group === 'secretgen.carvel.dev',
  fields: ['secretTemplate', 'template'].flatMap((body) => [
    field(`spec.${body}.stringData.*`, 'template', 'template'),
    field(`spec.${body}.data.*`, 'template', 'template', 'base64'),
    ...names(`spec.${body}.type`),
  ]),
  also: judgeExport,
});

function judgeExport(resource: Resource, emit: Emit): void {
  if (resource.id.kind !== 'SecretExport') return;
  const several = get(resource.root, 'spec', 'toNamespaces');
  const isAll = textAt(resource.root, 'spec', 'toNamespace') === '*';
  if (isAll || (several?.kind === 'sequence' && several.items.some((item) => item.kind === 'scalar' && item.text === '*')))
    observeAt(resource, ['spec', isAll ? 'toNamespace' : 'toNamespaces'], emit, 'exported-to-all');
}
