import { apiWords, isMarked } from './marks.ts';
import type { Suspicion } from './suspicion.ts';

/** What one line of a text says, whatever stands around it. */
export interface Line {
  /** The whole text has to be looked at: the line may be a secret by itself, or belongs to a secret system. */
  readonly hot: boolean;
  /** It belongs to a secret system, or is a secret by itself: it counts in any text, not only where settings are read. */
  readonly isMarked: boolean;
  /** Columns before the first character that is no white space and no dash of a list. */
  readonly indent: number;
  readonly isItem: boolean;
  /** A name that makes something of what follows in deeper lines; '' for a member that a name elsewhere speaks of; null: none. */
  readonly opens: string | null;
  /** Of `name: X` and `key: X`, an X that makes something of the `value` beside it. */
  readonly names: string | null;
  /** The text of a member that a name elsewhere speaks of (`value`, `default`), or of a line without a key; null: neither. */
  readonly bare: string | null;
  /** `bare` is a member's: its name may stand beside it as well as above. */
  readonly isMember: boolean;
  /** Begins the list of files of a kustomization, if names of files follow. */
  readonly lists: boolean;
  /** API versions and kinds of objects; null: none. */
  readonly api: ApiWords;
}

const nothing: Omit<Line, 'indent'> = {
  hot: false,
  isMarked: false,
  isItem: false,
  opens: null,
  names: null,
  bare: null,
  isMember: false,
  lists: false,
  api: null,
};
type ApiWords = ReturnType<typeof apiWords>;
/** Lines that say nothing but how deep they stand. */
const cold: readonly Line[] = Array.from({ length: 64 }, (_, indent) => ({ ...nothing, indent }));
const hot: Line = { ...nothing, hot: true, indent: 0 };
const marked: Line = { ...hot, isMarked: true };
export const blank: Line = { ...nothing, indent: Number.MAX_SAFE_INTEGER };
const longest = 4000;

/** Reads one line. Sees nothing in most; asks the real judgement where a name or a form could make something of a value. */
export function readLine(text: string, suspicion: Suspicion): Line {
  if (isMarked(text) || suspicion.isEvident(text)) return marked;
  if (hasLoudSetting(text, suspicion)) return hot;
  if (text.length > longest) return hasLoudName(text, suspicion) ? hot : { ...nothing, indent: 0, api: apiWords(text) };
  const api = apiWords(text);
  if (api !== null) return { ...nothing, indent: Math.max(0, text.search(/[^\s-]/)), api };
  const indent = text.search(/[^\s-]|-\S/);
  if (indent === -1) return blank;
  const rest = text.slice(indent).trimEnd();
  const isItem = text.slice(0, indent).includes('-');
  // Base64 may end in equals signs.
  const pair = /^[^\s:=]*={0,3}$/.test(rest) ? null : member.exec(rest);
  if (pair === null) return withoutKey(rest, { indent, isItem }, suspicion);
  return ofMember(pair[1] ?? pair[2] ?? pair[3] ?? '', pair[4] ?? '', { indent, isItem }, suspicion);
}

type At = Pick<Line, 'indent' | 'isItem'>;
const coldAt = ({ indent, isItem }: At): Line => (isItem ? { ...nothing, indent, isItem } : (cold[indent] ?? { ...nothing, indent }));

function withoutKey(rest: string, at: At, suspicion: Suspicion): Line {
  const flag = /^["']?--?([A-Za-z][\w.-]*)["']?,?$/.exec(rest)?.[1];
  if (flag !== undefined && suspicion.isLoud(flag)) return { ...nothing, ...at, opens: flag };
  const opener = /^(.*?)[({[:]\s*$/.exec(rest)?.[1];
  const opens = opener === undefined ? null : loudWord(opener, suspicion);
  if (opens !== null) return { ...nothing, ...at, opens };
  const one = bareOf(rest);
  return one === '' ? coldAt(at) : { ...nothing, ...at, bare: one };
}

function ofMember(key: string, value: string, at: At, suspicion: Suspicion): Line {
  if (suspicion.isLoud(key)) {
    if (isSetting(key, value, suspicion) || /^(?:[*!]|.*\\$)/.test(value)) return hot;
    // What stands deeper below may be the rest of the value, also of one that is broken.
    return { ...nothing, ...at, opens: key };
  }
  const said = bareOf(value);
  if (/^(?:name|key|Name|Key)$/.test(key)) return suspicion.isLoud(said) ? { ...nothing, ...at, names: said } : coldAt(at);
  if (fileLists.test(key) && at.indent === 0) return { ...nothing, ...at, lists: true };
  if (!members.test(key)) return coldAt(at);
  if (opening.test(value)) return { ...nothing, ...at, opens: '', isMember: true };
  return said === '' ? coldAt(at) : { ...nothing, ...at, bare: said, isMember: true };
}

/** In YAML a key ends at a colon and a blank; with quotes around it, and at an equals sign, no blank is needed. */
const member = /^(?:(?:"([^"\\]{1,200})"|'([^']{1,200})')\s*(?::=|=>|[:=])|([^\s"'#{[,][^:=]{0,200}?)\s*(?::=|=>|=|:(?=\s|$)))\s*(.*)$/;
const fileLists = /^(?:resources|bases|components|generators|transformers|validators|crds|configurations|patchesStrategicMerge)$/;
const members = /^(?:value|Value|default|defaultValue|content|contents|val|text|literal|string|data|plain|raw)$/;
/** Nothing yet, a block scalar, the beginning of a collection, or of a string that goes on. */
const opening = /^(?:&\S+\s*)?(?:!\S*\s*)?(?:[|>][-+0-9]*\s*(?:#.*)?|[[{(]\s*|#.*|"[^"]*|'[^']*|\\)?$/;

/** A name that makes something of a value, with a value that it makes something of, anywhere in the line. */
function hasLoudSetting(text: string, suspicion: Suspicion): boolean {
  if (!/[:=]|--?[A-Za-z]| '|^\s*(?:--)?[A-Za-z][\w-]* +\S+\s*$/.test(text)) return false;
  for (const match of text.matchAll(inline)) {
    const key = match[1] ?? match[2] ?? match[3] ?? '';
    if (suspicion.isLoud(key) && isSetting(key, match[4] ?? '', suspicion)) return true;
  }
  for (const [, key = '', value = ''] of text.matchAll(flagged)) if (suspicion.isLoud(key) && isSetting(key, value, suspicion)) return true;
  const value = /["']?\b(?:value|Value|default)\b\\?["']?\s*[:=]\s*(\\?"[^"]*"|'[^']*'|[^,}\]\s]+)/.exec(text)?.[1];
  if (value !== undefined) {
    const name = /["']?\b(?:name|key|Name|Key)\b\\?["']?\s*[:=]\s*\\?["']?([\w.-]+)/.exec(text)?.[1];
    if (name !== undefined && suspicion.isLoud(name) && isSetting(name, value, suspicion)) return true;
  }
  const password = /(?:IDENTIFIED\b.*\bBY|PASSWORD)\s{1,4}'([^']{1,200})'/i.exec(text)?.[1];
  if (password !== undefined && suspicion.isSetting('password', password)) return true;
  const spaced = /^\s*(?:- )?(?:--)?([A-Za-z][\w-]{0,80}) +(\S+)\s*$/.exec(text);
  return spaced !== null && suspicion.isLoud(spaced[1] ?? '') && isSetting(spaced[1] ?? '', spaced[2] ?? '', suspicion);
}

/** The value is looked at from each name on: it may hold settings itself. */
const inline =
  /(?:\\?"([\w./@ -]{1,80})\\?"|'([\w./@ -]{1,80})'|([A-Za-z_.][\w./-]{0,80}))\s*(?::=|=>|[:=])\s*(?=(\\?"(?:[^"\\]|\\[^"])*\\?"|'[^']*'|[^\s,;}\]]+))/g;
const flagged = /--?([A-Za-z][\w.-]{1,60})["']?(?:[ \t]*,[ \t]*|[ \t]+)["']?([^\s"',\]-][^\s"',\]]*)/g;

const hasLoudName = (text: string, suspicion: Suspicion): boolean =>
  [...text.matchAll(/"(?:name|key)"\s*:\s*"([^"]*)"/g)].some(([, name = '']) => suspicion.isLoud(name));

/** The value without quotes, comment and anchor, and as it is written: whichever the format makes of it. */
function isSetting(key: string, value: string, suspicion: Suspicion): boolean {
  const bare = bareOf(value);
  if (suspicion.isSetting(key, bare)) return true;
  const whole = value.trim();
  if (whole === bare) return false;
  // Members of a list or mapping on one line.
  if (/^[[{]/.test(whole) && whole.split(/[[\]{},]+/).some((part) => suspicion.isSetting(key, bareOf(part.replace(/^[^:]*:\s/, '')))))
    return true;
  if (/\s#/.test(whole) && suspicion.isSetting(key, whole)) return true;
  return whole.includes('\\') && suspicion.isSetting(key, bare.replace(/\\(.)/g, '$1'));
}

function bareOf(value: string): string {
  const text = value.trim().replace(/^&\S+\s+/, '');
  const quoted = /^\\?(["'`])(.*?)\\?\1\s*(?:[,;)}\]\s]*|[,\s]*#.*)$/.exec(text);
  if (quoted !== null) return quoted[2] ?? '';
  return text
    .replace(/\s#.*$/, '')
    .replace(/[,;\])}]+$/, '')
    .trim()
    .replace(/^["']|["']$/g, '');
}

function loudWord(text: string, suspicion: Suspicion): string | null {
  for (const [word] of text.matchAll(/[A-Za-z_][\w.-]*/g)) if (suspicion.isLoud(word)) return word;
  return null;
}
