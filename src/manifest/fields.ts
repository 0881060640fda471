import type { Comment, Entry, Scalar } from '../model/tree.ts';
import { comment } from './comments.ts';
import type { Reading, Region } from './reading.ts';
import { actionsIn } from './template.ts';

/**
 * Reads the fields of jsonnet, CUE, HOCON, JAAS, NATS and their kin by what they share: a name, a sign and a literal, in whatever
 * nesting, as one flat mapping. In jsonnet and CUE what stands bare is an expression; in settings of a server it is a literal.
 */
export const readFields =
  (literals: 'quoted' | 'bare') =>
  ({ text, start, end }: Region): Reading => {
    const entries: Entry[] = [];
    const comments: Comment[] = [];
    const add = (name: string, at: number, value: Scalar): void => {
      const key: Scalar = { ...value, text: name, style: 'plain', span: { start: at, end: at + name.length }, actions: [] };
      entries.push({ key, value });
    };
    const parts = new RegExp(literals === 'quoted' ? quoted : bare, 'gm');
    parts.lastIndex = start;
    let named: Scalar | null = null;
    for (let found = parts.exec(text); found !== null && found.index < end; found = parts.exec(text)) {
      const { constant, variable, directive, offered, remark, lone = '', ...pair } = found.groups ?? {};
      const key = constant ?? variable ?? directive ?? (offered === undefined ? (pair['key'] ?? '') : 'password');
      const raw = pair['defined'] ?? pair['otherwise'] ?? pair['given'] ?? offered ?? pair['raw'] ?? '';
      if (remark !== undefined) comments.push(comment(text, found.index, found.index + remark.length, /^#/.test(remark) ? 1 : 2));
      const written = raw === '' ? lone : raw;
      const after = found.index + found[0].length;
      if (written === '' || (/^["']/.test(written) && /^\s{0,4}[+%]/.test(text.slice(after, after + 6)))) continue;
      const value = scalar(written, after - written.length);
      const flag = /^--?([\w.-]{2,60})=([\s\S]+)$/.exec(value.text);
      if (key !== '') {
        // `{ name: 'DB_PASSWORD', value: 'x' }`: the variable of a container.
        if (key === 'value' && named !== null && value.span.start - named.span.end < 200) add(named.text, named.span.start, value);
        // Of objects in it, whose kind and version would pass for those of the whole.
        else if (key !== 'kind' && key !== 'apiVersion') add(key, found.index, value);
        named = key === 'name' ? value : null;
      } else if (/^(?:Basic|Bearer) \S{8,}$/.test(value.text)) add('Authorization', value.span.start, value);
      else if (flag !== null) add(flag[1] ?? '', value.span.start, { ...value, text: flag[2] ?? '' });
    }
    const first = entries[0];
    if (first === undefined) return { root: null, comments, problem: null };
    const span = { start, end };
    return { root: { kind: 'mapping', entries, span }, comments, problem: null };
  };

const remark = String.raw`(?<remark>(?:(?<=^|\s)#|(?<!:)\/\/)[^\r\n]*)|\/\*[\s\S]*?\*\/|\|\|\|[\s\S]*?\|\|\|`;
const string = String.raw`"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'`;
const name = String.raw`(?:(?<![\w.$-])|(?<=(?:^|[\s;(])\$))["']?(?<key>[A-Za-z_][\w.\/-]{0,100})["']?[ \t]{0,20}(?:=>|:[ \t]{1,4}(?:str|string|bytes|SecretStr)[ \t]{0,4}=|:{1,3}|\+:|=(?!=))[ \t]{0,20}`;
/** What is taken where the environment has nothing: `os.environ.get('X', 'x')`, `env.X || 'x'` of Node. */
const fallback = String.raw`\bprocess\.env\.(?<variable>\w{1,100})\s{0,4}(?:\|\||\?\?)\s{0,4}(?<otherwise>${string})`;
const constant = String.raw`\b(?:define|getenv|environ\.get|env)\(\s{0,5}["'](?<constant>\w{1,100})["']\s{0,5},\s{0,40}(?<defined>${string})`;
/** `requirepass x` of Redis and its kin: a name and a word, and nothing else on the line. */
const directive = String.raw`(?<=^[ \t]{0,40})(?<directive>requirepass|masterauth|auth_pass|[A-Za-z][\w.-]{0,60}(?:password|passwd|secret))[ \t]{1,20}(?<given>${string}|[^\s"'{}=:;#]{1,200})(?=[ \t]*;?[ \t]*$)`;
/** HAProxy: `stats auth admin:x`, `user admin insecure-password x`. */
const login = String.raw`(?<=^[ \t]{0,40})(?:stats[ \t]{1,20}auth[ \t]{1,20}[^\s:]{1,64}:|user[ \t]{1,20}\S{1,64}[ \t]{1,20}insecure-password[ \t]{1,20})(?<offered>[^\s"'{}#]{1,200})`;
const quoted = `${remark}|${constant}|${fallback}|${name}(?<raw>${string})|(?<lone>${string})`;
const bare = String.raw`${remark}|${directive}|${login}|${name}(?<raw>${string}|[^\s"'{}[\](),;#=<>&|$\`]{1,300}(?=[ \t]*(?:[,;})\]]|[\r\n]|$|#)))|(?<lone>${string})`;

function scalar(written: string, at: number): Scalar {
  const isQuoted = /^["']/.test(written);
  const text = isQuoted ? written.slice(1, -1).replace(/\\(["'\\])/g, '$1') : written;
  const style = written.startsWith('"') ? 'double' : isQuoted ? 'single' : 'plain';
  return {
    kind: 'scalar',
    text,
    type: 'string',
    style,
    tag: null,
    span: { start: at, end: at + written.length },
    actions: actionsIn(text),
  };
}
