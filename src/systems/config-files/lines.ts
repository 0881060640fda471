import type { SourceText } from '../../model/document.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

const longest = 65_536;

/** Files of logins that have no tree and no extension, known by their content alone: every line has the one form of the tool's manual. */
export function readLines(source: SourceText, file: File, emit: Emit): void {
  const { text } = source;
  if (text.length > longest || file.profile.format !== 'text') return;
  const form = forms.find((one) => everyLine(text, one.line));
  if (form === undefined) return;
  for (const { start, line } of lines(text)) {
    const match = form.line.exec(line);
    if (match === null) continue;
    const [value = ''] = match.slice(1);
    const from = start + match[0].lastIndexOf(value);
    emit.value({
      aspect: form.aspect,
      container: form.aspect === 'login' ? 'credential-field' : 'config-file',
      text: form.whole ? line : value,
      place: textPlace(source, form.whole ? start : from, form.whole ? start + line.length : from + value.length),
      resource: null,
      key: form.key,
      keyPath: form.key,
    });
  }
}

interface Form {
  /** The whole of a line that holds a login; its first group is the secret. */
  readonly line: RegExp;
  readonly key: string;
  readonly aspect: 'login' | 'password-hash';
  /** The line is judged as one text. */
  readonly whole?: true;
}

const forms: readonly Form[] = [
  // .pgpass: host:port:database:user:password
  { line: /^[^:\s#]+:(?:\d{1,5}|\*):[^:\s]+:[^:\s]+:(\S+)$/, key: 'password', aspect: 'login' },
  // .git-credentials: a URL with user and password
  { line: /^https?:\/\/[^\s:@/]*:([^\s@/]+)@\S+$/, key: 'url', aspect: 'login', whole: true },
  // userlist.txt of PgBouncer: "user" "password"
  { line: /^"[^"\s]+"\s{1,9}"([^"]+)"$/, key: 'password', aspect: 'login' },
  // htpasswd: user:hash, as Apache and nginx read it
  { line: /^[^:\s#]+:(\$(?:apr1|2[aby]|5|6|7|1|y|gy|argon2\w{1,2})\$\S+|\{SHA\}\S+|\{SSHA\}\S+)$/, key: 'hash', aspect: 'password-hash' },
];

function everyLine(text: string, form: RegExp): boolean {
  let count = 0;
  for (const { line } of lines(text)) {
    if (line === '' || line.startsWith('#')) continue;
    if (!form.test(line)) return false;
    count += 1;
  }
  return count > 0;
}

function* lines(text: string): Generator<{ readonly start: number; readonly line: string }> {
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const lead = match[0].length - match[0].trimStart().length;
    yield { start: match.index + lead, line: match[0].trim() };
  }
}
