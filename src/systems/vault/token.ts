import type { SourceText } from '../../model/document.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/**
 * Service (`hvs.`), batch (`hvb.`) and recovery (`hvr.`) tokens. A root token is `hvs.` and 24 letters and digits: far shorter
 * than the others. See Vault's `sdk/helper/consts/token_consts.go`.
 */
const token =
  /(?<![\w.])(?:hvs\.(?:[A-Za-z0-9]{24}(?![\w-])|[\w-]{90,120}(?![\w-]))|hvb\.[\w-]{50,300}(?![\w-])|hvr\.[\w-]{24,120}(?![\w-]))/g;
/** Before Vault 1.10: no more than a letter in front, so only a file that is nothing else, or one that names it. */
const oldToken = /^\s*([sbr]\.[A-Za-z0-9]{24})\s*$/;

/** Tokens in any text that no tree is made of: `.vault-token`, scripts, notes. In trees each value is judged for itself. */
export function readTokens(source: SourceText, file: File, emit: Emit): void {
  const { text } = source;
  if (!plainFormats.has(file.profile.format)) return;
  const old = text.length < 200 ? oldToken.exec(text)?.[1] : undefined;
  if (old !== undefined) {
    const start = text.indexOf(old);
    emitToken(source, start, old, emit);
    return;
  }
  if (!/hv[sbr]\./.test(text)) return;
  for (const match of text.matchAll(token)) emitToken(source, match.index, match[0], emit);
}

const plainFormats = new Set<string>(['text', 'script', 'markdown', 'hcl', 'netrc']);

function emitToken(source: SourceText, start: number, text: string, emit: Emit): void {
  emit.value({
    aspect: 'token',
    container: 'credential-field',
    text,
    place: textPlace(source, start, start + text.length),
    resource: null,
    key: 'token',
    keyPath: '',
  });
}
