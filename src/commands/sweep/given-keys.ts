import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { armours } from '../../incident/keys/armour.ts';
import { sealingCertificate } from '../../incident/keys/certificate.ts';
import { publicIdentity } from '../../incident/keys/identity.ts';
import type { LeakedKey } from '../../incident/keys/leaked.ts';
import { acceptedForms, readKeys } from '../../incident/keys/read.ts';
import { Failure } from '../../model/failure.ts';
import type { SealingCertificate } from '../../systems/sealed-secrets/attribution.ts';
import { usage } from '../command.ts';
import type { Io } from '../io.ts';

/** The keys of `--key` or `--compare-key`: files, `-`, or public identities. Each key once, the private half where both were given. */
export async function givenKeys(given: readonly string[], flag: string, passphraseFile: string | null, io: Io): Promise<LeakedKey[]> {
  const keys = new Map<string, LeakedKey>();
  const passphrase = passphraseFrom(passphraseFile, io);
  for (const source of given) {
    for (const key of await readGiven(source, flag, passphrase, io)) {
      if (key.key.note !== null) io.err(`sealgate: --${flag} ${source} is ${key.key.note}, so it proves nothing\n`);
      if (keys.get(key.key.id)?.key.private !== true) keys.set(key.key.id, key);
    }
  }
  return [...keys.values()];
}

async function readGiven(
  source: string,
  flag: string,
  passphrase: (source: string) => Promise<string | null>,
  io: Io,
): Promise<LeakedKey[]> {
  if (source === '-') return readKeys({ source, bytes: await readAll(io.stdin) }, passphrase);
  const path = resolve(io.cwd, source);
  const known = statSync(path, { throwIfNoEntry: false });
  if (known?.isFile() === true) return readKeys({ source, bytes: readFile(path, source, flag) }, passphrase);
  const identity = publicIdentity(source, 'the command line');
  if (identity !== null) return [identity];
  // A private key as an argument would stand in the process list and the shell's history: it is refused, and not repeated.
  if (/PRIVATE KEY|AGE-SECRET-KEY/i.test(source))
    throw usage(`--${flag} takes a private key from a file or from - (standard input), never as an argument`);
  if (known?.isDirectory() === true) throw usage(`--${flag} ${source} is a folder; a file is accepted, and the flag may be repeated`);
  // It may be a secret that was pasted: only what looks like a path is repeated.
  const name = isPathLike(source) ? ` ${source} is neither` : ' names neither';
  throw usage(`--${flag}${name} a file nor a public identity; accepted are ${acceptedForms}`);
}

const isPathLike = (text: string): boolean => text.length <= 100 && /^[\w./~@: -]+$/.test(text) && !/[A-Za-z0-9]{24}/.test(text);

function readFile(path: string, source: string, flag: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw usage(`--${flag} ${source} cannot be read; a file that you have the right to read is accepted`);
  }
}

/** From a file, or asked on a terminal without echo; never an argument or a variable. */
function passphraseFrom(file: string | null, io: Io): (source: string) => Promise<string | null> {
  if (file !== null) {
    let passphrase: string;
    try {
      passphrase = readFileSync(resolve(io.cwd, file), 'utf8').replace(/\r?\n$/, '');
    } catch {
      throw usage(`--passphrase-file ${file} cannot be read; a file that holds one passphrase is accepted`);
    }
    return async () => passphrase;
  }
  return async (source) => (io.terminal && 'isTTY' in io.stdin && io.stdin.isTTY === true ? ask(source, io) : null);
}

function ask(source: string, io: Io): Promise<string | null> {
  // Before the question: what is typed at once is not shown either.
  const lines = createInterface({ input: io.stdin, terminal: true });
  io.err(`Passphrase of ${source} (empty: use its public half): `);
  return new Promise((settle, fail) => {
    // On a terminal that passes keys on, Ctrl-C is a key like others.
    lines.on('SIGINT', () => {
      fail(new Failure('usage', 'stopped', 'the sweep was stopped before a passphrase was given'));
      lines.close();
    });
    lines.on('line', (line) => {
      // First: closing tells `close` at once, which answers that there is none.
      settle(line === '' ? null : line);
      lines.close();
      io.err('\n');
    });
    lines.on('close', () => settle(null));
  });
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.length;
    if (length > 16 << 20) throw usage('standard input is larger than 16 MiB, so it is no key');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Every sealing certificate of a folder: what they exclude, and between which the probability is shared. */
export function givenCertificates(folder: string | null, io: Io): SealingCertificate[] {
  if (folder === null) return [];
  const path = resolve(io.cwd, folder);
  const found = new Map<string, SealingCertificate>();
  try {
    for (const name of readdirSync(path).sort()) {
      if (!statSync(join(path, name)).isFile()) continue;
      for (const certificate of certificatesIn(readFileSync(join(path, name)))) found.set(certificate.id, certificate);
    }
  } catch {
    throw usage(`--certs ${folder} cannot be read; a folder with certificates is accepted`);
  }
  if (found.size === 0)
    throw usage(`--certs ${folder} holds no certificate of an RSA key; PEM, DER and the Secrets of the controller are accepted`);
  return [...found.values()];
}

function certificatesIn(bytes: Buffer): SealingCertificate[] {
  const der =
    bytes[0] === 0x30
      ? [bytes]
      : armours(bytes.toString('latin1')).flatMap((block) => (block.kind === 'pem' && block.label === 'CERTIFICATE' ? [block.der] : []));
  return der.flatMap((one) => {
    const certificate = sealingCertificate(one);
    if (certificate === null) return [];
    const { rsa, notBefore, controllerMade } = certificate;
    return [{ id: rsa.fingerprint, modulus: rsa.modulus, notBefore, controllerMade }];
  });
}
