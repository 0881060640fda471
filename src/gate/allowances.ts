import { type Allowance, wildcard } from './configuration.ts';
import { compilePaths, type Paths } from './paths.ts';

/** What the policy says of a word (a scope, a recipient, a system) at a path. `silent`: no entry names the path. */
export type Answer =
  | { readonly kind: 'allowed'; readonly source: string /** Index of the layer that allows it. */; readonly layer: number }
  | { readonly kind: 'refused'; readonly source: string; readonly allow: readonly string[] }
  | { readonly kind: 'silent' };

/** One layer's entries of one kind. A binding layer cannot be overruled by a later one. */
interface AllowanceLayer {
  readonly entries: readonly Allowance[];
  readonly binding: boolean;
}

export class Allowances {
  private readonly layers: readonly { readonly binding: boolean; readonly entries: readonly Compiled[] }[];

  constructor(layers: readonly AllowanceLayer[]) {
    this.layers = layers.map(({ entries, binding }) => ({
      binding,
      entries: entries.map((entry) => ({ ...entry, compiled: compilePaths(entry.paths) })),
    }));
  }

  /** Every binding layer that names the path must allow the word; of the others the last one that names it counts. */
  at(path: string, word: string): Answer {
    let own: Answer = { kind: 'silent' };
    let bound: Answer = { kind: 'silent' };
    for (const [layer, { binding, entries }] of this.layers.entries()) {
      const entry = entries.findLast((one) => one.compiled.match(path));
      if (entry === undefined) continue;
      const answer = judge(entry, word, layer);
      if (!binding) own = answer;
      else if (answer.kind === 'refused') return answer;
      else bound = answer;
    }
    return own.kind === 'silent' ? bound : own;
  }
}

interface Compiled extends Allowance {
  readonly compiled: Paths;
}

function judge({ allow, source }: Allowance, word: string, layer: number): Answer {
  return allow.some((one) => wildcard(one, word)) ? { kind: 'allowed', source, layer } : { kind: 'refused', source, allow };
}
