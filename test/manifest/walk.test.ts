import * as assert from 'uvu/assert';
import { placeOf } from '../../src/manifest/place.ts';
import { scalars } from '../../src/manifest/walk.ts';
import { suite } from '../support/suite.ts';
import { document, documents } from './plain.ts';

const walked = (text: string): readonly string[] => {
  const { root } = document(text);
  return root === null ? [] : scalars(root).map(({ pointer, keyPath, key }) => `${pointer} ${keyPath} ${key}`);
};

const cases: readonly { readonly name: string; readonly input: string; readonly expect: readonly string[] }[] = [
  { name: 'members', input: 'a: 1\nb: {c: 2}\n', expect: ['/a a a', '/b/c b.c c'] },
  { name: 'items go by the key of their list', input: 'a: [x, y]\n', expect: ['/a/0 a.0 a', '/a/1 a.1 a'] },
  {
    name: 'items with a name go by it',
    input: 'env:\n- name: X\n  value: y\n',
    expect: ['/env/0/name env.X.name name', '/env/0/value env.X.value X'],
  },
  { name: 'also when the value comes first', input: '- value: y\n  name: X\n', expect: ['/0/value X.value X', '/0/name X.name name'] },
  { name: 'key and value', input: '- key: X\n  value: y\n', expect: ['/0/key 0.key key', '/0/value 0.value X'] },
  { name: 'a value without name', input: 'a: {value: y}\n', expect: ['/a/value a.value value'] },
  { name: 'keys with signs of pointers', input: '"a/b~c": x\n', expect: ['/a~1b~0c a/b~c a/b~c'] },
  { name: 'duplicates', input: 'a: 1\na: 2\n', expect: ['/a a a', '/a a a'] },
  { name: 'a lone scalar', input: 'x\n', expect: ['  null'] },
];

suite('manifest/walk', (test) => {
  for (const { name, input, expect } of cases) test(name, () => assert.equal(walked(input), expect));

  test('says which member it is the value of, and of what', () => {
    const [first, second, third] = scalars(
      document('a: 1\na: [2]\nb: &x 3\n').root ?? { kind: 'sequence', items: [], span: { start: 0, end: 0 } },
    );
    assert.is(first?.entry?.key.text, 'a');
    assert.is(first?.parent?.kind, 'mapping');
    assert.is(second?.entry, null);
    assert.is(second?.parent?.kind, 'sequence');
    assert.is(third?.entry?.key.text, 'b');
  });

  test('places count from 1 and name their document', () => {
    const [, second] = documents('a: b\n---\nc: d\n');
    const [scalar] = second?.root == null ? [] : scalars(second.root);
    if (second === undefined || scalar === undefined) throw new Error('no scalar');
    assert.equal(placeOf(second, scalar.node.span, scalar.pointer), {
      document: 1,
      line: 3,
      column: 4,
      endLine: 3,
      endColumn: 5,
      pointer: '/c',
      inner: '',
    });
  });

  test('what is read by line has places without pointer', () => {
    const broken = document('a: b\nc: [\n');
    const [scalar] = broken.root === null ? [] : scalars(broken.root);
    if (scalar === undefined) throw new Error('no scalar');
    const place = placeOf(broken, scalar.node.span, scalar.pointer);
    assert.equal([place.pointer, place.line], [null, 1]);
  });
});
