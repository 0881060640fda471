import { givenWords } from '../text/command-line.ts';
import { withoutXmlComments } from '../text/xml-comments.ts';
import { isBase64OfText } from './encoding.ts';
import { shapeOf } from './shape.ts';

/** A key with its value, found in a text that is a document of its own. */
interface Setting {
  readonly key: string;
  readonly value: string;
}

const most = 5000;

/**
 * The settings of JSON, YAML, properties, INI, HCL, XML or shell text: JSON by its grammar, the rest line by line. Values that
 * are themselves references or ciphertext in brackets (`${x}`, `{{ x }}`, `ENC[...]`, `<x>`) are left out.
 */
export function settings(text: string): Setting[] {
  const found: Setting[] = [];
  if (/^\s*[[{]/.test(text)) {
    try {
      collect(JSON.parse(text), '', found);
      return found.filter(isLiteral);
    } catch {
      // Not JSON after all: flow YAML, or JSON with comments.
    }
  }
  if (/^\s*</.test(text)) {
    const elements = withoutXmlComments(text);
    for (const element of elements.matchAll(/<([A-Za-z][\w.:-]{0,80})(?:\s[^<>]*)?>([^<>]+)<\//g))
      found.push({ key: element[1] ?? '', value: (element[2] ?? '').trim() });
    for (const attribute of elements.matchAll(/\s([A-Za-z][\w.:-]{0,80})="([^"<>]*)"/g))
      found.push({ key: attribute[1] ?? '', value: attribute[2] ?? '' });
    return found.filter(isLiteral);
  }
  for (const clause of text.matchAll(sqlPassword)) found.push({ key: 'password', value: clause[1] ?? clause[2] ?? clause[3] ?? '' });
  if (!text.includes('\n')) return [...found, ...inline(text), ...given(text)].filter(isLiteral);
  const code = looksLikeCode(text);
  const isShell = code && shellEnds.test(text);
  for (const line of text.split('\n', most)) {
    if (line.length > 4000 || /^\s*(?:#|\/\/|;)|\b[Uu]sage:/.test(line)) continue;
    const pair =
      /^\s*(?:- |\{ ?|export |set |<!--)?\s*["']?([A-Za-z_.][\w./-]{0,100})["']?\s*(?::=|=>|[:=])\s*(\S.*)$/.exec(line) ??
      /^\s*(?:--)?([A-Za-z][\w-]{0,80}) +(\S+)$/.exec(line);
    if (pair === null) {
      if (!code || isShell) for (const given of givenWords(line)) found.push({ key: given.key, value: given.text });
      continue;
    }
    const value = pair[2] ?? '';
    // A call or a block that goes on in the next line: `password: close({` of CUE.
    if (/^[A-Za-z_][\w.]*[({[]+$/.test(value)) continue;
    // In a program what stands bare behind an equals sign is an expression.
    if (code && !/^["'`]/.test(value) && !(isShell && isShellWord.test(line))) continue;
    found.push({ key: pair[1] ?? '', value: bare(value) });
  }
  return found.filter(isLiteral);
}

/** What a shell sets bare, and what it writes into a file of settings in a here-document. */
const isShellWord = /^\s*(?:export\s{1,9})?[A-Za-z_][\w.-]{0,100}=[^\s$`(]/;

const sqlPassword =
  /\bIDENTIFIED\s{1,4}(?:WITH\s{1,4}\w{1,40}\s{1,4})?BY\s{1,4}'([^']{1,200})'|\bPASSWORD\s{1,4}'([^']{1,200})'|\bpwd:\s{0,4}["']([^"']{1,200})["']/gi;

/** `key: value` or `key = value`; `-Dkey=value`, `--key value` and `KEY=value` of command lines. Not the selectors of a query (`x{token="a"}`). */
function inline(text: string): Setting[] {
  const only = /^["']?([A-Za-z_.][\w./-]{0,100})["']?(?::\s+|\s+=\s+)(\S.*)$/.exec(text);
  if (only) return [{ key: only[1] ?? '', value: bare(only[2] ?? '') }];
  if (text.includes('{') || text.length > 20_000) return [];
  const flags =
    /(?:^|[\s;"'])(?:-D(?=[a-z])|--?)?([A-Za-z_][\w.-]{1,60})=("[^"]{0,300}"|'[^']{0,300}'|[^\s"';]{1,300})|(?:^|\s)--([a-z][\w-]{1,60})\s+([^\s-]\S{0,300})/g;
  return [...text.matchAll(flags)].map((match) => ({ key: match[1] ?? match[3] ?? '', value: bare(match[2] ?? match[4] ?? '') }));
}

/** Short options that pass a password, in a command of one line (`mysql -px`). */
const given = (text: string): Setting[] =>
  text.length < 4000 && / -[pau]|\||identified|password/i.test(text)
    ? givenWords(text).map(({ key, text: value }) => ({ key, value }))
    : [];

function collect(node: unknown, key: string, found: Setting[]): void {
  if (found.length >= most) return;
  if (Array.isArray(node)) for (const item of node) collect(item, key, found);
  else if (typeof node === 'object' && node !== null) for (const [name, value] of Object.entries(node)) collect(value, name, found);
  else if (typeof node === 'string') found.push({ key, value: node });
}

/** `fi`, `done` and `esac` end blocks of the shell alone. */
const shellEnds = /^\s*(?:fi|done|esac)\s*$|^#!.*\b(?:ba|da|k|z)?sh\b/m;

const looksLikeCode = (text: string): boolean =>
  /^#!.*\b(?:python|node|ruby|perl|bash|sh)\b|^\s*(?:import \w|from [\w.]+ import|(?:async )?def \w|(?:async )?function \w|class \w+[(:{ ]|const \w+ =|let (?:\w+ =|\{\s*$)|(?:const|var) \{|local function|package \w+$|fi$|esac$|done$)/m.test(
    text,
  );

/** Without quotes, a trailing comma or a comment. */
function bare(value: string): string {
  const quoted = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1/.exec(value);
  return quoted
    ? (quoted[2] ?? '')
    : value
        .replace(/\s+#.*$/, '')
        // `credentials=/etc/smb/creds,uid=1000,soft`: options in a row, the first a file.
        .replace(/^(\/[\w./-]+),[a-z].*$/, '$1')
        .replace(/[,;]\s*$/, '')
        .trim();
}

/** A reference in brackets, or base64 of one (`auth` of a registry), is somebody else's to judge. */
function isLiteral({ value }: Setting): boolean {
  // Only quotes and backslashes: a reference stood there (`"\${X}"`); or before the rest of a name (`{{ .name }}_PASSWORD`), or behind what openssl calls its source (`pass:$X`).
  if (/^["'`\\]*$|^_[A-Z_]+$|^(?:pass|env|file):[A-Z_]*$/.test(value) || filesOfMounts.test(value) || references.test(value)) return false;
  return !isBase64OfText(value) || !references.test(Buffer.from(value, 'base64').toString('utf8'));
}

/** `--secrets={{ .name }}=cluster.yaml,{{ .name }}=global.yaml`. */
const filesOfMounts = /^(?:[\w./-]*=[\w/-]+\.(?:ya?ml|json|toml|properties|env|conf)(?:,|$))+$/;

const references = /\$\{|\{\{|\$\(|^ENC\[|<%|\{%|^\\{0,2}[<$%|>&*!]|ref\+[a-z]+:|(?:vault|bao|akeyless|secrets?):[^\s:]*[/#]|^op:|<path:/;

/** `INSTALL_LOCK=true`, `ALLOWED_HOSTS="*"`: one setting, of which its own key has told, with nothing generated in it. */
export function isTameSetting(text: string): boolean {
  const [, value = ''] = /^[A-Za-z_][\w.-]{2,60}\s?=\s?["']?([^"'\s=]{1,40})["']?$/.exec(text) ?? [];
  if (value === '') return false;
  const { shape } = shapeOf(value);
  return shape === 'boolean' || shape === 'number' || shape === 'duration' || value === '*' || shape === 'path' || shape === 'host';
}
