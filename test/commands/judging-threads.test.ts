/** Threads judge as one thread does, in the order asked; a blob that ends its thread costs nothing but its own verdict. */
import { setImmediate } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { JudgingThreads } from '../../src/commands/judging-threads.ts';
import { Failure } from '../../src/model/failure.ts';
import { repoPath } from '../../src/model/ids.ts';
import { shippedRuleSet } from '../../src/rules/shipped.ts';
import type { Unjudged } from '../../src/scan/job.ts';
import { type Judged, judgeBlob } from '../../src/scan/judged.ts';
import { pack } from '../../src/scan/packed.ts';
import { suite } from '../support/suite.ts';

const rules = shippedRuleSet();
/** The program of a thread, from its source: a thread does not take over how this process reads TypeScript. */
const program = moduleOf(`
  import { register } from '${import.meta.resolve('tsx/esm/api')}';
  register();
  await import('${new URL('../../src/commands/judging-thread.ts', import.meta.url)}');`);

const secret = (name: string): Unjudged => ({
  path: repoPath(`apps/${name}.yaml`),
  bytes: Buffer.from(`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  password: ${name}-Xk4pQ9vT2m\n`),
});
const setting = (name: string): Unjudged => ({ path: repoPath(`${name}/values.yaml`), bytes: Buffer.from(`image:\n  tag: ${name}\n`) });

suite('judging threads', (test) => {
  test('as judged here, in the order asked, however many are asked for at once', async () => {
    const threads = new JudgingThreads(rules, program, { count: 2 });
    const batches = Array.from({ length: 12 }, (_, batch) => [secret(`a${batch}`), setting(`b${batch}`), secret(`c${batch}`)]);
    const answers = await Promise.all(batches.map(threads.judge)).finally(() => threads.close());
    assert.equal(
      answers.map(packed),
      batches.map((batch) => packed(batch.map(({ path, bytes }) => judgeBlob(path, bytes, rules)))),
    );
  });

  test('bytes that stand in a larger chunk are copied, and stay readable here', async () => {
    const threads = new JudgingThreads(rules, program, { count: 1 });
    const { path, bytes } = secret('chunked');
    const chunk = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')]);
    const view = chunk.subarray(6, 6 + bytes.length);
    const answer = await threads.judge([{ path, bytes: view }]).finally(() => threads.close());
    assert.equal(packed(answer), packed([judgeBlob(path, bytes, rules)]));
    assert.is(chunk.toString().slice(0, 6), 'before');
  });

  test('what threads have no room for is judged here', async () => {
    const threads = new JudgingThreads(rules, silent, { count: 1 });
    const batches = Array.from({ length: 14 }, (_, batch) => [secret(`a${batch}`), setting(`b${batch}`)]);
    const under = batches.map(threads.judge);
    for (const one of under) one.catch(() => {});
    const answer = await under.at(-1)?.finally(() => threads.close());
    assert.equal(packed(answer ?? []), packed((batches.at(-1) ?? []).map(({ path, bytes }) => judgeBlob(path, bytes, rules))));
  });

  test('of what waits behind a blob that ends the thread nothing is lost', async () => {
    const threads = new JudgingThreads(rules, dying, { count: 1 });
    const batches = [[setting('deadly')], [setting('one')], [setting('two'), setting('three')]];
    const answers = await Promise.all(batches.map(threads.judge)).finally(() => threads.close());
    assert.equal(
      answers.map((answer) => answer.map(({ facts }) => facts.coverage.incomplete)),
      [[['sealgate failed (Error)']], [[]], [[], []]],
    );
  });

  test('a thread that ends is replaced; what ended it is told as not judged, the others are judged', async () => {
    const threads = new JudgingThreads(rules, dying, { count: 2 });
    const answer = await threads.judge([setting('one'), setting('deadly'), setting('two')]).finally(() => threads.close());
    assert.equal(
      answer.map(({ facts }) => facts.coverage.incomplete),
      [[], ['sealgate failed (Error)'], []],
    );
  });

  test('when the time is up, a blob that is under way ends as well', async () => {
    let asked = 0;
    const watch = () => {
      asked += 1;
      if (asked > 2) throw new Failure('incomplete', 'out-of-time', 'the time is up');
    };
    const threads = new JudgingThreads(rules, silent, { count: 1, watch });
    const [judged, waiting] = [threads.judge([setting('one')]), threads.judge([setting('two')])];
    waiting.catch(() => {});
    const error: unknown = await judged.then(
      () => null,
      (failure: unknown) => failure,
    );
    await threads.close();
    assert.is(error instanceof Failure && error.code, 'out-of-time');
    assert.is(asked, 3);
  });

  test('closed with blobs under way, as by a scan that fails, it starts no thread that nobody ends', async () => {
    const before = threadsOfProcess();
    const threads = new JudgingThreads(rules, silent, { count: 2 });
    let state = 'under way';
    threads.judge([setting('one'), setting('two')]).catch(() => {
      state = 'ended';
    });
    await threads.close();
    await setImmediate();
    const left = threadsOfProcess();
    await threads.close();
    assert.is(state, 'ended');
    assert.is(left, before);
  });
});

const packed = (judged: readonly Judged[]) => judged.map((one) => pack(one, rules));

/** Never answers. */
const silent = moduleOf(`import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});`);

const threadsOfProcess = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

/** Ends at a blob that says so, as one does that runs out of memory. */
const dying = moduleOf(`
    import { parentPort } from 'node:worker_threads';
    const nothing = { facts: [], links: [], resources: [], envelope: null, comments: [], notes: {} };
    const coverage = { bytes: 0, documents: 0, resources: 0, values: 0, skipped: null, unparsed: [], incomplete: [] };
    parentPort.on('message', (blobs) => {
      if (blobs.some(({ bytes }) => new TextDecoder().decode(bytes).includes('deadly'))) process.exit(1);
      parentPort.postMessage(blobs.map(() => ({ facts: { ...nothing, coverage }, matches: [] })));
    });`);

function moduleOf(text: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
