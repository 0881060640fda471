import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';

/** What `test/vectors/index.json` says of one value of a sealed vector. */
export interface VectorValue {
  readonly vector: string;
  readonly key: string;
  readonly text: unknown;
  readonly state: 'sealed' | 'broken';
  readonly damage: string | null;
  readonly sealingKey: string | null;
  readonly label: string;
  readonly opens: boolean;
  readonly rsaBlockOpens: boolean;
  readonly plaintextBytes: number | null;
}

interface IndexEntry {
  readonly id: string;
  readonly file: string;
  readonly system: string;
  readonly lines?: Readonly<Record<string, number>>;
  readonly expect: {
    readonly objects: readonly {
      readonly at: { readonly document: number; readonly pointer: string | null };
      readonly form: string;
      readonly namespace: string | null;
      readonly name: string | null;
      readonly declaredScope: string | null;
      readonly runtimeLabel: string | null;
      readonly values: Readonly<Record<string, IndexValue>>;
    }[];
  };
}

interface IndexValue {
  readonly state: 'sealed' | 'broken';
  readonly damage?: string | null;
  readonly key: string | null;
  readonly sealedFor: { readonly label: string };
  readonly opens: boolean;
  readonly rsaBlockOpens?: boolean;
  readonly plaintextBytes?: number;
}

export const vectorBytes = (file: string): Buffer => readFileSync(`test/vectors/${file}`);

export const vectorIndex: readonly IndexEntry[] = (
  JSON.parse(vectorBytes('index.json').toString('utf8')) as { readonly vectors: readonly IndexEntry[] }
).vectors;

/** Every value of every sealed vector, read with js-yaml alone: what is tested here must not depend on the manifest layer. */
export function sealedValues(): VectorValue[] {
  return vectorIndex
    .filter((entry) => entry.system === 'sealed-secrets')
    .flatMap((entry) =>
      entry.expect.objects.flatMap((object) =>
        Object.entries(object.values).map(([key, value]): VectorValue => {
          const text = vectorBytes(entry.file)
            .toString('utf8')
            .replace(/^\uFEFF/, '');
          return {
            vector: entry.id,
            key,
            text: textOf(text, entry, object, key),
            state: value.state,
            damage: value.damage ?? null,
            sealingKey: value.key,
            label: value.sealedFor.label,
            opens: value.opens,
            rsaBlockOpens: value.rsaBlockOpens ?? value.opens,
            plaintextBytes: value.plaintextBytes ?? null,
          };
        }),
      ),
    );
}

function textOf(text: string, entry: IndexEntry, object: IndexEntry['expect']['objects'][number], key: string): unknown {
  const line = entry.lines?.[key];
  if (line !== undefined)
    return text
      .split('\n')
      [line - 1]?.replace(/^[^:]*:\s*/, '')
      .trim();
  if (object.form === 'raw' && object.at.pointer === '') return text.trim();
  let at: unknown = loadAll(text)[object.at.document];
  const rest = object.form === 'data-v1' ? ['spec', 'data'] : object.form === 'raw' ? [] : ['spec', 'encryptedData', key];
  for (const step of [...(object.at.pointer ?? '').split('/').slice(1), ...rest]) at = (at as Record<string, unknown>)[step];
  return at;
}
