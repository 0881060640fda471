import type { Container } from '../model/fact.ts';
import type { ScalarType } from '../model/tree.ts';

/** All that is known of a value when it is asked whether it is a secret. */
export interface Question {
  /** The plaintext: decoded, or the residue around references. */
  readonly text: string;
  /** false: `text` is a residue; pieces of it count, not the whole. */
  readonly whole: boolean;
  readonly key: string | null;
  readonly keyPath: string;
  readonly container: Container;
  /** Kind of the resource it stands in. */
  readonly kind: string | null;
  /** `type` of the Secret it stands in. */
  readonly secretType: string | null;
  readonly scalar: ScalarType;
  /** Keys beside it. */
  readonly neighbours: readonly string[];
  readonly example: boolean;
  readonly test: boolean;
  /** In the definition of a pipeline. */
  readonly pipeline?: boolean;
  /** Somewhere inside a v1 Secret: also in a document that a member of it holds. */
  readonly inSecret?: boolean;
}
