import fc from 'fast-check';
import { parseBaseline } from '../../src/gate/baseline.ts';
import { parseConfiguration, wildcard } from '../../src/gate/configuration.ts';
import { inlineWaivers } from '../../src/gate/inline-waiver.ts';
import { parseWaivers } from '../../src/gate/waiver-file.ts';
import { Failure } from '../../src/model/failure.ts';
import { repoPath } from '../../src/model/ids.ts';
import { suite } from '../support/suite.ts';

const canary = 'canary0f3d';
/** Pieces of YAML in any order: most of it nonsense, some of it nearly right. */
const pieces = fc.constantFrom(
  ...[
    'version: 1',
    'rules:',
    '  core/*: off',
    'waivers:',
    '  - ',
    '\n',
    '\r\n',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<: *a',
    '? ',
    ': ',
    '|',
    '>',
    '"',
    "'",
  ],
  ...[
    '---',
    '...',
    '%TAG ! x',
    '!!binary ',
    '!<',
    '#',
    '\t',
    '\u0000',
    '\ud800',
    '__proto__: 1',
    'constructor: {}',
    canary,
    `!${canary} `,
    `"${canary}\\q"`,
  ],
);
const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 30 }).map((parts) => parts.join(''));
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  configuration: (text) => parseConfiguration(text, '.sealgate.yaml'),
  waivers: (text) => parseWaivers(text),
  baseline: (text) => parseBaseline(text),
};

suite('hostile configuration', (test) => {
  for (const [name, read] of Object.entries(readers)) {
    test(`${name}: any text is read, or refused with a Failure that does not quote a value`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          try {
            read(text);
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            // A key may be named, so that it can be found; a value may not.
            const keys = new RegExp(`${canary}[^\\n]*:|\\?`).test(text);
            if (!keys && error.message.includes(canary)) throw new Error(error.message);
          }
        }),
        { numRuns: 2000 },
      );
    });
  }

  test('any comment is a waiver, a malformed one, or none', () => {
    const words = fc.constantFrom('sealgate:', 'allow', 'core/a', 'until', '2026-06-30', 'by', '--', ' ', 'x');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        const found = inlineWaivers(repoPath('a'), { comments: [{ text, line: 1, ownLine: true }], facts: [] });
        const count = found.entries.length + found.malformed.length;
        return count === (/^sealgate\s*:/.test(text) ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  test('a wildcard takes no longer for being long', () => {
    const pattern = `${'a*'.repeat(2000)}b`;
    if (wildcard(pattern, 'a'.repeat(20_000))) throw new Error('it does not match');
  });
});
