import type { Severity } from '../model/rule.ts';

/** Colours of a terminal, by what they stand for; in the plain palette each gives its text back. */
export interface Palette {
  severity(severity: Severity, text: string): string;
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  command(text: string): string;
}

export const plain: Palette = {
  severity: (_, text) => text,
  strong: (text) => text,
  faint: (text) => text,
  good: (text) => text,
  command: (text) => text,
};

const severityCodes: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36 };

export const coloured: Palette = {
  severity: (severity, text) => sgr(1, sgr(severityCodes[severity], text, 39), 22),
  strong: (text) => sgr(1, text, 22),
  faint: (text) => sgr(2, text, 22),
  good: (text) => sgr(32, text, 39),
  command: (text) => sgr(36, text, 39),
};

const sgr = (on: number, text: string, off: number): string => `\u001b[${on}m${text}\u001b[${off}m`;
