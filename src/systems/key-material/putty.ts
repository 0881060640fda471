import { sshFingerprint } from './fingerprint.ts';

/** A key file of PuTTY, versions 1 to 3. */
interface PuttyKey {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly algorithm: string;
  readonly locked: boolean;
  readonly fingerprint: string | null;
}

const pattern =
  /PuTTY-User-Key-File-[1-3]: (\S{1,60})[ \t]*\r?\n[ \t]*Encryption: (\S{1,40})[ \t]*\r?\n(?:[ \t]*Comment: [^\r\n]{0,500}\r?\n)?[ \t]*Public-Lines: (\d{1,3})[ \t]*\r?\n((?:[ \t]*[A-Za-z0-9+/=]{1,80}[ \t]*\r?\n)+)(?:[ \t]*(?:Key-Derivation|Argon2-\w+): [^\r\n]{0,200}\r?\n)*[ \t]*Private-Lines: \d{1,3}[ \t]*\r?\n((?:[ \t]*[A-Za-z0-9+/=]{1,80}[ \t]*(?:\r?\n|$))+)/g;

export function puttyKeys(text: string): PuttyKey[] {
  const found: PuttyKey[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, algorithm = '', encryption, , publicLines = '', privateLines = ''] = match;
    if (new Set(privateLines.replace(/\s+/g, '')).size < 14) continue;
    const blob = Buffer.from(publicLines.replace(/\s+/g, ''), 'base64');
    found.push({
      start: match.index,
      end: match.index + whole.length,
      text: whole,
      algorithm,
      locked: encryption !== 'none',
      fingerprint: blob.length > 16 ? sshFingerprint(blob) : null,
    });
  }
  return found;
}
