import * as assert from 'uvu/assert';
import { placeOf } from '../../src/manifest/place.ts';
import { resourcesOf } from '../../src/manifest/resources.ts';
import type { Format } from '../../src/model/profile.ts';
import { get, textAt } from '../../src/model/tree.ts';
import { suite } from '../support/suite.ts';
import { documents } from './plain.ts';

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: x, namespace: y}\ndata: {a: b}\n';
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

/** `apiVersion kind namespace/name at pointer via`, with the outer pointer first for those in strings. */
function found(text: string, format: Format = 'yaml'): readonly string[] {
  return documents(text, format).flatMap((one) =>
    resourcesOf(one).map(({ id, pointer, via, document }) => {
      const outer = document.within === null ? '' : `${document.within.pointer}>`;
      return `${id.apiVersion} ${id.kind} ${id.namespace ?? '-'}/${id.name ?? '-'} ${outer}${pointer} ${via.join('>')}`.trimEnd();
    }),
  );
}

const cases: readonly { readonly name: string; readonly input: string; readonly expect: readonly string[] }[] = [
  { name: 'the document', input: secret, expect: ['v1 Secret y/x'] },
  { name: 'kind last, name missing', input: 'data: {a: b}\napiVersion: v1\nkind: Secret\n', expect: ['v1 Secret -/-'] },
  { name: 'no object without both words', input: 'kind: Secret\ndata: {a: b}\n', expect: [] },
  { name: 'no object by a kind that is no string', input: 'apiVersion: v1\nkind: [Secret]\n', expect: [] },
  {
    name: 'items of a List',
    input: `apiVersion: v1\nkind: List\nitems:\n- ${indented(secret, '  ').trimStart()}`,
    expect: ['v1 Secret y/x /items/0 List'],
  },
  {
    name: 'lists in lists',
    input: `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - ${indented(secret, '    ').trimStart()}`,
    expect: ['v1 Secret y/x /items/0/items/0 List>List'],
  },
  {
    name: 'items of a typed list',
    input: 'apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: x}\n  data: {a: b}\n',
    expect: ['v1 Secret -/x /items/0 SecretList'],
  },
  { name: 'an item of a plain List must say its kind', input: 'apiVersion: v1\nkind: List\nitems:\n- metadata: {name: x}\n', expect: [] },
  {
    name: 'an object that is only called a list',
    input: 'apiVersion: x/v1\nkind: AllowList\nspec: {a: b}\n',
    expect: ['x/v1 AllowList -/-'],
  },
  {
    name: 'objects in values',
    input: `extraDeploy:\n- ${indented(secret, '  ').trimStart()}`,
    expect: ['v1 Secret y/x /extraDeploy/0 extraDeploy'],
  },
  {
    name: 'objects by name in values',
    input: `manifests:\n  one:\n${indented(secret, '    ')}`,
    expect: ['v1 Secret y/x /manifests/one one'],
  },
  {
    name: 'objects without metadata in values',
    input: 'rawResources:\n- apiVersion: v1\n  kind: Secret\n  stringData: {a: b}\n',
    expect: ['v1 Secret -/- /rawResources/0 rawResources'],
  },
  {
    name: 'objects in strings of values',
    input: `extraObjects:\n- |\n${indented(secret, '  ')}`,
    expect: ['v1 Secret y/x /extraObjects/0> extraObjects'],
  },
  {
    name: 'a stream in a string of values',
    input: `extraDeploy: |\n${indented(`${secret}---\n${secret}`, '  ')}`,
    expect: ['v1 Secret y/x /extraDeploy>/0 extraDeploy', 'v1 Secret y/x /extraDeploy>/1 extraDeploy'],
  },
  {
    name: 'objects in the values of a release',
    input: `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: z}\nspec:\n  values:\n    extraObjects:\n    - ${indented(secret, '      ').trimStart()}`,
    expect: ['helm.toolkit.fluxcd.io/v2 HelmRelease -/z', 'v1 Secret y/x /spec/values/extraObjects/0 extraObjects'],
  },
  {
    name: 'references are no objects',
    input:
      'apiVersion: a/v1\nkind: B\nmetadata: {name: c, ownerReferences: [{apiVersion: v1, kind: Secret, name: d}]}\nspec:\n  valuesFrom: [{kind: Secret, name: e}]\n  target: {kind: Secret, version: v1}\n',
    expect: ['a/v1 B -/c'],
  },
  {
    name: 'a schema is no object',
    input:
      'apiVersion: a/v1\nkind: CRD\nspec: {properties: {apiVersion: {type: string}, kind: {type: string}, metadata: {type: object}}}\n',
    expect: ['a/v1 CRD -/-'],
  },
  {
    name: 'strings of an object are left to who reads it',
    input: `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n${indented(secret, '    ')}`,
    expect: ['v1 ConfigMap -/-'],
  },
  {
    name: 'strategic merge patches',
    input: `kind: Kustomization\npatches:\n- patch: |\n${indented(secret, '    ')}patchesStrategicMerge:\n- |-\n${indented(secret, '  ')}- file.yaml\n`,
    expect: ['v1 Secret y/x /patches/0/patch> patch', 'v1 Secret y/x /patchesStrategicMerge/0> patch'],
  },
  {
    name: 'a patch that leaves the object to its target',
    input: 'patches:\n- target: {kind: Secret, name: x}\n  patch: |\n    data:\n      a: b\n    c: d\n',
    expect: ['v1 Secret -/x /patches/0/patch> patch'],
  },
  {
    name: 'JSON patches',
    input: 'patches:\n- target: {kind: Secret, name: x}\n  patch: |\n    - op: add\n      path: /data/a\n      value: b\n',
    expect: ['v1 Secret -/x /patches/0/patch> patch'],
  },
  {
    name: 'patches of a Flux Kustomization',
    input: `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: z}\nspec:\n  patches:\n  - patch: |\n${indented(secret, '      ')}`,
    expect: ['kustomize.toolkit.fluxcd.io/v1 Kustomization -/z', 'v1 Secret y/x /spec/patches/0/patch> patch'],
  },
  { name: 'objects of a template', input: `{{ if .a }}\n${secret}{{ end }}\n`, expect: ['v1 Secret y/x'] },
  {
    name: 'an object whose kind depends',
    input: 'apiVersion: v1\nkind: {{ if .a -}} ConfigMap {{- else -}} Secret {{- end }}\n',
    expect: ['v1 Secret -/-'],
  },
  { name: 'an object of any kind', input: 'apiVersion: v1\nkind: {{ .a }}\n', expect: ['v1 {{ .a }} -/-'] },
  { name: 'objects read by line', input: `${secret.replace('\ndata', '\n z: [\ndata')}`, expect: ['v1 Secret y/x'] },
];

suite('manifest/resources', (test) => {
  for (const { name, input, expect } of cases) test(name, () => assert.equal(found(input), expect));

  test('group and version', () => {
    const [one] = documents('apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n').flatMap(resourcesOf);
    assert.equal([one?.group, one?.version], ['bitnami.com', 'v1alpha1']);
    const [core] = documents(secret).flatMap(resourcesOf);
    assert.equal([core?.group, core?.version], ['', 'v1']);
  });

  test('operations of a JSON patch are put together, the values where they stand', () => {
    const text =
      'patches:\n- target: {kind: Secret}\n  patch: |\n    - op: add\n      path: /data/a~1b\n      value: c\n    - op: replace\n      path: /metadata/name\n      value: d\n';
    const [one] = documents(text).flatMap(resourcesOf);
    assert.is(textAt(one?.root, 'data', 'a/b'), 'c');
    assert.is(one?.id.name, 'd');
    const value = get(one?.root, 'data', 'a/b');
    if (one === undefined || value === undefined) throw new Error('no value');
    assert.is(placeOf(one.document, value.span, one.pointer).line, 6);
  });

  test('objects in objects in objects are all found once', () => {
    const wrap = (inner: string): string =>
      `apiVersion: x/v1\nkind: Wrap\nmetadata: {name: w}\nspec:\n  manifest:\n${indented(inner, '    ')}`;
    assert.is(found(wrap(wrap(wrap(secret)))).length, 4);
  });
});
