import { parentPort, workerData } from 'node:worker_threads';
import type { Rule } from '../model/rule.ts';
import { compileRules } from '../rules/compile.ts';
import { RuleSet } from '../rules/engine.ts';
import type { Unjudged } from '../scan/job.ts';
import { judgeBlob } from '../scan/judged.ts';
import { pack } from '../scan/packed.ts';

// A thread of `JudgingThreads`: it is given the rules, then blobs, many at a time.
const rules = new RuleSet(compileRules(workerData as readonly Rule[]));

parentPort?.on('message', (blobs: readonly Unjudged[]) => {
  parentPort?.postMessage(blobs.map(({ path, bytes }) => pack(judgeBlob(path, bytes, rules), rules)));
});
