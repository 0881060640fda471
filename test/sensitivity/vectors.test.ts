import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import * as assert from 'uvu/assert';
import type { Weakness } from '../../src/model/fact.ts';
import { encodingOf } from '../../src/sensitivity/encoding.ts';
import { judge } from '../../src/sensitivity/judge.ts';
import { grammars } from '../../src/systems/grammars.ts';
import { residue } from '../../src/systems/references.ts';
import { suite } from '../support/suite.ts';

interface Place {
  readonly document?: number;
  readonly pointer?: string;
}
interface Vector {
  readonly id: string;
  readonly file: string;
  readonly class: string;
  readonly expect: { readonly verdict: string; readonly at: readonly Place[]; readonly may?: readonly Place[]; readonly weak?: string };
}

const folder = new URL('../vectors/', import.meta.url);
const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as { readonly vectors: readonly Vector[] };

/** What the values of v1 Secrets must be judged to be, straight from the files the real tools and the truth beside them. */
suite('values of the vectors', (test) => {
  for (const vector of index.vectors.filter((one) => /^plain\/.*\.ya?ml$/.test(one.file))) {
    for (const value of valuesOf(vector)) {
      test(`${vector.id} ${value.pointer}`, () => {
        const { verdict, weakness } = verdictOf(value);
        const listed = (places: readonly Place[] = []): boolean =>
          places.some((place) => place.pointer === value.pointer && (place.document ?? 0) === value.document);
        if (listed(vector.expect.at)) {
          if (vector.expect.verdict === 'leak') assert.is(verdict, 'secret');
          else assert.ok(verdict === 'placeholder' || verdict === 'suspect', verdict);
        } else if (!listed(vector.expect.may)) assert.ok(verdict === 'none' || verdict === 'public', verdict);
        for (const [word, name] of weaknesses)
          if (vector.expect.weak?.includes(word)) assert.ok(weakness.includes(name), `${word}: ${weakness.join(', ')}`);
      });
    }
  }
});

/** Words of the truth, and what they are called here. */
const weaknesses: readonly (readonly [string, Weakness])[] = [
  ['guessable', 'guessable'],
  ['equals its key', 'equals-key'],
  ['trailing-newline', 'trailing-newline'],
  ['double-base64', 'double-base64'],
  ['base64url', 'base64url'],
  ['not base64', 'not-base64'],
  ['padding missing', 'no-padding'],
  ['base64 in stringData', 'base64-in-string-data'],
  ['short', 'short'],
];

interface Value {
  readonly document: number;
  readonly pointer: string;
  readonly member: 'data' | 'stringData';
  readonly key: string;
  readonly text: string;
  readonly replaced: boolean;
}

function valuesOf(vector: Vector): Value[] {
  let documents: unknown[];
  try {
    documents = loadAll(readFileSync(new URL(vector.file, folder), 'utf8'));
  } catch {
    return [];
  }
  return documents.flatMap((document, at) => {
    const object = document as {
      readonly kind?: string;
      readonly apiVersion?: string;
      readonly metadata?: { readonly annotations?: object };
    } & Record<string, unknown>;
    if (object?.kind !== 'Secret' || object.apiVersion !== 'v1') return [];
    const replaced = 'avp.kubernetes.io/path' in (object.metadata?.annotations ?? {});
    return (['data', 'stringData'] as const).flatMap((member) =>
      Object.entries((object[member] ?? {}) as Record<string, unknown>)
        .filter(([, value]) => value !== null && typeof value !== 'object')
        .map(([key, value]) => ({ document: at, pointer: `/${member}/${key}`, member, key, text: String(value), replaced })),
    );
  });
}

/** The order of systems.md §1.2, for one value. */
function verdictOf({ member, key, text, replaced }: Value): { readonly verdict: string; readonly weakness: readonly string[] } {
  const written = residue(text, grammars);
  const encoding = member === 'data' && written.kind === 'none' ? encodingOf(text) : null;
  const plain = encoding === null ? text : encoding.text;
  const within = plain === null ? written : residue(plain, grammars);
  const literal = within.literals[0]?.text;
  if (within.kind !== 'none' && within.kind !== 'mixed' && literal === undefined) {
    return { verdict: within.matched.every((id) => id === 'avp-generic') && !replaced ? 'placeholder' : 'none', weakness: [] };
  }
  const { sensitivity, weakness } = judge({
    text: literal ?? (within.kind === 'mixed' ? within.residue : (plain ?? '')),
    whole: within.kind === 'none' || literal !== undefined,
    key,
    keyPath: `${member}.${key}`,
    container: 'secret',
    kind: 'Secret',
    secretType: null,
    scalar: plain === null ? 'binary' : 'string',
    neighbours: [],
    example: false,
    test: false,
  });
  return { verdict: sensitivity.verdict, weakness: [...weakness, ...(encoding?.weakness ?? [])] };
}
