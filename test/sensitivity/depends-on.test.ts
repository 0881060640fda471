/** What the way to a value says of it, beside its key. */
import * as assert from 'uvu/assert';
import { dependsOn, isCatalogueExample, isNote } from '../../src/sensitivity/depends-on.ts';
import { suite } from '../support/suite.ts';

suite('the way to a value', (test) => {
  for (const { keyPath, isExample } of [
    { keyPath: 'metadata.annotations.alm-examples.0.spec.password', isExample: true },
    { keyPath: 'annotations.artifacthub.io/crdsExamples.0.data.password', isExample: true },
    { keyPath: 'examples.basic.auth.password', isExample: true },
    { keyPath: 'docs.examples.auth.password', isExample: true },
    { keyPath: 'sites.examples.com.password', isExample: false },
    { keyPath: 'sites.examples.org', isExample: false },
    { keyPath: 'examples.community.password', isExample: true },
    { keyPath: 'counterexamples.auth.password', isExample: false },
  ]) {
    test(`${keyPath} is ${isExample ? 'an example' : 'none'}`, () => assert.is(isCatalogueExample(keyPath), isExample));
  }

  for (const { keyPath, isProse } of [
    { keyPath: 'docs.body', isProse: true },
    { keyPath: 'chart.notes', isProse: true },
    { keyPath: 'docserver.body', isProse: false },
  ]) {
    test(`${keyPath} is ${isProse ? 'prose' : 'none'}`, () => assert.is(isNote(keyPath), isProse));
  }

  for (const { key, container, on } of [
    { key: 'replicas', container: 'values', on: 'text' },
    { key: null, container: 'values', on: 'text' },
    { key: 'password', container: 'values', on: 'way' },
    { key: 'replicas', container: 'generator', on: 'way' },
    { key: 'replicas', container: 'secret', on: 'way' },
    { key: 'secret_key', container: 'values', on: 'neighbours' },
    { key: 'accessKey', container: 'secret', on: 'neighbours' },
  ] as const) {
    test(`${key} in ${container}: ${on}`, () => assert.is(dependsOn(key, container), on));
  }
});
