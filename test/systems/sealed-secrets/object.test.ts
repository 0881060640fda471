import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { labelOf } from '../../../src/systems/sealed-secrets/label.ts';
import type { ObjectNote } from '../../../src/systems/sealed-secrets/notes.ts';
import { type Case, suite } from '../../support/suite.ts';
import { read, said } from './reading.ts';
import { vectorBytes, vectorIndex } from './vectors.ts';

const sealed = Buffer.concat([Buffer.from([0, 128]), randomBytes(160).fill(0x5a, 0, 1)]).toString('base64');
const object = (metadata: string, rest = ''): string =>
  `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: db\n${metadata}spec:\n  encryptedData:\n    password: ${sealed}\n${rest}`;
const annotation = (text: string, member = 'annotations'): string => `  namespace: payments\n  ${member}:\n    ${text}\n`;

const at = '/metadata/annotations/sealedsecrets.bitnami.com~1';
const cases: readonly Case<string, readonly string[]>[] = [
  { name: 'strict', input: object('  namespace: payments\n'), expect: [] },
  { name: 'no namespace', input: object(''), expect: ['namespace-missing /metadata'] },
  { name: 'an empty namespace is none', input: object('  namespace: ""\n'), expect: ['namespace-missing /metadata'] },
  {
    name: 'a namespace that Flux fills in',
    input: object('  namespace: ${NAMESPACE}\n'),
    expect: ['templated-identity /metadata/namespace'],
  },
  {
    name: 'cluster-wide',
    input: object(annotation('sealedsecrets.bitnami.com/cluster-wide: "true"')),
    expect: [`cluster-wide ${at}cluster-wide`],
  },
  { name: 'on by a template', input: object(annotation('sealedsecrets.bitnami.com/cluster-wide: "${WIDE}"')), expect: [] },
  { name: 'off', input: object(annotation('sealedsecrets.bitnami.com/cluster-wide: "false"')), expect: [] },
  {
    name: 'a blank before true',
    input: object(annotation('sealedsecrets.bitnami.com/cluster-wide: " true"')),
    expect: [`ignored-annotation ${at}cluster-wide`],
  },
  {
    name: 'a boolean',
    input: object(annotation('sealedsecrets.bitnami.com/cluster-wide: true')),
    expect: [`annotation-not-a-string ${at}cluster-wide`, `cluster-wide ${at}cluster-wide`],
  },
  {
    name: 'a misspelt host',
    input: object(annotation('sealed-secrets.bitnami.com/namespace-wide: "true"')),
    expect: ['ignored-annotation /metadata/annotations/sealed-secrets.bitnami.com~1namespace-wide'],
  },
  {
    name: 'a label',
    input: object(annotation('sealedsecrets.bitnami.com/namespace-wide: "true"', 'labels')),
    expect: ['ignored-annotation /metadata/labels/sealedsecrets.bitnami.com~1namespace-wide'],
  },
  { name: 'annotations that are no map', input: object('  namespace: payments\n  annotations: [a]\n'), expect: [] },
  {
    name: 'in a list',
    input: `apiVersion: v1\nkind: List\nitems:\n  - ${object('').trim().replaceAll('\n', '\n    ')}\n`,
    expect: ['namespace-missing /items/0/metadata'],
  },
  { name: 'of another group', input: object('').replace('bitnami.com', 'secrets.rustrial.org'), expect: [] },
];

suite('objects of Sealed Secrets', (test) => {
  for (const { name, input, expect } of cases) test(name, () => assert.equal(said(read(input)), expect));

  test('scope, label and values of every vector are what the controller would make of it', () => {
    let compared = 0;
    for (const entry of vectorIndex.filter((one) => one.system === 'sealed-secrets')) {
      const notes = read(vectorBytes(entry.file).toString('utf8'), entry.file).notes as readonly (ObjectNote & { readonly kind: string })[];
      const found = notes.filter((note) => note.kind === 'object');
      const wanted = entry.expect.objects.filter((one) => one.form !== 'raw');
      assert.is(found.length, wanted.length, entry.id);
      for (const [index, one] of wanted.entries()) {
        const note = found[index];
        assert.is(note?.scope, one.declaredScope, `${entry.id}: scope`);
        assert.is(note?.scope && labelOf(note.scope, note.namespace, note.name), one.runtimeLabel, `${entry.id}: label`);
        assert.is(note?.name ?? null, one.name, `${entry.id}: name`);
        const sealedKeys = Object.entries(one.values).flatMap(([key, value]) =>
          value.state === 'sealed' ? [key === '' ? 'data' : key] : [],
        );
        const own = note?.values.flatMap((value) => (value.state === 'sealed' ? [value.key] : [])) ?? [];
        for (const key of sealedKeys) assert.ok(own.includes(key), `${entry.id}: ${key}`);
        compared += 1;
      }
    }
    assert.ok(compared > 130, String(compared));
  });

  test('every value is emitted with what protects it, wherever it stands', () => {
    const text = object(
      '  namespace: payments\n',
      `    pin: 123456\n    gone: null\n    deep: { a: b }\n  stringData:\n    token: abc\n  other: x\n  template:\n    data:\n      url: "{{ .password }}"\n    stringData: { key: v }\n    metadata:\n      labels: { app: db }\nstringData:\n  top: y\n`,
    );
    const found = read(text).values.map((one) => `${one.aspect} ${one.keyPath} ${one.protection ?? '?'} ${one.damage ?? ''}`.trim());
    assert.equal(found.sort(), [
      'annotation spec.template.metadata.labels.app ?',
      'encrypted-data spec.encryptedData.deep.a ?',
      'encrypted-data spec.encryptedData.gone broken empty',
      'encrypted-data spec.encryptedData.password sealed',
      'encrypted-data spec.encryptedData.pin ?',
      'stray-data spec.other ?',
      'stray-data spec.stringData.token ?',
      'stray-data spec.template.stringData.key ?',
      'stray-data stringData.top ?',
      'template-data spec.template.data.url ?',
    ]);
  });

  test('no note holds a plaintext', () => {
    const text = object(
      '  namespace: payments\n',
      '    canary: canary-m4j8pXq7Rw2K\n    todo: REPLACE_ME canary-word\n  template:\n    data:\n      url: canary-url\n',
    );
    assert.not.ok(JSON.stringify(read(text).notes).includes('canary-'));
  });

  test('never throws anything but Broken, whatever stands in the object', () => {
    const node = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 1, '', 'true', sealed, '{{ x }}'),
        fc.array(tie('node'), { maxLength: 3 }),
        tie('map'),
      ),
      map: fc.dictionary(
        fc.constantFrom(
          'metadata',
          'spec',
          'template',
          'encryptedData',
          'data',
          'stringData',
          'annotations',
          'labels',
          'name',
          'namespace',
          'generateName',
          'sealedsecrets.bitnami.com/cluster-wide',
        ),
        tie('node'),
        { maxKeys: 5 },
      ),
    })).map;
    fc.assert(
      fc.property(node, (body) => {
        read(JSON.stringify({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', ...(body as object) }), 'sealed.json');
      }),
      { numRuns: 300 },
    );
  });
});
