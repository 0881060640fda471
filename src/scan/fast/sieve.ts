import { formatOf } from '../../manifest/format.ts';
import { fences } from '../../manifest/markdown.ts';
import type { PathProfile } from '../../model/blob.ts';
import { decode, lfsPointer } from '../../text/decode.ts';
import { Memo } from '../../text/memo.ts';
import { blank, type Line, readLine } from './line.ts';
import { isClaimed, unmarked } from './marks.ts';
import { Suspicion } from './suspicion.ts';

/**
 * `look`: it may lead to a fact that counts, and has to be established. `nothing`: whatever its path (see `isReadByName`), no shipped rule matches
 * anything in it, and it says nothing of other files or versions. `skipped` is why it is not even read, or null.
 */
export type Sifted = { readonly kind: 'look' } | { readonly kind: 'nothing'; readonly skipped: string | null };

/** The name alone makes another file of these: whatever stands in them is to be looked at. */
export const isReadByName = ({ role }: PathProfile): boolean => role === 'kustomization' || role === 'sops-config';

const look: Sifted = { kind: 'look' };
const nothing: Sifted = { kind: 'nothing', skipped: null };
const pointer: Sifted = { kind: 'nothing', skipped: 'lfs-pointer' };
/** How many lines may stand between a name and its value in one item of a list. */
const reach = 12;
/** Bounds what is remembered; with more different lines than these, the oldest half is not worth more than the newest. */
const mostLines = 1 << 20;
const longestKept = 1024;
const longestLone = 8192;

/**
 * Lets by what can hold no secret. A history is the same lines again and again: each different line is read once, and for most
 * blobs nothing is left to do but to look their lines up. The lines are kept in memory only, for as long as the scan lasts.
 */
export class Sieve {
  private readonly suspicion = new Suspicion();
  private readonly lines = new Map<string, Line>();
  private readonly claims = new Memo<boolean>(1 << 14);

  sift(bytes: Uint8Array): Sifted {
    if (unmarked.length > 0) return look;
    if (lfsPointer(bytes)) return pointer;
    const decoded = decode(bytes);
    if (decoded.kind === 'binary') return look;
    const { text } = decoded.source;
    return isLone(text) || beginsWithLogin(text) || this.isHot(text) ? look : nothing;
  }

  /** The same, with what the path says of how the text is read: of programs, notes and prose only what any text can hold counts. */
  siftAs(bytes: Uint8Array, profile: PathProfile): Sifted {
    if (isReadByName(profile)) return look;
    const sifted = this.sift(bytes);
    if (sifted.kind === 'nothing' || profile.role === 'chart-template') return sifted;
    const decoded = decode(bytes);
    if (decoded.kind === 'binary') return look;
    const { text } = decoded.source;
    const { format } = formatOf(text, profile);
    if ((format !== 'text' && format !== 'markdown') || isLone(text) || beginsWithLogin(text) || this.isMarked(text)) return look;
    if (format === 'text') return nothing;
    return fences(text, { start: 0, end: text.length }).some(({ start, end }) => this.isHot(text.slice(start, end))) ? look : nothing;
  }

  private isMarked(text: string): boolean {
    for (let at = 0; at < text.length; ) {
      let end = text.indexOf('\n', at);
      if (end === -1) end = text.length;
      if (this.line(text, at, end).isMarked) return true;
      at = end + 1;
    }
    return false;
  }

  private isHot(text: string): boolean {
    const open: { readonly indent: number; readonly name: string }[] = [];
    const recent: { readonly line: Line; readonly number: number }[] = [];
    const versions = new Set<string>();
    const kinds = new Set<string>();
    let flag: string | null = null;
    let listed = false;
    let number = 0;
    for (let at = 0; at < text.length; number += 1) {
      let end = text.indexOf('\n', at);
      if (end === -1) end = text.length;
      const line = this.line(text, at, end);
      at = end + 1;
      if (line.hot) return true;
      if (line === blank) continue;
      if (line.api !== null) {
        for (const version of line.api.versions) versions.add(version);
        for (const kind of line.api.kinds) kinds.add(kind);
      }
      if (flag !== null && flag !== '' && line.bare !== null && this.suspicion.isSetting(flag, line.bare)) return true;
      flag = line.opens;
      if (listed && line.isItem && line.bare !== null) return true;
      listed = line.lists;
      while (open.length > 0 && !isBelow(line, open.at(-1)?.indent ?? 0)) open.pop();
      if (line.bare !== null && open.length > 0 && this.isNamed(line.bare, open)) return true;
      if (line.opens !== null) open.push({ indent: line.indent, name: line.opens });
      if (line.names === null && !line.isMember) continue;
      while (recent.length > 0 && number - (recent[0]?.number ?? 0) > reach) recent.shift();
      if (recent.some((other) => this.isPair(line, other.line) || this.isPair(other.line, line))) return true;
      recent.push({ line, number });
    }
    return this.isClaimed(versions, kinds);
  }

  /** In a text with several objects each version is tried with each kind: they may stand in any order. */
  private isClaimed(versions: ReadonlySet<string>, kinds: ReadonlySet<string>): boolean {
    for (const version of versions)
      for (const kind of kinds) if (this.claims.of(`${version} ${kind}`, () => isClaimed(version, kind))) return true;
    return false;
  }

  private isNamed(text: string, open: readonly { readonly name: string }[]): boolean {
    return open.some(({ name }) => name !== '' && this.suspicion.isSetting(name, text));
  }

  private isPair(name: Line, member: Line): boolean {
    if (name.names === null || !member.isMember) return false;
    return member.bare === null || this.suspicion.isSetting(name.names, member.bare);
  }

  private line(text: string, start: number, end: number): Line {
    const key = text.slice(start, end);
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const line = key.includes('\r') ? readTogether(key, this.suspicion) : readLine(key, this.suspicion);
    if (key.length > longestKept) return line;
    if (this.lines.size >= mostLines) this.lines.clear();
    // A slice would keep the whole text alive.
    this.lines.set(Buffer.from(key).toString(), line);
    return line;
  }
}

/** Deeper, or an item of a list that begins where its name does. */
const isBelow = (line: Line, indent: number): boolean => line.indent > indent || (line.isItem && line.indent >= indent);

/** Lines that end in a lone CR come as one; what opens or names something there is rare enough to look at. */
function readTogether(text: string, suspicion: Suspicion): Line {
  const parts = text.split('\r').filter((part) => part.trim() !== '');
  if (parts.length === 0) return blank;
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return readLine(first, suspicion);
  const lines = parts.map((part) => readLine(part, suspicion));
  const isPlain = lines.every((line) => !line.hot && line.bare === null && line.opens === null && line.names === null && line.api === null);
  return isPlain ? (lines[0] ?? blank) : { ...blank, indent: 0, hot: true, isMarked: true };
}

/** One word, or armour, and nothing else: may be the whole value of a Secret that a generator makes. */
function isLone(text: string): boolean {
  if (text.length > longestLone) return false;
  const word = text.trim();
  return word !== '' && (!/\s/.test(word) || word.startsWith('-----BEGIN '));
}

/** A file of logins: every line of it has this form, so the first does. */
function beginsWithLogin(text: string): boolean {
  if (text.length > longestLogins) return false;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? undefined : end).trim();
    if (line !== '' && !line.startsWith('#')) return login.test(line);
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
}

const longestLogins = 65_536;
const login = /^[^:\s#]+:(?:\d{1,5}|\*):[^:\s]+:[^:\s]+:\S+$/;
