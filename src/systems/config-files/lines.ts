import type { SourceText } from '../../model/document.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

const longest = 65_536;

/**
 * Files of logins that have no tree. All but netrc are known by their content alone: every line has the one form that the
 * tool's manual gives.
 */
export function readLines(source: SourceText, file: File, emit: Emit): void {
  const { text } = source;
  if (text.length > longest || (file.profile.format !== 'text' && file.profile.format !== 'netrc')) return;
  if (file.profile.format === 'netrc' || /^\s*machine\s+\S+\s+login\s/.test(text)) return netrc(source, emit);
  const form = forms.find((one) => everyLine(text, one.line));
  if (form === undefined) return;
  for (const { start, line } of lines(text)) {
    const match = form.line.exec(line);
    if (match === null) continue;
    const [value = ''] = match.slice(1);
    const from = start + match[0].lastIndexOf(value);
    emit.value({
      system: 'config-files',
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
  // htpasswd: user:hash, as Apache and nginx read it
  { line: /^[^:\s#]+:(\$(?:apr1|2[aby]|5|6|1|y)\$\S+|\{SHA\}\S+|\{SSHA\}\S+)$/, key: 'hash', aspect: 'password-hash' },
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

/** Words in any layout: `machine H login U password P`, `default ...`; `macdef` begins a script that ends at a blank line. */
function netrc(source: SourceText, emit: Emit): void {
  const { text } = source;
  let machine = '';
  let wanted: string | null = null;
  for (const match of text
    .replace(/(^|\n)[ \t]*macdef\b[\s\S]*?(?=\n\s*\n|$)/g, (script) => ' '.repeat(script.length))
    .matchAll(/#[^\n]*|"(?:[^"\\\n]|\\.)*"|\S+/g)) {
    const [word] = match;
    if (word.startsWith('#') && wanted === null) continue;
    if (wanted === null) {
      wanted = /^(?:machine|login|password|account)$/.test(word) ? word : null;
      if (word === 'default') machine = word;
      continue;
    }
    if (wanted === 'machine') machine = word;
    if (wanted === 'password') {
      emit.value({
        system: 'config-files',
        aspect: 'login',
        container: 'credential-field',
        text: word.replace(/^"(.*)"$/, '$1'),
        place: textPlace(source, match.index, match.index + word.length),
        resource: null,
        key: 'password',
        keyPath: `${machine}.password`,
        neighbours: ['machine', 'login'],
      });
    }
    wanted = null;
  }
}
