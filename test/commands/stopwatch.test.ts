/** `--profile`: every moment counts to exactly one phase. */
import * as assert from 'uvu/assert';
import { Stopwatch } from '../../src/commands/stopwatch.ts';
import { suite } from '../support/suite.ts';

suite('a stopwatch', (test) => {
  test('gives each phase the time from its border to the next, however often it comes', () => {
    const times = [10, 15, 17, 20, 26];
    const watch = new Stopwatch(() => times.shift() ?? 30);
    assert.is(watch.enter('git'), 'start');
    assert.is(watch.enter('judge'), 'git');
    assert.is(watch.enter('git'), 'judge');
    assert.is(watch.enter('report'), 'git');
    assert.is(
      watch.told(),
      'time: start 10.0 ms, git 8.0 ms, policy 0.0 ms, parse 0.0 ms, establish 0.0 ms, judge 2.0 ms, report 6.0 ms; 26.0 ms in all',
    );
  });
});
