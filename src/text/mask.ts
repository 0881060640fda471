/** What a masked value is, where saying its length alone would mislead. */
export type MaskKind = 'text' | 'multi-line' | 'base64' | 'binary' | 'private-key' | 'number' | 'boolean' | 'template' | 'empty';

const dots = '••••••••';

/** Stands for a value in every output: made of its length and kind alone, so that no character of it can leak. */
export function maskOf(length: number, kind: MaskKind = 'text'): string {
  if (length === 0 || kind === 'empty') return '(empty)';
  return `${dots} (${describe(length, kind)})`;
}

function describe(length: number, kind: MaskKind): string {
  const characters = length === 1 ? '1 character' : `${length} characters`;
  switch (kind) {
    case 'text':
      return characters;
    case 'multi-line':
      return `several lines, ${characters}`;
    case 'base64':
      return `base64, ${characters}`;
    case 'binary':
      return length === 1 ? 'binary, 1 byte' : `binary, ${length} bytes`;
    case 'private-key':
      return `private key, ${characters}`;
    case 'template':
      return `template, ${characters}`;
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'empty':
      return 'empty';
  }
}
