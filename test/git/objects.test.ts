import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ObjectReader, type ReadObject, readObjects } from '../../src/git/objects.ts';
import { TestRepository } from '../support/repository.ts';
import { suite } from '../support/suite.ts';
import { all, opened, textOf, withReader } from './reading.ts';

suite('objects', (test) => {
  test('many are read in the order asked for, bytes unchanged', async () => {
    const repository = TestRepository.create();
    const files: Record<string, Uint8Array> = {
      utf16: Buffer.from('\ufeffkind: Secret\r\n', 'utf16le'),
      crlf: Buffer.from('a: 1\r\nb: 2\rc: 3\r\n'),
      empty: Buffer.alloc(0),
      large: randomBytes(300_000),
      lfs: Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`),
    };
    repository.commit('files', files);
    const names = Object.keys(files);
    const ids = names.map((name) => repository.git('rev-parse', `HEAD:${name}`));
    const objects = await all(readObjects(await opened(repository), [...ids, ...ids]));
    assert.equal(
      objects.map((object) => object.kind === 'blob' && object.id),
      [...ids, ...ids],
    );
    objects.forEach((object, index) => {
      assert.ok(object.kind === 'blob' && Buffer.from(files[names[index % names.length] ?? ''] ?? '').equals(object.bytes));
    });
    repository.remove();
  });

  test('filters, line-end conversion and working-tree encodings do not touch the bytes', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { 'a.yaml': 'a: 1\r\n' });
    repository.git('config', 'core.autocrlf', 'true');
    repository.git('config', 'filter.x.smudge', 'touch smudged; cat');
    repository.write({ '.gitattributes': '*.yaml text eol=lf filter=x working-tree-encoding=UTF-16\n' });
    const [object] = await all(readObjects(await opened(repository), ['HEAD:a.yaml']));
    assert.is(object?.kind === 'blob' && Buffer.from(object.bytes).toString(), 'a: 1\r\n');
    repository.remove();
  });

  test('what is no blob, too large, or not there is told as such', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { small: '12345678', large: '123456789' });
    const id = (name: string) => repository.git('rev-parse', name);
    const none = '0123456789012345678901234567890123456789';
    const names = [id('HEAD'), id('HEAD^{tree}'), id('HEAD:large'), none, id('HEAD:small')];
    const expected: unknown[] = [
      { kind: 'other', id: names[0], type: 'commit' },
      { kind: 'other', id: names[1], type: 'tree' },
      { kind: 'tooLarge', id: names[2], size: 9, start: '123456789' },
      { kind: 'missing', id: none },
      { kind: 'blob', id: names[4], bytes: '12345678' },
    ];
    const readable = (object: ReadObject) => {
      if (object.kind === 'blob') return { ...object, bytes: Buffer.from(object.bytes).toString() };
      return object.kind === 'tooLarge' ? { ...object, start: Buffer.from(object.start).toString() } : object;
    };
    const place = await opened(repository);
    assert.equal((await all(readObjects(place, names, { limit: 8 }))).map(readable), expected);
    const reader = new ObjectReader(place, { limit: 8 });
    assert.equal((await all(reader.read(names))).map(readable), expected);
    reader.close();
    repository.remove();
  });

  test('a reader answers by name, in between, and again', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { '.sealgate.yaml': 'version: 1\n', 'odd name ': 'x' });
    const texts = await withReader(await opened(repository), async (reader) => [
      textOf(await reader.find('HEAD:.sealgate.yaml')),
      textOf(await reader.find('HEAD:nothing here')),
      textOf(await reader.find('HEAD:odd name ')),
      textOf(await reader.find('HEAD:a\nHEAD:.sealgate.yaml')),
      textOf(await reader.find('MERGE_HEAD')),
    ]);
    assert.equal(texts, ['version: 1\n', 'missing', 'x', 'missing', 'missing']);
    repository.remove();
  });

  test('asking inside the loop over a reader does not hang', async () => {
    const repository = TestRepository.create();
    repository.commit('files', Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, `text ${index}`])));
    await withReader(await opened(repository), async (reader) => {
      let count = 0;
      for await (const object of reader.read(Array.from({ length: 50 }, (_, index) => `HEAD:f${index}`))) {
        assert.is(textOf(object), `text ${count}`);
        assert.is(textOf(await reader.find(`HEAD:f${count}`)), `text ${count}`);
        count += 1;
      }
      assert.is(count, 50);
    });
    repository.remove();
  });

  test('leaving the loop early ends the reading', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { a: 'x'.repeat(100_000) });
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield 'HEAD:a';
      }
    }
    for await (const object of readObjects(await opened(repository), endless())) {
      assert.is(object.kind, 'blob');
      break;
    }
    // Pipes and sockets hold a few hundred kilobytes of names; without the brake there would be no end.
    assert.ok(asked < 200_000, `${asked} names were taken for one answer`);
    repository.remove();
  });

  test('an error of the source reaches the reader', async () => {
    const repository = TestRepository.create();
    async function* failing() {
      yield 'HEAD:a';
      throw new Error('the source failed');
    }
    const failure = await all(readObjects(await opened(repository), failing())).catch((error: unknown) => error);
    assert.match(String(failure), 'the source failed');
    repository.remove();
  });

  test('a promised object that is absent is missing, those after it are read, and nothing is fetched', async () => {
    const origin = TestRepository.create();
    origin.commit('files', { a: 'aaa', b: 'bbb', c: 'ccc' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = join(origin.path, 'partial');
    origin.git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin.path}`, clone);
    const ids = ['a', 'b', 'c'].map((name) => origin.git('rev-parse', `HEAD:${name}`));
    const place = await opened(origin, {}, clone);
    const kinds = (objects: ReadObject[]) => objects.map((object) => object.kind);
    assert.equal(kinds(await all(readObjects(place, ids))), ['missing', 'missing', 'missing']);
    origin.git('-C', clone, 'cat-file', 'blob', ids[1] ?? '');
    assert.equal(kinds(await all(readObjects(place, ids))), ['missing', 'blob', 'missing']);
    const reader = new ObjectReader(place);
    assert.equal(kinds(await all(reader.read(ids))), ['missing', 'blob', 'missing']);
    assert.is(textOf(await reader.find(ids[1] ?? '')), 'bbb');
    reader.close();
    assert.equal(kinds(await all(readObjects(place, ids, { absent: new Set([ids[0] ?? '']) }))).sort(), ['blob', 'missing', 'missing']);
    origin.remove();
  });

  test('what is foreseen is answered as what is asked for', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { a: 'aaa', 'é b': 'b\n\0b', é: 'e', empty: '', large: 'x'.repeat(9 << 20), 'folder/c': 'c' });
    const names = [
      repository.git('rev-parse', 'HEAD:a'),
      Buffer.from('HEAD:é b'),
      'HEAD:empty',
      'HEAD:gone',
      'HEAD:folder',
      // The same characters, as text and as bytes that are none.
      'HEAD:é',
      Buffer.from('HEAD:\xe9', 'latin1'),
    ];
    const place = await opened(repository);
    const answers = async (foreseen: readonly (string | Buffer)[], limit?: number) => {
      const reader = new ObjectReader(place, limit === undefined ? {} : { limit });
      reader.foresee(foreseen);
      const objects = await Promise.all([...names, 'HEAD:large'].map((name) => reader.find(name)));
      reader.close();
      return objects.map((object) =>
        object.kind === 'blob' ? { ...object, bytes: Buffer.from(object.bytes).toString('latin1') } : object,
      );
    };
    const asked = await answers([]);
    assert.equal(
      asked.map(({ kind }) => kind),
      ['blob', 'blob', 'blob', 'missing', 'other', 'blob', 'missing', 'blob'],
    );
    assert.equal(await answers(names), asked);
    // Too much to be foreseen.
    assert.equal(await answers([...names, 'HEAD:large']), asked);
    assert.equal(await answers(names, 2), await answers([], 2));
    repository.remove();
  });

  test('a damaged object is missing, those after it are read', async () => {
    const repository = TestRepository.create();
    repository.commit('files', { a: 'aaa', b: 'bbb' });
    const id = repository.git('rev-parse', 'HEAD:a');
    const file = join('.git', 'objects', id.slice(0, 2), id.slice(2));
    rmSync(join(repository.path, file));
    repository.write({ [file]: 'damaged' });
    const objects = await all(readObjects(await opened(repository), [id, repository.git('rev-parse', 'HEAD:b')]));
    assert.equal(
      objects.map((object) => object.kind),
      ['missing', 'blob'],
    );
    repository.remove();
  });

  test('a folder without a repository is a failure, not an endless restart', async () => {
    const repository = TestRepository.create();
    rmSync(join(repository.path, '.git'), { recursive: true });
    const place = await opened(repository, { GIT_CEILING_DIRECTORIES: join(repository.path, '..') });
    const failure = await all(readObjects(place, ['HEAD:a'])).catch((error: unknown) => error);
    assert.match(String(failure), 'there is no git repository here or above');
    const reader = new ObjectReader(place);
    assert.match(String(await reader.find('HEAD:a').catch((error: unknown) => error)), 'there is no git repository');
    reader.close();
    repository.remove();
  });
});
