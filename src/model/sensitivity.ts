/**
 * Is this value a secret? The gravest first. `secret`: yes, by shape, or by place and name. `suspect`: its name or its shape alone says so.
 * `placeholder`: stands for a secret to come. `public`: an identifier, certificate, host or the like. `none`: nothing says so.
 */
export const verdicts = ['secret', 'suspect', 'placeholder', 'public', 'none'] as const;
export type Verdict = (typeof verdicts)[number];

/** What the characters look like; a documented closed list, see `sensitivity/shape.ts`. */
export type Shape =
  | 'empty'
  | 'token' // a provider's published token format; `token` names it
  | 'private-key'
  | 'certificate'
  | 'public-key'
  | 'jwt'
  | 'password-hash'
  | 'checksum'
  | 'uuid'
  | 'url-with-password'
  | 'url'
  | 'host'
  | 'email'
  | 'path'
  | 'number'
  | 'boolean'
  | 'duration'
  | 'timestamp'
  | 'version'
  | 'image'
  | 'word' // one dictionary-like word
  | 'words'
  | 'identifier' // snake, kebab, camel or dotted words
  | 'random' // high entropy for its alphabet and length
  | 'structured' // JSON, YAML, properties
  | 'binary'
  | 'opaque';

export interface Sensitivity {
  readonly verdict: Verdict;
  readonly shape: Shape;
  /** Name of the provider's token format, or null. */
  readonly token: string | null;
  /** Short sentences without the value, most important first: `the key name says password`. */
  readonly reasons: readonly string[];
}
