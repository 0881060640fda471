import { wordiness } from './grain.ts';

/**
 * Is the text an expression of a program: a call (`os.environ.get("PASSWORD")`, `yamldecode(x).users[0].token`, `VARCHAR(255)`) or
 * an element (`tokens[0]`)? What stands before the first bracket has to read like words, and every bracket has to close, so that
 * a generated password with brackets in it is none.
 */
export function isExpression(value: string): boolean {
  const text = value.replace(/[\s,;]+$/, '');
  // `.root_token | @base64` of jq; the head of a call whose rest a list took: `results.filter(r`.
  if (/^\(?\s*\.[A-Za-z_][\w.[\]"]*\s*\|\s*@?[a-z]/.test(text)) return true;
  const [head = ''] = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?=\()/.exec(text) ?? [];
  if (head !== '' && wordiness(head) > 0.6) return true;
  if (/^_?[A-Za-z]\w*(?:\.\w+)*\[\d{1,2}\]$/.test(text)) return true;
  if (text.length > 2000 || !/[)\]\w-]$/.test(text)) return false;
  const [, name = ''] = /^(?:await |new |\*|&)?([A-Za-z_][\w.:]*)[([]/.exec(text) ?? [];
  const dotted = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(name);
  if (name === '' || wordiness(name) < (dotted ? 0.3 : 0.6)) return false;
  if (/^[\w.:]*\[/.test(text) && !/^[\w.:]*\[(?:-?\d{1,3}|"[^"]*"|'[^']*'|\w*)\]/.test(text)) return false;
  return closes(text) && /[)\]](?:\.?[\w.-]*|[([].*)$/.test(text);
}

/** Every bracket outside of quotes is closed by its own kind. */
function closes(text: string): boolean {
  const open: string[] = [];
  let quote = '';
  for (const char of text) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (char === '(' || char === '[' || char === '{') open.push(char);
    else if (char === ')' || char === ']' || char === '}') {
      if (`${open.pop() ?? ''}${char}` !== pairOf(char)) return false;
    }
  }
  return open.length === 0 && quote === '';
}

const pairOf = (close: string): string => (close === ')' ? '()' : close === ']' ? '[]' : '{}');
