import { resourcesOf } from '../../manifest/resources.ts';
import type { Resource } from '../../model/resource.ts';
import { get, type Mapping, textAt } from '../../model/tree.ts';
import { observeAt } from '../observe-at.ts';
import type { Emit, System } from '../system.ts';

/**
 * Codefresh's GitOps runtime bundles Sealed Secrets, and keeps parts of the sealing key in ConfigMaps of the shared
 * configuration repository. No schema of those is published: they are known by what they hold.
 */
export const codefresh: System = {
  id: 'codefresh',
  title: 'Codefresh GitOps runtime',
  aspects: {
    'key-part': 'a ConfigMap that holds a part of a sealing key',
    'key-whole': 'a ConfigMap that holds a certificate and the private key that belongs to it',
  },
  remedy: {
    rotate: 'the sealing key, with the vendor; then every credential that was sealed with it',
    steps: [
      { text: 'Ask Codefresh for a new sealing key: its documentation forbids to change these objects by hand.' },
      {
        text: 'Revoke the Git tokens and integration credentials that are sealed in the repository, and seal new ones.',
        command: 'cf integration git register --runtime NAME',
      },
      { text: 'Restrict who may read the shared configuration repository.' },
    ],
  },
  stream(documents, file, emit) {
    if (file.source === null || !/ConfigMap/.test(file.source.text) || !/seal/i.test(file.source.text)) return;
    for (const document of documents) for (const resource of resourcesOf(document)) judgeConfigMap(resource, emit);
  },
};

const sealing = /seal(?:ed|ing)?[-_. ]?(?:secrets?)?[-_. ]?(?:key|cert|private|public|tls)/i;

function judgeConfigMap(resource: Resource, emit: Emit): void {
  if (resource.group !== '' || resource.id.kind !== 'ConfigMap') return;
  const data = get(resource.root, 'data');
  if (data?.kind !== 'mapping') return;
  const labelled = textAt(resource.root, 'metadata', 'labels', 'codefresh.io/sealing-key') !== null;
  if (!labelled && !sealing.test(resource.id.name ?? '') && !data.entries.some(({ key }) => sealing.test(key.text))) return;
  const { certificate, whole, part } = evidence(data);
  if (certificate && whole) observeAt(resource, ['data'], emit, 'key-whole');
  else if (part) observeAt(resource, ['data'], emit, 'key-part');
}

interface Evidence {
  readonly certificate: boolean;
  readonly whole: boolean;
  readonly part: boolean;
}

/** A half is a private key that is cut off, or long opaque base64: a key that stands beside its certificate. */
function evidence(data: Mapping): Evidence {
  const texts = data.entries.flatMap(({ value }) => (value.kind === 'scalar' ? [clear(value.text)] : []));
  const certificate = texts.some((text) => text.includes('-----BEGIN CERTIFICATE-----'));
  const begins = texts.some((text) => /-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(text));
  const ends = texts.some((text) => /-----END (?:RSA )?PRIVATE KEY-----/.test(text));
  const opaque = texts.some((text) => /^[A-Za-z0-9+/\s]{400,}={0,2}\s*$/.test(text));
  return { certificate, whole: begins && ends, part: begins || ends || opaque };
}

/** Values may be base64 of PEM. */
function clear(text: string): string {
  const bare = text.replace(/\s/g, '');
  if (text.includes('-----') || !/^[A-Za-z0-9+/]{40,}={0,2}$/.test(bare)) return text;
  const decoded = Buffer.from(bare, 'base64').toString('latin1');
  return decoded.includes('-----') ? decoded : text;
}
