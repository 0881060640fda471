import type { Scalar } from '../model/tree.ts';
import type { Candidate, Emit } from './system.ts';

/**
 * In languages that compute (HCL, shells) a scalar may be an expression, or hold some: what the reader marked as such is no
 * literal. An emit that judges only what is written out, and says `template` where nothing is.
 */
export function literalsOnly(emit: Emit): Emit {
  return {
    ...emit,
    passes: (node, ...as) => node.actions.length === 0 && emit.passes(node, ...as),
    value: (candidate) => emit.value(candidate.node === undefined ? candidate : withoutActions(candidate, candidate.node)),
  };
}

function withoutActions(candidate: Candidate, node: Scalar): Candidate {
  if (node.actions.length === 0 || candidate.text !== node.text) return candidate;
  let text = '';
  let at = 0;
  for (const action of node.actions) {
    text += node.text.slice(at, action.start);
    at = Math.max(at, action.end);
  }
  text += node.text.slice(at);
  return /[\p{L}\p{N}]/u.test(text) ? candidate : { ...candidate, protection: 'template' };
}
