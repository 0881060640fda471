import type { Document, UnreadReason } from '../model/document.ts';

/**
 * Why a document may hold a secret that nobody saw, so that the run is incomplete; null where there is nothing to fear:
 * a template read by line, or broken text that says nothing of Secrets or whose values could be read all the same.
 */
export function unseen(document: Document, values: number): string | null {
  const { problem } = document;
  if (problem === null) return null;
  const bound = bounds[problem.reason];
  if (bound !== null) return bound;
  const text = document.source.text.slice(document.span.start, document.span.end);
  return values === 0 && speaksOfSecrets.test(text) && !text.includes('{{') ? 'broken text that speaks of a Secret cannot be read' : null;
}

const bounds: Readonly<Record<UnreadReason, string | null>> = {
  depth: 'a document is nested deeper than the limit',
  aliases: 'a document expands to more aliases than the limit',
  size: 'a document is larger than the limit',
  time: 'a document takes longer than the limit',
  syntax: null,
  conflict: null,
};

const speaksOfSecrets = /\bkind["']?\s*:\s*["']?(?:Sealed)?Secret\b|\b(?:stringData|encryptedData)["']?\s*:/;
