import type { RecipientKind } from './recipient.ts';
import type { ExitCode, Gap } from './report.ts';
import type { ResourceId } from './resource.ts';

type CompromisedKeyKind = 'sealed-secrets' | Exclude<RecipientKind, 'sealing-certificate' | 'age-plugin'>;

/** What is publicly known of a key that leaked. Private material never stands in a plain value: see `incident/keys`. */
export interface CompromisedKey {
  /** Stable name of the key in this report: the kind and the fingerprint, shortened where that stays unique. */
  readonly id: string;
  readonly kind: CompromisedKeyKind;
  /** `SHA256:` (OpenSSH style) of RSA and SSH keys; PGP fingerprint; age recipient; the identifier of a key service. */
  readonly fingerprint: string;
  readonly algorithm: string;
  /** The private half was given and could be read, so that decryption decides. */
  readonly private: boolean;
  /** Validity of its certificate, ISO 8601; null where there is none. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** The certificate has the shape the controller gives, so `notBefore` is the birth of the key. */
  readonly controllerMade: boolean;
  /** Identifiers by which SOPS metadata may name it. */
  readonly recipients: readonly string[];
  /** Where it was read from, as the user wrote it; never a secret. */
  readonly source: string;
  /** What a reader must know of it: locked, of a plugin, and so on. */
  readonly note: string | null;
}

/** How sure it is that the holder of a leaked key reads a value. */
export type EvidenceLevel = 'proven' | 'listed' | 'likely' | 'possible';

/** Of Sealed Secrets: for which namespaces and names a value is sealed. */
export type Scope = 'strict' | 'namespace-wide' | 'cluster-wide';

/** What a value of Sealed Secrets was really sealed for; parts are null where the scope leaves them open or nobody names them. */
export interface SealedFor {
  readonly scope: Scope;
  readonly namespace: string | null;
  readonly name: string | null;
}

export interface CommitMark {
  readonly id: string;
  /** Committer date, ISO 8601. */
  readonly date: string;
  readonly author: string;
}

/** How long something stood at one path: all of it over every commit that was read, tips and the rest. */
export interface Tenure {
  /** Earliest and latest commit, by committer date, whose tree holds it; null in a folder without history. */
  readonly firstCommit: CommitMark | null;
  readonly lastCommit: CommitMark | null;
  /** Holds at the tip of the default branch (HEAD of a bare repository), or in the folder. */
  readonly current: boolean;
  /** Every branch and tag whose tip holds it. */
  readonly refs: readonly string[];
}

/** One place of a value: a renamed file is two places. */
export interface ValuePlace {
  readonly repo: string;
  readonly path: string;
  readonly resource: ResourceId | null;
  /** Key of a Secret's data; the dotted path in any other SOPS file. */
  readonly key: string;
}

/** One row for each (place, evidence). It holds no plaintext and nothing derived from one but counts and comparisons. */
export interface Exposure extends ValuePlace, Tenure {
  readonly pointer: string;
  readonly system: 'sealed-secrets' | 'sops';
  readonly keyIds: readonly string[];
  readonly evidence: EvidenceLevel;
  /** Of `likely`: the posterior of the most likely leaked key. */
  readonly probability: number | null;
  readonly why: string;
  /** The version does not name the key; it shares its data key with one that the key opens. */
  readonly inherited: boolean;
  readonly sealedFor: SealedFor | null;
  /** Distinct blobs at this path. */
  readonly versions: number;
  readonly distinctValues: number | null;
  /** The same plaintext stands at some tip, under any key or none; null: cannot be compared. */
  readonly liveValue: boolean | null;
}

/** The key fits, and the body does not authenticate. */
export interface Damaged extends ValuePlace, Tenure {
  readonly pointer: string;
  readonly system: 'sealed-secrets' | 'sops';
  readonly keyIds: readonly string[];
  readonly why: string;
}

/** A private key that stands in a repository. */
export interface KeyMaterial extends Tenure {
  readonly keyId: string | null;
  readonly kind: string;
  readonly fingerprint: string | null;
  readonly repo: string;
  readonly path: string;
  /** It is one of the keys whose leak is swept. */
  readonly leaked: boolean;
  readonly locked: boolean;
}

/** A value that stood in clear and is, or was, the same as an exposed or sealed one: sealed too late. */
export interface PlaintextVersion extends ValuePlace, Tenure {
  readonly pointer: string;
  /** Encrypted places that hold the same value. */
  readonly same: readonly ValuePlace[];
}

export interface ExcludedRow extends ValuePlace, Tenure {
  readonly pointer: string;
  readonly system: 'sealed-secrets' | 'sops';
  readonly reasons: readonly string[];
}

export type RotationSeverity = 'critical' | 'high' | 'medium' | 'low';

export interface RotationStep {
  readonly text: string;
  readonly command: string | null;
  /** The command was run against the real tool when this version was made. */
  readonly tried: boolean;
}

/** One credential with all its places. */
export interface Rotation {
  readonly rank: number;
  readonly resource: ResourceId | null;
  readonly key: string;
  readonly class: string;
  readonly severity: RotationSeverity;
  readonly evidence: EvidenceLevel;
  readonly why: string;
  readonly how: readonly RotationStep[];
  readonly owners: readonly string[];
  readonly authors: readonly string[];
  readonly consumers: readonly string[];
  readonly places: readonly (ValuePlace & Pick<Tenure, 'current' | 'refs'>)[];
  readonly visibility: string | null;
  /** `changed`: today's value is proven different; `same`: today's value is exposed; `unknown`. */
  readonly value: 'same' | 'changed' | 'unknown';
  readonly hints: readonly string[];
  /** Window of the access logs to review, ISO 8601; `to` null: until it is rotated. */
  readonly reviewLogs: { readonly from: string | null; readonly to: string | null };
  readonly current: boolean;
}

export interface SweptRepository {
  readonly name: string;
  readonly location: string;
  readonly status: 'scanned' | 'partial' | 'failed';
  readonly reason: string | null;
  readonly visibility: string | null;
  readonly forks: number | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly cluster: string | null;
  readonly refs: number;
  readonly commits: number;
  readonly blobs: number;
  readonly missing: number;
  readonly exposures: number;
  readonly submodules: readonly string[];
  /** Who wrote the exposed versions, to notify. */
  readonly people: readonly string[];
}

export interface LiveObject {
  readonly namespace: string | null;
  readonly name: string;
  readonly kind: string;
  /** Places in the swept repositories that define it. */
  readonly places: readonly ValuePlace[];
  readonly exposedKeys: readonly string[];
  readonly inRepositories: boolean;
  /** A live value equals an exposed one; null: values were not given. */
  readonly holdsExposedValue: boolean | null;
}

export interface Timeline {
  readonly earliestCompromise: string | null;
  readonly firstExposure: string | null;
  readonly lastExposure: string | null;
  readonly events: readonly { readonly date: string; readonly what: string }[];
}

export interface CompromiseReport {
  readonly version: 1;
  readonly verdict: 'clean' | 'exposed' | 'incomplete';
  readonly exitCode: ExitCode;
  /** Written before everything was read. */
  readonly partial: boolean;
  readonly headline: string;
  readonly tool: { readonly name: 'sealgate'; readonly version: string };
  readonly incident: {
    readonly id: string | null;
    readonly operator: string | null;
    readonly compromisedSince: string | null;
    readonly created: string;
    readonly milliseconds: number;
  };
  readonly keys: readonly CompromisedKey[];
  /** Before any credential is changed: the leaked keys themselves. */
  readonly revoke: readonly { readonly keyId: string; readonly how: readonly RotationStep[] }[];
  readonly repositories: readonly SweptRepository[];
  readonly exposures: readonly Exposure[];
  readonly damaged: readonly Damaged[];
  readonly keyMaterial: readonly KeyMaterial[];
  readonly plaintext: readonly PlaintextVersion[];
  readonly rotate: readonly Rotation[];
  readonly excluded: {
    readonly count: number;
    readonly reasons: Readonly<Record<string, number>>;
    /** Excluded by dates alone: only if dates are honest. */
    readonly byDatesOnly: number;
    readonly rows: readonly ExcludedRow[] | null;
  };
  /** Leaked keys that reach the threshold of key groups only together. */
  readonly together: readonly { readonly keyIds: readonly string[]; readonly repo: string; readonly path: string }[];
  readonly live: { readonly objects: readonly LiveObject[]; readonly notInRepositories: number } | null;
  readonly timeline: Timeline;
  readonly coverage: {
    readonly repositories: number;
    readonly commits: number;
    readonly blobs: number;
    readonly refs: number;
    readonly ciphertexts: number;
    readonly gaps: readonly Gap[];
    /** There, and not looked into by design. */
    readonly counted: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly limits: readonly string[];
}
