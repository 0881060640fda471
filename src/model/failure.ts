/** Which exit code a failure leads to. */
type FailureKind = 'usage' | 'configuration' | 'rule' | 'incomplete';

/** An error a user can act on: a stable code and one sentence saying what is wrong, where, and what would be accepted. */
export class Failure extends Error {
  readonly code: string;
  readonly kind: FailureKind;

  constructor(kind: FailureKind, code: string, sentence: string) {
    super(sentence);
    this.name = 'Failure';
    this.kind = kind;
    this.code = code;
  }
}
