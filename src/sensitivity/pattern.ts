/**
 * Is the text a regular expression? Lists of `tokens` of linters and lexers are. One group without a name (`(?:`) is enough, a class
 * (`\d`, `\b`) needs a second sign beside it: a generated password may hold a backslash by chance.
 */
export function isPattern(text: string): boolean {
  if (text.length > 500 || !/[\\(^]/.test(text)) return false;
  if (group.test(text) && text.includes(')')) return true;
  if (/^\^.*\$$/.test(text)) return (text.match(signs)?.length ?? 0) > 1;
  return (text.match(signs)?.length ?? 0) > 1 && classes.test(text);
}

const group = /\(\?(?:[:=!]|<[=!])/;
const classes = /\\[bdswBDSW]/;
const signs = /\\[bdswBDSW]|(?<=\\[bdswBDSW])[*+?]|\[[^\]]+\]|\{\d+(?:,\d*)?\}|\\[().[\]]/g;
