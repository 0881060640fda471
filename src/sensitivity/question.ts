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
  /** Others beside it are called as they read (`username: username`): names, not values. */
  readonly amongNames?: boolean;
  readonly example: boolean;
  readonly test: boolean;
  /** For services that live as long as a job, or on the machine of a developer. */
  readonly passing?: boolean;
  /** Somewhere inside a v1 Secret: also in a document that a member of it holds. */
  readonly inSecret?: boolean;
}
