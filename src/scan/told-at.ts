import type { Place } from '../model/document.ts';
import type { Fact } from '../model/fact.ts';

/** Whether what stands at a place of the text belongs to a value that was found to be a secret already, or to a ciphertext. */
export function isToldAt({ document, line, column, endLine, endColumn, pointer }: Place, facts: readonly Fact[]): boolean {
  return facts.some((fact) => {
    if (!isTold(fact)) return false;
    const { place } = fact;
    if (place.document === document && place.pointer !== null && place.pointer === pointer) return true;
    const begins = place.line < line || (place.line === line && place.column <= column);
    return begins && (place.endLine > endLine || (place.endLine === endLine && place.endColumn >= endColumn));
  });
}

function isTold(fact: Fact): boolean {
  if (fact.subject !== 'value') return false;
  const { protection, sensitivity } = fact;
  return protection === 'sealed' || protection === 'encrypted' || sensitivity.verdict === 'secret' || sensitivity.verdict === 'suspect';
}
