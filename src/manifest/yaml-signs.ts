/** Characters that mean something in YAML, by their codes. */
export const space = 0x20;
export const lineFeed = 0x0a;
export const doubleQuote = 0x22;
export const hash = 0x23;
export const ampersand = 0x26;
export const singleQuote = 0x27;
export const asterisk = 0x2a;
export const plus = 0x2b;
export const comma = 0x2c;
export const dash = 0x2d;
export const colon = 0x3a;
export const greater = 0x3e;
export const question = 0x3f;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const bar = 0x7c;
export const closeBrace = 0x7d;

/** Signs of flow collections. */
export const isFlowSign = (code: number): boolean =>
  code === comma || code === openBracket || code === closeBracket || code === openBrace || code === closeBrace;

/** Indicators that no plain scalar begins with. */
export const isIndicator = (code: number): boolean => indicators.has(code);
const indicators = new Set([...'#&*!|>\'"%@`,[]{}'].map((sign) => sign.charCodeAt(0)));
