import type { Concealed } from './concealed.ts';
import type { Place } from './document.ts';
import type { ResourceId } from './resource.ts';
import type { Sensitivity } from './sensitivity.ts';

/** What protects a value. `broken`: claims to be ciphertext and is not. */
export const protections = ['plain', 'encoded', 'sealed', 'encrypted', 'reference', 'template', 'empty', 'broken'] as const;
export type Protection = (typeof protections)[number];

/** The kind of place a value stands in: how likely a secret is there, and how strict to be. */
export const containers = [
  'secret', // data or stringData of a v1 Secret, however deep it is wrapped
  'sealed', // where ciphertext of Sealed Secrets belongs
  'sealed-template', // plaintext members of a SealedSecret
  'ciphertext', // where another system's ciphertext belongs (SOPS zone, KamusSecret, ...)
  'annotation',
  'config-map',
  'env',
  'argument',
  'generator', // literals of kustomize generators and their target files
  'template', // a secret system's template (ESO target.template, VSO transformation, ...)
  'credential-field', // a field of a known API whose only use is a credential (provider tokens, webhook headers)
  'values', // Helm values and the like
  'dotenv',
  'config-file', // ini, properties, toml, hcl, netrc, npmrc, docker config, kubeconfig
  'key-material', // armour and identities found in any text
  'comment',
  'text',
] as const;
export type Container = (typeof containers)[number];

/** Weaknesses of an encoding or a value; properties of a finding, or findings of their own where nothing else is wrong. */
export const weaknesses = [
  'guessable',
  'short',
  'equals-key',
  'trailing-newline',
  'double-base64',
  'not-base64',
  'base64url',
  'no-padding',
  'base64-in-string-data',
  'known-test-key',
] as const;
export type Weakness = (typeof weaknesses)[number];

interface Common {
  readonly system: string;
  /** What is being said: a word of its system's closed list, `System.aspects`. */
  readonly aspect: string;
  readonly place: Place;
  readonly resource: ResourceId | null;
  /** Key of a Secret's data, name of a variable: what a person calls the value. */
  readonly key: string | null;
  /** Dotted path to it inside its resource or document: part of the finding's identity. */
  readonly keyPath: string;
  /** Words and numbers for messages. Never a value. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface ValueFact extends Common {
  readonly subject: 'value';
  readonly container: Container;
  readonly protection: Protection;
  /** How ciphertext is broken, or null. */
  readonly damage: string | null;
  /** What was taken off to reach the value: `['base64']`, `['base64', 'base64']`. */
  readonly layers: readonly string[];
  /** The envelope of its document that covers some of its values (`sops`), or null. */
  readonly envelope: string | null;
  /** The envelope's own selector covers this value; null without envelope. */
  readonly selected: boolean | null;
  readonly sensitivity: Sensitivity;
  readonly weakness: readonly Weakness[];
  /** Copied from a cluster: the system whose marker says so, or null. */
  readonly liveExport: string | null;
  readonly read: 'parsed' | 'template' | 'lines';
  readonly example: boolean;
  readonly test: boolean;
  /** Rebuilt from length and kind, never from characters of the value. */
  readonly mask: string;
  /** Not part of what rules, caches or reporters see. Absent when the fact comes from a cache. */
  readonly content?: Concealed;
}

export interface ObservationFact extends Common {
  readonly subject: Exclude<Subject, 'value'>;
  readonly example: boolean;
  readonly test: boolean;
}

export type Fact = ValueFact | ObservationFact;

export const subjects = ['value', 'resource', 'document', 'reference', 'change', 'snapshot'] as const;
export type Subject = (typeof subjects)[number];
