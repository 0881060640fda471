import { Failure } from '../src/model/failure.ts';

/** What an event asks to be judged. */
export type Plan =
  /** What `head` has and `base` has not. `fetch` names refs that bring them when a checkout is shallow. */
  | { readonly kind: 'range'; readonly base: string; readonly head: string; readonly fetch: readonly string[] }
  /** A branch or tag that is new: what it has and the default branch has not. */
  | { readonly kind: 'new-ref'; readonly head: string; readonly branch: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'nothing'; readonly why: string };

const none = /^0+$/;

/**
 * The commits an event is about. A pull request is all of its commits, also the middle ones, which no diff shows.
 * Throws a TypeError naming the missing field where the payload is not what GitHub sends, and a Failure for an event that is about no commits.
 */
export function planOf(event: string, payload: unknown): Plan {
  switch (event) {
    case 'pull_request':
    case 'pull_request_target': {
      const number = field(payload, 'pull_request', 'number');
      const base = text(payload, 'pull_request', 'base', 'sha');
      return { kind: 'range', base, head: text(payload, 'pull_request', 'head', 'sha'), fetch: [`refs/pull/${String(number)}/head`, base] };
    }
    case 'merge_group': {
      const base = text(payload, 'merge_group', 'base_sha');
      return {
        kind: 'range',
        base,
        head: text(payload, 'merge_group', 'head_sha'),
        fetch: [text(payload, 'merge_group', 'head_ref'), base],
      };
    }
    case 'push': {
      const before = text(payload, 'before');
      const after = text(payload, 'after');
      if (none.test(after)) return { kind: 'nothing', why: 'the push deletes a ref' };
      const branch = text(payload, 'repository', 'default_branch');
      if (none.test(before) || field(payload, 'forced') === true) return { kind: 'new-ref', head: after, branch };
      return { kind: 'range', base: before, head: after, fetch: [text(payload, 'ref'), before] };
    }
    case 'workflow_dispatch':
    case 'schedule':
      return { kind: 'history' };
    default:
      // Nothing judged must not look like nothing found.
      throw new Failure(
        'usage',
        'event',
        `sealgate does not know which commits the event '${event}' is about; the input \`range\` (A..B) would say it, or one of pull_request, pull_request_target, merge_group, push, schedule, workflow_dispatch`,
      );
  }
}

function field(payload: unknown, ...path: readonly string[]): unknown {
  let at = payload;
  for (const step of path) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  return at;
}

function text(payload: unknown, ...path: readonly string[]): string {
  const found = field(payload, ...path);
  if (typeof found !== 'string' || found === '' || found.startsWith('-')) throw new TypeError(`the event has no ${path.join('.')}`);
  return found;
}
