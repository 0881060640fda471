import type { SourceText } from '../../model/document.ts';
import type { Shape } from '../../model/sensitivity.ts';
import { judge } from '../../sensitivity/judge.ts';
import type { Emit, File } from '../system.ts';

/** What is kept of a file that holds one value and nothing else, such as `password.txt`: never the value. */
export interface LoneValue {
  readonly shape: Shape;
  /** It looks generated, or is a secret by its form alone. */
  readonly secret: boolean;
  readonly line: number;
  readonly length: number;
}

const longest = 8192;

/**
 * A generator makes a Secret's value of a whole file. What such a file is worth shows only beside the generator, so a small
 * text without structure is described here, and judged when both are seen.
 */
export function noteLoneValue(source: SourceText, file: File, emit: Emit): void {
  // Text that was decoded out of a value of the file comes here too: that is not the file.
  if (file.profile.format !== 'text' || source.text.length > longest || file.bytes.length > 2 * source.text.length + 2) return;
  const text = source.text.trim();
  const form = text.startsWith('-----BEGIN ') ? 'armour' : /\s/.test(text) ? null : 'word';
  if (text === '' || form === null) return;
  const { sensitivity } = judge({
    text,
    whole: true,
    key: null,
    keyPath: 'secretGenerator.files',
    container: 'generator',
    kind: null,
    secretType: null,
    scalar: 'string',
    neighbours: [],
    example: file.profile.example,
    test: file.profile.test,
  });
  const note: LoneValue = {
    shape: sensitivity.shape,
    secret: sensitivity.verdict === 'secret',
    line: source.position(source.text.search(/\S/)).line,
    length: text.length,
  };
  emit.note(note);
}
