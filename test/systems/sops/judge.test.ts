import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { aspects } from '../../../src/systems/sops/aspects.ts';
import { sops } from '../../../src/systems/sops/index.ts';
import type { Candidate, Emit, Observation } from '../../../src/systems/system.ts';
import { suite } from '../../support/suite.ts';
import { fileOf, vectorFile, vectors } from './vectors.ts';

interface Said {
  readonly observations: readonly Observation[];
  readonly values: readonly Candidate[];
}

/** Everything the system says of one file, before rules and sensitivity. */
function judge(path: string, content: string | Uint8Array): Said {
  const file = fileOf(path, content);
  const observations: Observation[] = [];
  const values: Candidate[] = [];
  const emit: Emit = {
    value: (candidate) => values.push(candidate),
    passes: () => false,
    observe: (observation) => observations.push(observation),
    link: () => {},
    note: () => {},
  };
  sops.stream?.(file.documents, file, emit);
  for (const document of file.documents) {
    if (document.root === null) continue;
    sops.envelope?.(document, file, emit)?.values?.(emit);
    sops.document?.(document, file, emit);
  }
  return { observations, values };
}

const at = ({ place, aspect }: Observation | Candidate): string => `${aspect} ${place.document}#${place.pointer}`;

/** Classes of the vectors that this system says by itself; the others are core's, or need a key. */
const aspectOf: Readonly<Record<string, string>> = {
  'plaintext-in-encrypted-zone': 'leaf',
  'malformed-ciphertext': 'leaf',
  'plaintext-comment-in-encrypted-zone': 'clear-comment',
  'selector-matches-nothing': 'selector-matches-nothing',
  'selector-invalid': 'selector-invalid',
  'hidden-recipient': 'hidden-recipient',
  'metadata-missing': 'metadata-missing',
  'mac-missing': 'mac-missing',
  'mac-malformed': 'mac-malformed',
  'metadata-misplaced': 'metadata-misplaced',
  'no-recipients': 'no-recipients',
  'conflict-markers': 'conflict-markers',
  'ciphertext-outside-zone': 'ciphertext-outside-zone',
  'same-ciphertext-twice': 'same-ciphertext-twice',
  'blocks-differ': 'blocks-differ',
  'unknown-metadata-field': 'unknown-metadata-field',
  'threshold-above-groups': 'threshold-above-groups',
  'flat-list-hides-key-groups': 'flat-list-hides-key-groups',
};

suite('sops: what is said of each vector', (test) => {
  for (const { id, file, expect } of vectors) {
    test(id, () => {
      const { observations, values } = judge(file, readFileSync(`test/vectors/${file}`));
      const said = [...observations, ...values.filter(({ aspect }) => aspect !== 'clear-leaf')].map(at).sort();
      const wanted = expect.problems.flatMap((problem) => {
        const aspect = aspectOf[problem.class];
        return aspect === undefined ? [] : [`${aspect} ${problem.at.document}#${problem.at.pointer}`];
      });
      if (expect.macOnlyEncrypted)
        wanted.push(`mac-only-encrypted 0#${file.endsWith('.env') ? '/sops_mac_only_encrypted' : '/sops/mac_only_encrypted'}`);
      assert.equal(said, wanted.sort());
    });
  }

  test('secrets outside the zone are handed on where no other system reads the file', () => {
    const { values } = judge('values.yaml', readFileSync('test/vectors/sops/selector-kubernetes-rule-on-values.yaml'));
    assert.ok(values.some((value) => at(value) === 'clear-leaf 0#/database/password'));
    assert.equal(judge('secret.yaml', readFileSync('test/vectors/sops/selector-flux.yaml')).values, []);
  });
});

const secret = readFileSync('test/vectors/sops/selector-flux.yaml', 'utf8');
const block = secret.slice(secret.indexOf('sops:\n'));

suite('sops: what is said of a file', (test) => {
  const aspectsOf = (path: string, content: string): string[] => {
    const { observations, values } = judge(path, content);
    return [...new Set([...observations, ...values].map(({ aspect }) => aspect))].sort();
  };

  const rows: readonly { readonly name: string; readonly path?: string; readonly input: string; readonly expect: readonly string[] }[] = [
    {
      name: 'a chart with settings called sops',
      path: 'values.yaml',
      input: 'sops:\n  enabled: true\n  version: 3.13.3\n  age:\n    secretName: keys\n',
      expect: [],
    },
    {
      name: 'a custom resource definition with a sops block',
      input: 'kind: X\nspec:\n  sops:\n    properties:\n      mac:\n        type: string\n      lastmodified:\n        type: string\n',
      expect: [],
    },
    { name: 'dotenv variables of SOPS itself', path: '.env', input: 'sops_version=3.13.3\nSOPS_AGE_KEY_FILE=/keys\n', expect: [] },
    {
      name: "another tool's ENC",
      input: 'password: ENC[PKCS7,MIIBeQYJKoZIhvcNAQcDoIIBajCCAWYCAQAxggEhMIIBHQIBADAFMAACAQEw]\n',
      expect: [],
    },
    {
      name: 'a later document without a block, opened by the first',
      input: `${secret}---\nstringData:\n    a: ${/ENC\[[^\]]*\]/.exec(secret)?.[0]}\n`,
      expect: ['same-ciphertext-twice'],
    },
    {
      name: 'a selector that covers nothing in one document of two',
      input: `${secret}---\napiVersion: v1\nkind: Namespace\n${block}`,
      expect: [],
    },
    { name: 'a zone with nothing in it yet', input: `apiVersion: v1\nkind: Secret\nstringData:\n    password: ""\n${block}`, expect: [] },
    { name: 'an empty zone', input: `apiVersion: v1\nkind: Secret\nstringData: {}\n${block}`, expect: [] },
    {
      name: 'no zone at all',
      input: `apiVersion: v1\nkind: Secret\nstring:\n    password: x\n${block}`,
      expect: ['selector-matches-nothing'],
    },
    { name: 'a field in capitals, which upstream reads', input: secret.replace('    mac:', '    MAC:'), expect: [] },
    { name: 'a number in the zone', input: secret.replace(/password: .*/, 'password: 12'), expect: ['leaf'] },
    {
      name: 'null and empty in the zone',
      input: secret.replace(/password: .*/, 'password: null').replace(/token: .*/, 'token: ""'),
      expect: [],
    },
    {
      name: 'text hidden under an unknown field',
      input: secret.replace('    version:', '    note: x\n    version:'),
      expect: ['unknown-field', 'unknown-metadata-field'],
    },
    {
      name: 'a merge conflict',
      input: secret.replace('kind: Secret\n', '<<<<<<< HEAD\nkind: Secret\n=======\nkind: Secret\n>>>>>>> topic\n'),
      expect: ['conflict-markers'],
    },
    {
      name: 'the trailer of the Python era',
      path: 'blob.bin',
      input: `x\nSOPS=${JSON.stringify({ mac: 'ENC[', lastmodified: '2015-10-30T00:00:00Z', version: '1.3' })}\n`,
      expect: [],
    },
  ];
  for (const { name, path, input, expect } of rows) test(name, () => assert.equal(aspectsOf(path ?? 'secret.yaml', input), [...expect]));

  test('every aspect that is used is one of the list', () => {
    for (const { file } of vectors) {
      const { observations, values } = judge(file, readFileSync(`test/vectors/${file}`));
      for (const { aspect } of [...observations, ...values]) assert.ok(Object.hasOwn(aspects, aspect), aspect);
    }
  });

  test('no value is in what is said, but in the candidates that are to be judged', () => {
    for (const { file } of vectors) {
      const { observations, values } = judge(file, readFileSync(`test/vectors/${file}`));
      const said = JSON.stringify(observations);
      for (const { text } of values) if (text.length > 8) assert.not.ok(said.includes(text), file);
    }
  });
});

suite('sops: metadata of any shape', (test) => {
  const names = [
    'mac',
    'lastmodified',
    'age',
    'pgp',
    'kms',
    'hc_vault',
    'azure_kv',
    'key_groups',
    'shamir_threshold',
    'encrypted_regex',
    'version',
    'enc',
    'recipient',
    'fp',
    'x',
  ];
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    fc.constantFrom('ENC[AES256_GCM,data:AA==,iv:,tag:,type:str]', '(((', '-----BEGIN AGE ENCRYPTED FILE-----', '2'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 5 }),
    ),
  }));

  test('as JSON', () => {
    fc.assert(
      fc.property(tree, tree, (metadata, data) => {
        judge('x.json', JSON.stringify({ data, sops: metadata }));
        judge(
          'x.yaml',
          JSON.stringify({
            data: { sops: metadata },
            sops: { mac: 'x', lastmodified: 'y', ...(typeof metadata === 'object' ? metadata : {}) },
          }),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('as flat keys', () => {
    const step = fc.oneof(fc.constantFrom('__map_', '__list_', '0', '1', '99999999', '-1', ...names), fc.string({ maxLength: 4 }));
    const key = fc.array(step, { maxLength: 30 }).map((steps) => steps.join('').replace(/[\s=]/g, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string()), { maxLength: 12 }), (pairs) => {
        const lines = pairs.map(([name, value]) => `${name}=${value.replace(/[\r\n]/g, '')}`);
        judge('.env', ['A=1', 'sops_mac=x', 'sops_lastmodified=y', ...lines.map((line) => `sops_${line}`)].join('\n'));
        judge('x.ini', ['[sops]', 'mac=x', 'lastmodified=y', ...lines].join('\n'));
      }),
      { numRuns: 400 },
    );
  });

  test('a key of a hundred thousand steps is no metadata', () => {
    assert.equal(judge('.env', `sops_mac=x\nsops_lastmodified=y\nsops_${'__map_a'.repeat(100_000)}=z\n`).values, []);
  });

  test('as a trailer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void judge('x.bin', `x\nSOPS={${text}}`)),
      { numRuns: 300 },
    );
  });

  test('as a configuration', () => {
    const keys = [
      'creation_rules',
      'path_regex',
      'key_groups',
      'merge',
      'age',
      'kms',
      'arn',
      'encrypted_regex',
      'destination_rules',
      'stores',
    ];
    const { config } = fc.letrec((tie) => ({
      config: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('config'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('config'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(config, (rules) => void judge('.sops.yaml', JSON.stringify({ creation_rules: rules, destination_rules: rules }))),
      { numRuns: 400 },
    );
  });

  test('a vector cut anywhere is read without a throw', () => {
    for (const file of [
      'sops/groups-two-of-three.yaml',
      'sops/format-json-age-pq+pgp-q.json',
      'sops/format-ini-pgp-p.ini',
      'sops/groups-two-of-three-dotenv.env',
    ]) {
      const text = Buffer.from(vectorFile(file).bytes).toString();
      for (let end = 1; end < text.length; end += 211) judge(file, text.slice(0, end));
    }
  });
});
