/** Half-open range of UTF-16 code units in the decoded text of the blob as committed. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** How Kubernetes' YAML reader (sigs.k8s.io/yaml, YAML 1.1 words) types a scalar. */
export type ScalarType = 'string' | 'null' | 'bool' | 'int' | 'float' | 'binary';

/** A template action found inside a scalar (`{{ .Values.x }}`), as an offset range within `Scalar.text`. */
export interface Action {
  readonly start: number;
  readonly end: number;
}

export interface Scalar {
  readonly kind: 'scalar';
  /** The decoded text: escapes resolved, folds applied; template actions stand as written. Of `!!binary` the base64 as written. */
  readonly text: string;
  readonly type: ScalarType;
  readonly style: ScalarStyle;
  /** As written (`!!str`, `!vault`), or null. */
  readonly tag: string | null;
  /** The value as written, quotes included; a block scalar from its first content line. Through an alias: the alias itself. */
  readonly span: Span;
  /** Through an alias: where the anchor has it. */
  readonly written?: Span;
  readonly actions: readonly Action[];
}

export interface Entry {
  readonly key: Scalar;
  readonly value: Node;
}

export interface Mapping {
  readonly kind: 'mapping';
  /** In the order of the file. A key that stands twice has two: Kubernetes would take the last, each is judged. */
  readonly entries: readonly Entry[];
  readonly span: Span;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
  readonly span: Span;
}

/** Aliases and merge keys are resolved when the tree is built: what is reached through one has the span of the alias. */
export type Node = Scalar | Mapping | Sequence;

export interface Comment {
  /** Without the comment sign and the white space around. */
  readonly text: string;
  /** From the comment sign to the end of the line. */
  readonly span: Span;
  /** Nothing but white space before it on its line. */
  readonly ownLine: boolean;
}

/** The value of the last entry with this key, as Kubernetes reads it; undefined when there is none or `node` is no mapping. */
export function get(node: Node | null | undefined, ...path: readonly string[]): Node | undefined {
  let at: Node | null | undefined = node;
  for (const step of path) {
    if (at?.kind !== 'mapping') return undefined;
    at = at.entries.findLast((entry) => entry.key.text === step)?.value;
  }
  return at ?? undefined;
}

/** The text of a string scalar at `path`, else null. */
export function textAt(node: Node | null | undefined, ...path: readonly string[]): string | null {
  const found = get(node, ...path);
  return found?.kind === 'scalar' && found.type !== 'null' ? found.text : null;
}
