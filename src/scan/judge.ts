import { Concealed } from '../model/concealed.ts';
import type { Protection, ValueFact, Weakness } from '../model/fact.ts';
import type { PathProfile } from '../model/profile.ts';
import { type Sensitivity, type Shape, type Verdict, verdicts } from '../model/sensitivity.ts';
import { encodingOf } from '../sensitivity/encoding.ts';
import { type Judgement, judge as judgeSensitivity } from '../sensitivity/judge.ts';
import { isCredential, mayNameSecret, readKeyName } from '../sensitivity/key-name.ts';
import { isReferenceTag, type Residue, residue } from '../systems/references.ts';
import type { By, Candidate, Envelope, Grammar } from '../systems/system.ts';
import { type MaskKind, maskOf } from '../text/mask.ts';

/** What judging a candidate gives: its fact, and the text inside it where that may be a document of its own. */
interface Judged {
  readonly fact: ValueFact;
  /** The plaintext after all layers, to be looked at for inner documents and key material; null where there is none. */
  readonly plaintext: string | null;
  readonly layers: readonly string[];
}

const unjudged = (shape: Shape, reason: string | null): Sensitivity => ({
  verdict: 'none',
  shape,
  token: null,
  reasons: reason === null ? [] : [reason],
});

/**
 * Decides what protects a value and whether it is a secret, in the order of systems.md §1.2: what its system knows, the
 * envelope of its document, references and templates as written, then the decoded text, references within that, and last
 * the sensitivity of what is left.
 */
export function judge(
  candidate: By<Candidate>,
  envelope: Envelope | null,
  read: ValueFact['read'],
  profile: PathProfile,
  grammars: readonly Grammar[],
): Judged {
  const covered =
    envelope !== null && candidate.node !== undefined
      ? envelope.protect(candidate.place.pointer ?? candidate.place.inner, candidate.node)
      : null;
  const base = { candidate, envelope: envelope?.system ?? null, selected: envelope === null ? null : covered !== null, read, profile };

  const known = candidate.protection ?? covered?.protection ?? null;
  if (known !== null && known !== 'plain' && known !== 'encoded') {
    const damage = candidate.damage ?? covered?.damage ?? null;
    const shape = known === 'broken' ? 'opaque' : known === 'empty' ? 'empty' : 'random';
    return closed(base, known, damage, unjudged(shape, reasonFor(known)));
  }
  if (candidate.text.trim() === '' || candidate.node?.type === 'null') return closed(base, 'empty', null, unjudged('empty', 'it is empty'));

  if (candidate.node?.tag != null && isReferenceTag(candidate.node.tag)) {
    return closed(base, 'reference', null, unjudged('opaque', 'its tag names a value kept elsewhere'));
  }

  // References stand in `data` as written too: tools replace them before the API server sees base64.
  const asWritten = residue(candidate.text, grammars);
  if (isWhole(asWritten) && asWritten.literals.length === 0) {
    return closed(
      base,
      protectionBy(asWritten.kind),
      null,
      unjudged('opaque', `${asWritten.kind} of ${asWritten.matched[0] ?? candidate.system}`),
    );
  }
  const encoding = candidate.encoding === 'base64' && asWritten.kind === 'none' ? encodingOf(candidate.text) : null;
  const layers = encoding?.layers ?? [];
  const plaintext = encoding === null ? candidate.text : encoding.text;
  if (plaintext === '') return closed(base, 'empty', null, unjudged('empty', 'it is empty'));
  const within = encoding === null || plaintext === null ? asWritten : residue(plaintext, grammars);
  if (isWhole(within) && within.literals.length === 0) {
    return closed(base, protectionBy(within.kind), null, unjudged('opaque', `${within.kind} of ${within.matched[0] ?? candidate.system}`));
  }
  const parts = inClear(within, plaintext);
  const { judged, text: worst } = parts
    .map(({ text, whole, variable }) => ({
      text,
      judged: judgeSensitivity({
        text,
        whole,
        ...namedBy(candidate, variable),
        container: candidate.container,
        kind: candidate.resource?.kind ?? null,
        secretType: candidate.secretType ?? null,
        scalar: plaintext === null ? 'binary' : (candidate.node?.type ?? 'string'),
        neighbours: candidate.neighbours ?? [],
        amongNames: candidate.amongNames === true,
        example: profile.example,
        test: profile.test,
        passing: profile.role === 'ci' || profile.local,
        inSecret: candidate.resource?.kind === 'Secret' && candidate.resource.apiVersion === 'v1',
      }),
    }))
    .reduce((a, b) => (gravity(b.judged.sensitivity.verdict) < gravity(a.judged.sensitivity.verdict) ? b : a));
  if (isWhole(within) && standsIn(judged))
    return closed(base, protectionBy(within.kind), null, unjudged('opaque', `${within.kind} whose default stands in for a value`));
  const weakness: Weakness[] = [...new Set([...judged.weakness, ...(encoding?.weakness ?? [])])];
  const protection: Protection = layers.length > 0 ? 'encoded' : 'plain';
  return {
    fact: fact(base, protection, null, judged.sensitivity, layers, weakness, plaintext === null ? candidate.text : worst),
    plaintext: within.kind === 'none' || within.kind === 'mixed' ? plaintext : null,
    layers,
  };
}

/** The value that holds a document is not itself the secret: what is in it was judged value by value. Armour is no document. */
export function structured(fact: ValueFact, plaintext: string): ValueFact {
  if (fact.sensitivity.shape === 'private-key' && plaintext.trimStart().startsWith('-----BEGIN')) return fact;
  return {
    ...fact,
    sensitivity: { verdict: 'none', shape: 'structured', token: null, reasons: ['it is a document, read value by value'] },
    weakness: [],
  };
}

type Whole = Residue & { readonly kind: 'reference' | 'template' | 'ciphertext' };

/** Nothing but references, though one may carry a default. */
const isWhole = (within: Residue): within is Whole => within.kind !== 'none' && within.kind !== 'mixed';

/** `${TOKEN:=sample}`, `${authkey:=authkey}`: what is put in where nothing else is, so that the build goes on. */
const standsIn = ({ sensitivity: { verdict }, weakness }: Judgement): boolean =>
  verdict === 'placeholder' || (weakness.includes('equals-key') && !weakness.includes('guessable'));

/** What stands in clear: the value; or beside its references the residue, and what a reference carries (a default, a credential in its query). */
function inClear(within: Residue, plaintext: string | null): readonly [Clear, ...Clear[]] {
  if (within.kind === 'none') return [{ text: plaintext ?? '', whole: true, variable: null }];
  const [first, ...literals] = within.literals.map(({ text, variable }): Clear => ({ text, whole: true, variable }));
  const beside: Clear = { text: within.residue, whole: false, variable: null };
  return first === undefined ? [beside] : [first, ...literals, ...(within.kind === 'mixed' ? [beside] : [])];
}

/** In a command or an address a default has the name of its variable: `redis-server --requirepass ${REDIS_PASSWORD:-x}`. */
function namedBy({ key, keyPath, text }: Candidate, variable: string | null): Pick<Candidate, 'key' | 'keyPath'> {
  if (variable === null || !mayNameSecret(variable) || isCredential(readKeyName(key, keyPath)) || text.trim().includes('\n'))
    return { key, keyPath };
  return { key: variable, keyPath: `${keyPath}.${variable}` };
}

interface Clear {
  readonly text: string;
  readonly whole: boolean;
  readonly variable: string | null;
}

/** 0 for a secret: smaller is graver. */
const gravity = (verdict: Verdict): number => verdicts.indexOf(verdict);

interface Base {
  readonly candidate: By<Candidate>;
  readonly envelope: string | null;
  readonly selected: boolean | null;
  readonly read: ValueFact['read'];
  readonly profile: PathProfile;
}

function closed(base: Base, protection: Protection, damage: string | null, sensitivity: Sensitivity): Judged {
  return { fact: fact(base, protection, damage, sensitivity, [], [], base.candidate.text), plaintext: null, layers: [] };
}

function fact(
  base: Base,
  protection: Protection,
  damage: string | null,
  sensitivity: Sensitivity,
  layers: readonly string[],
  weakness: readonly Weakness[],
  content: string,
): ValueFact {
  const { candidate, profile } = base;
  return {
    subject: 'value',
    system: candidate.system,
    aspect: candidate.aspect,
    place: candidate.place,
    resource: candidate.resource,
    key: candidate.key,
    keyPath: candidate.keyPath,
    detail: candidate.detail ?? {},
    container: candidate.container,
    protection,
    damage,
    layers,
    envelope: base.envelope,
    selected: base.selected,
    sensitivity,
    weakness,
    liveExport: candidate.liveExport ?? null,
    read: base.read,
    example: profile.example,
    test: profile.test,
    mask: maskOf(content.length, maskKind(content, sensitivity.shape)),
    content: new Concealed(content),
  };
}

/** What protects a value is reason enough. Of what is broken the damage says more. */
function reasonFor(known: Protection): string | null {
  if (known === 'broken') return null;
  return known === 'reference' || known === 'template' ? `it is a ${known}` : `it is ${known}`;
}

const protectionBy = (kind: 'reference' | 'ciphertext' | 'template'): Protection => (kind === 'ciphertext' ? 'encrypted' : kind);

function maskKind(content: string, shape: Shape): MaskKind {
  switch (shape) {
    case 'empty':
    case 'private-key':
    case 'number':
    case 'boolean':
    case 'binary':
      return shape;
    default:
      return content.includes('\n') ? 'multi-line' : 'text';
  }
}
