import { Failure } from '../model/failure.ts';

/** What git said when it failed, as one sentence without credentials or control characters. */
export function complaint(args: readonly string[], words: string, end: number | string): Failure {
  const said = firstFatal(words);
  const command = args[0] ?? '';
  if (/dubious ownership|unsafe repository/.test(words)) {
    const folder = /repository at '([^']*)'/.exec(words)?.[1] ?? 'this repository';
    const trust = `trust it with: git config --global --add safe.directory ${printable(folder)}`;
    return new Failure(
      'configuration',
      'dubious-ownership',
      `git does not trust ${printable(folder)}, which belongs to another user; ${trust}`,
    );
  }
  if (/not a git repository/.test(words))
    return new Failure(
      'usage',
      'not-a-repository',
      'there is no git repository here or above; run this inside one (`sealgate scan PATH` needs none)',
    );
  if (/must be run in a work tree/.test(words))
    return new Failure('usage', 'bare-repository', 'a bare repository has neither index nor working tree; scan a range or the history');
  if (/unknown revision|bad revision|Invalid revision range|bad object/.test(said))
    return new Failure('usage', 'unknown-revision', `git ${command}: ${said}; a range of two existing commits, A..B, would be accepted`);
  if (
    /promisor|lazy fetch|could not fetch|is corrupt|inflate|unable to (?:read|unpack)|packed object|transport '[^']*' not allowed/.test(
      words,
    )
  )
    return new Failure('incomplete', 'object-unreadable', `git ${command} cannot read an object: ${said}`);
  return new Failure('incomplete', 'git-failed', `git ${command} failed (${end})${said === '' ? '' : `: ${said}`}`);
}

/** Text from git or a repository made fit for a message: no credentials of URLs, no control characters, not endless. */
export function printable(text: string): string {
  const clean = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"]*(?::[^\s'"]*)?@/gi, '$1***@')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return clean.length > 300 ? `${clean.slice(0, 300)} ...` : clean;
}

function firstFatal(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '' && !/^(?:hint|warning):/.test(line));
  const line = lines.find((text) => text.startsWith('fatal:')) ?? lines[0] ?? '';
  return printable(line.replace(/^(?:fatal|error): /, ''));
}
