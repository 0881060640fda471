/** A word that a line of shell gives to a command under a name. Offsets are those of the text, with the quotes that `text` is without. */
export interface Given {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly as: 'env' | 'argument';
}

/**
 * `NAME=x command`, `--flag=x`, `--flag x`, `--from-literal=name=x`, `--set a.b=x`, and the short options that pass a password
 * (`docker login -p x`, `mysql -px`, `curl -u user:x`). One line each; words that are expanded when the line runs are left out.
 */
export function givenWords(text: string): readonly Given[] {
  const given: Given[] = [];
  const add = (as: Given['as'], key: string, raw: string, start: number): void => {
    const word = raw.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? '');
    // `password=@/tmp/password`, `-passin env:PASSWORD`: from elsewhere.
    // In single quotes the shell expands nothing; whoever writes a name alone there has another language expand it.
    const isExpanded = /^'[^']*'$/.test(raw) ? /^\$[\w{(]/.test(word) || /\$\{|\$\(/.test(word) : /[$`]/.test(word);
    if (word === '' || isExpanded || /^@|^(?:env|file|fd):/.test(word)) return;
    given.push({ key, text: word, start, end: start + raw.length, as });
  };
  for (const match of text.matchAll(assignment)) {
    const [whole, name, flag, raw = ''] = match;
    const start = match.index + whole.length - raw.length;
    if (name !== undefined) add('env', name, raw, start);
    else if (flag !== undefined && !pairs.has(flag)) add('argument', flag, raw, start);
    else if (flag !== undefined)
      for (const pair of raw.matchAll(named))
        add('argument', pair[1] ?? '', pair[2] ?? '', start + pair.index + pair[0].length - (pair[2]?.length ?? 0));
  }
  for (const { command, option } of shortOptions) {
    for (const line of text.matchAll(command)) {
      const found = option.exec(line[0]);
      const raw = found?.[1] ?? '';
      if (found !== null && !raw.startsWith('-')) add('argument', 'password', raw, line.index + found.index + found[0].length - raw.length);
    }
  }
  for (const { key, pattern } of spoken)
    for (const match of text.matchAll(pattern)) {
      const raw = match[2] ?? match[1] ?? '';
      add('argument', match.groups?.['name'] ?? key, raw, match.index + match[0].lastIndexOf(raw));
    }
  return given;
}

/** Bounded, one line each. */
const assignment =
  /(?:(?:^|[\s;&|(])(?:export[ \t]+)?(?:-e[ \t]*["']?)?([A-Za-z_]\w{0,80})=|(?:^|\s)--?([A-Za-z][\w-]{0,60})(?:=|[ \t]+(?![-\s|>&])))((?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"';&|<>()])+)/gm;

/** Flags whose word is a name and a value of its own. */
const pairs: ReadonlySet<string> = new Set(['from-literal', 'set', 'set-string', 'set-literal', 'env', 'build-arg', 'var']);
const named = /(?:^|[,"'])([\w.[\]-]{1,100})=("[^"]{1,500}"|'[^']{1,500}'|(?:\\,|[^,"'\s]){1,500})/g;

const word = `("[^"\\r\\n]{1,300}"|'[^'\\r\\n]{1,300}'|[^\\s"';&|<>()]{1,300})`;
/** What a command is called at the start of a line or of a part of it, up to where the command ends. */
const line = (start: string): RegExp => new RegExp(`(?:^|[\\s;&|(@\`"'])${start}\\b[^\\r\\n;&|]{0,2000}`, 'gm');
/** Words that a command has in a place of its own: `mc alias set NAME URL USER x`. */
const placed = (start: string): RegExp => new RegExp(`(?:^|[\\s;&|(@\`"'])${start}[ \\t]{1,9}${word}`, 'gm');
const password = (pattern: RegExp): { readonly key: string; readonly pattern: RegExp } => ({ key: 'password', pattern });

/** Statements of SQL and members of JSON that give a user a password, commands that read one from what is printed to them, headers and queries. */
const spoken: readonly { readonly key: string; readonly pattern: RegExp }[] = [
  password(/\bIDENTIFIED\s{1,4}(?:WITH\s{1,4}[\w'"]{1,40}\s{1,4})?(?:BY|AS)\s{1,4}['"]([^'"\r\n]{1,200})['"]/gi),
  password(/\b(?:USER|ROLE|LOGIN|ALTER|CREATE)\b[^;\r\n]{0,200}\bPASSWORD\s{0,4}=?\s{0,4}'([^'\r\n]{1,200})'/gi),
  password(/\bPASSWORD\(\s?['"]([^'"\r\n]{1,200})['"]\s?\)/gi),
  password(/\\?"(?:[a-z]\w{0,30}P|p)assword\\?"\s{0,3}:\s{0,3}\\?"([^"\\\r\n]{1,200})\\?"/g),
  password(/\becho\s{1,4}(?:-[ne]\s{1,4})?["']?[\w.-]{1,32}:([^\s"'|:]{1,200})["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?chpasswd\b/g),
  password(
    /\becho\s{1,4}(?:-[ne]\s{1,4})?["']?([^\s"'|]{1,200})["']?\s{0,4}\|\s{0,4}(?:(?:sudo\s{1,4})?passwd\s{1,4}--stdin\b|sudo\s{1,4}(?:-[A-RT-Za-z]\s{1,4}){0,3}-S\b)/g,
  ),
  password(
    placed(
      'mc (?:alias set|config host add)[ \\t]{1,9}[\\w-]{1,60}[ \\t]{1,9}["\']?https?:\\/\\/[^\\s"\']{1,200}["\']?[ \\t]{1,9}[^\\s"\'$]{1,100}',
    ),
  ),
  password(placed('rabbitmqctl[ \\t]{1,9}(?:add_user|change_password)[ \\t]{1,9}[^\\s"\']{1,100}')),
  // `echo "DB_PASSWORD=x" >> .env`
  {
    key: 'password',
    pattern:
      /\becho\s{1,4}(?:-[ne]\s{1,4})?(?=["'](?<name>[A-Za-z_][\w.]{1,80})\s?[=:])["'][\w.]{2,81}\s?[=:]\s?([^"'\r\n$`]{1,200})["']\s{0,4}>/g,
  },
  {
    key: 'authorization',
    pattern: /(?:-H|--header)[ =]{0,2}\\?["']Authorization:\s{0,3}(?:Bearer\s|Token\s)?\s{0,3}([^"'\r\n$`{<\\]{8,500})\\?["']/gi,
  },
  {
    key: 'token',
    pattern: /(?:-H|--header)[ =]{0,2}\\?["'](?:x-[a-z-]{0,30}(?:key|token)|api-?key|private-token):\s{0,3}([^\s"'$`{<\\]{8,500})\\?["']/gi,
  },
  { key: 'token', pattern: /[?&](?:api[-_]?key|access_token|token|auth_?key)=([^\s&"'$`{<\\]{16,200})/gi },
];

const shortOptions: readonly { readonly command: RegExp; readonly option: RegExp }[] = [
  {
    command: line('(?:docker|podman|nerdctl|buildah|skopeo|crane|oras|helm(?: registry)?|oc|az acr|argocd) login'),
    option: new RegExp(`\\s-p(?:=|[ \\t]+)?${word}`),
  },
  { command: line('(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump)'), option: new RegExp(`\\s-p${word}`) },
  { command: line('(?:mongo|mongosh|mongodump|mongorestore|sshpass)'), option: new RegExp(`\\s-p(?:=|[ \\t]*)${word}`) },
  { command: line('ldap(?:add|modify|search|passwd|delete|whoami)'), option: new RegExp(`\\s-w[ \\t]*${word}`) },
  { command: line('redis-cli'), option: new RegExp(`\\s-a(?:=|[ \\t]*)${word}`) },
  { command: line('curl'), option: /\s(?:-u|--user)(?:=|[ \t]*)["']?[^\s:"'$`]{1,64}:([^\s"'`]{1,200})/ },
];
