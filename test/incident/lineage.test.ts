import * as assert from 'uvu/assert';
import { type ChangePoint, type CommitNode, Lineage } from '../../src/incident/lineage.ts';
import { suite } from '../support/suite.ts';

/** A small generator with a seed, so that a failure can be had again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
}

suite('incident/lineage', (test) => {
  test('agrees with trees listed one by one, on histories of any shape and with clocks gone wrong', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = random(seed);
      const count = 1 + next(40);
      const commits: CommitNode[] = Array.from({ length: count }, (_, at) => ({
        firstParent: at === 0 || next(12) === 0 ? -1 : next(at),
        time: next(60),
      }));
      // Newest first, as git lists them.
      const listed = commits
        .map(({ firstParent, time }) => ({ firstParent: firstParent < 0 ? -1 : count - 1 - firstParent, time }))
        .reverse();
      const held: (string | null)[] = [];
      const points: ChangePoint[] = [];
      for (let at = 0; at < count; at += 1) {
        const parent = commits[at]?.firstParent ?? -1;
        const before = parent < 0 ? null : (held[parent] ?? null);
        const after = next(3) === 0 ? ([null, 'a', 'b', 'c'][next(4)] ?? null) : before;
        held.push(after);
        if (after !== before) points.push({ commit: count - 1 - at, blob: after });
      }
      const lineage = new Lineage(listed);
      const stays = lineage.stays(points);
      for (const blob of ['a', 'b', 'c']) {
        const stay = stays.get(blob) ?? [];
        const holders = held.flatMap((other, at) => (other === blob ? [count - 1 - at] : []));
        for (let commit = 0; commit < count; commit += 1) assert.is(lineage.holds(stay, commit), holders.includes(commit), `seed ${seed}`);
        const span = lineage.span(stay);
        const times = holders.map((commit) => listed[commit]?.time ?? 0);
        if (holders.length === 0) assert.is(span, null);
        else {
          assert.is(listed[span?.first ?? -1]?.time, Math.min(...times), `seed ${seed}`);
          assert.is(listed[span?.last ?? -1]?.time, Math.max(...times), `seed ${seed}`);
          assert.ok(holders.includes(span?.first ?? -1) && holders.includes(span?.last ?? -1));
        }
        const tips = lineage.sorted(listed.map((_, commit) => ({ commit })).filter(({ commit }) => commit % 3 === 0));
        assert.equal(
          lineage
            .among(stay, tips)
            .map(({ commit }) => commit)
            .sort(),
          holders.filter((commit) => commit % 3 === 0).sort(),
        );
        const odd = lineage.count((commit) => commit % 2 === 1);
        assert.is(
          lineage.some(stay, odd),
          holders.some((commit) => commit % 2 === 1),
        );
      }
    }
  });
});
