import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** Pieces whose combinations come near to what systems read. */
const pieces = [
  ...[
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\r\n',
    '\r',
    '\t',
    ' ',
    ': ',
    ':',
    '- ',
    '---\n',
    '...\n',
    '#',
    ' # ',
    '\ufeff',
    '\0',
    '\u2028',
    '\ud800',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '|\n',
    '>-\n',
    '&a ',
    '*a',
    '<<: *a',
    '? ',
    '!!binary ',
    '!vault |',
    '{{ .Values.x }}',
    '{{-',
    '}}',
    '${x}',
  ],
  ...[
    'apiVersion: v1\n',
    'kind: Secret\n',
    'kind: SealedSecret\n',
    'apiVersion: bitnami.com/v1alpha1\n',
    'kind: List\nitems:\n',
    'metadata: {name: x}\n',
  ],
  ...[
    'data:\n',
    'stringData:\n',
    'encryptedData:\n',
    'spec:\n',
    'template:\n',
    '  password: ',
    '  token: ',
    'env:\n',
    'value: ',
    'sops:\n',
    '  mac: ',
  ],
  ...[
    'ENC[AES256_GCM,data:AA==,iv:AA==,tag:AA==,type:str]',
    'ref+vault://a#b',
    '<path:a#b>',
    '$ANSIBLE_VAULT;1.1;AES256\n',
    'age1x',
    '\0GITCRYPT\0',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----\n',
    'AGE-SECRET-KEY-1',
    'cGFzc3dvcmQ=',
    'YWJj',
    'H4sIAAAAAAAA',
    '"kind":"Secret"',
  ],
  ...[
    'secretGenerator:\n',
    'envs: [',
    'literals:\n',
    'creation_rules:\n',
    'path_regex: ',
    '<<<<<<< a\n',
    '=======\n',
    '>>>>>>> b\n',
    '# sealgate: allow ',
  ],
];

/** Text of such pieces, with `planted` among them. */
export const nearlyManifest = (planted: string, most = 60): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...pieces) },
        { weight: 1, arbitrary: fc.constant(planted) },
        { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
      ),
      {
        maxLength: most,
      },
    )
    .map((parts) => parts.join(''));

const vectors = 'test/vectors';
const names: readonly string[] = readdirSync(vectors, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter(
    (name) =>
      /\.(?:ya?ml|json|env|ini|txt|tf|toml|md)$/.test(name) && !name.startsWith('generate/') && !/^(?:index|keys)\.json$/.test(name),
  );

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A vector with a few bytes or lines changed, doubled or lost. */
export const bentVector: fc.Arbitrary<NamedBytes> = fc
  .tuple(
    fc.constantFrom(...names),
    fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'cut', 'flip', 'insert'), fc.nat(), fc.constantFrom(...pieces)), { maxLength: 4 }),
  )
  .map(([name, changes]) => ({
    name,
    bytes: changes.reduce<Buffer>((bytes, [how, at, piece]) => bend(bytes, how, at, piece), readFileSync(join(vectors, name))),
  }));

function bend(bytes: Buffer, how: string, at: number, piece: string): Buffer {
  if (bytes.length === 0) return Buffer.from(piece);
  const place = at % bytes.length;
  const lines = bytes.toString('latin1').split('\n');
  const line = at % lines.length;
  switch (how) {
    case 'drop':
      return Buffer.from(lines.filter((_, index) => index !== line).join('\n'), 'latin1');
    case 'double':
      return Buffer.from(lines.flatMap((text, index) => (index === line ? [text, text] : [text])).join('\n'), 'latin1');
    case 'cut':
      return bytes.subarray(0, place);
    case 'flip': {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ (1 << (at % 8));
      return copy;
    }
    default:
      return Buffer.concat([bytes.subarray(0, place), Buffer.from(piece), bytes.subarray(place)]);
  }
}

/** Names that stand for every kind of path. */
export const anyName = fc.constantFrom(
  ...[
    'a.yaml',
    'values.yaml',
    '.env',
    'secrets.enc.yaml',
    '.sops.yaml',
    'kustomization.yaml',
    'chart/templates/a.yaml',
    'a.json',
    'main.tf',
    'README.md',
  ],
  ...[
    '.netrc',
    '.npmrc',
    'app.ini',
    'x.properties',
    'a.toml',
    'Dockerfile',
    'id_rsa',
    'x',
    '.github/workflows/a.yml',
    'test/a.yaml',
    'a.example.yaml',
    'x.sh',
  ],
);
