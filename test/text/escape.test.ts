import * as assert from 'uvu/assert';
import * as escaping from '../../src/text/escape.ts';
import { suite } from '../support/suite.ts';

const cases: readonly { readonly name: string; readonly input: string; readonly by: (text: string) => string; readonly expect: string }[] =
  [
    { name: 'terminal: plain text stays', input: 'apps/web.yaml', by: escaping.forTerminal, expect: 'apps/web.yaml' },
    { name: 'terminal: letters of any script stay', input: 'Größe 密码 🔑', by: escaping.forTerminal, expect: 'Größe 密码 🔑' },
    { name: 'terminal: escape sequences', input: '\x1b[2Ja\x07', by: escaping.forTerminal, expect: '\\x1b[2Ja\\x07' },
    { name: 'terminal: C1 controls', input: 'a\x9b2Jb', by: escaping.forTerminal, expect: 'a\\x9b2Jb' },
    { name: 'terminal: line ends and tabs', input: 'a\r\nb\tc', by: escaping.forTerminal, expect: 'a\\r\\nb\\tc' },
    { name: 'terminal: text that runs backwards', input: 'a\u202egnp', by: escaping.forTerminal, expect: 'a\\u202egnp' },
    { name: 'terminal: isolates', input: '\u2066x\u2069', by: escaping.forTerminal, expect: '\\u2066x\\u2069' },
    {
      name: 'terminal: characters without width',
      input: 'pass\u200bword\ufeff',
      by: escaping.forTerminal,
      expect: 'pass\\u200bword\\ufeff',
    },
    { name: 'terminal: tag characters', input: 'a\u{e0041}', by: escaping.forTerminal, expect: 'a\\u{e0041}' },
    { name: 'terminal: a path byte that is not UTF-8', input: 'caf\udce9.yaml', by: escaping.forTerminal, expect: 'caf\\xe9.yaml' },
    { name: 'terminal: another lone surrogate', input: 'a\ud800', by: escaping.forTerminal, expect: 'a\\ud800' },
    { name: 'Markdown code: plain', input: 'a.yaml', by: escaping.forMarkdownCode, expect: '`a.yaml`' },
    { name: 'Markdown code: backticks get a longer fence', input: 'a``b', by: escaping.forMarkdownCode, expect: '```a``b```' },
    { name: 'Markdown code: a backtick at the border gets room', input: '`a', by: escaping.forMarkdownCode, expect: '`` `a ``' },
    { name: 'Markdown code in a cell: a bar', input: 'a|b', by: escaping.forMarkdownCodeCell, expect: '`a\\|b`' },
    { name: 'Markdown: markup, HTML and cells', input: '*a* <b>|', by: escaping.forMarkdown, expect: '\\*a\\* &lt;b&gt;\\|' },
    { name: 'Markdown: links and mentions', input: '[x](y) @z', by: escaping.forMarkdown, expect: '\\[x\\]\\(y\\) &#64;z' },
    { name: 'Markdown: no line of its own', input: 'a\n# b', by: escaping.forMarkdown, expect: 'a\\\\n\\# b' },
    { name: 'HTML', input: `<a b="c" d='e'>&\``, by: escaping.forHtml, expect: '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;' },
    {
      name: 'workflow message',
      input: '100%\r\n::set-output name=x::y',
      by: escaping.forWorkflowMessage,
      expect: '100%25%0A::set-output name=x::y',
    },
    { name: 'workflow property', input: 'a:b,c%\nd', by: escaping.forWorkflowProperty, expect: 'a%3Ab%2Cc%25%0Ad' },
    { name: 'CSV: plain', input: 'abc', by: escaping.forCsv, expect: 'abc' },
    { name: 'CSV: comma and quote', input: 'a,"b"', by: escaping.forCsv, expect: '"a,""b"""' },
    { name: 'CSV: a formula', input: '=cmd|x', by: escaping.forCsv, expect: "'=cmd|x" },
    { name: 'CSV: a formula after white space', input: ' +1', by: escaping.forCsv, expect: "' +1" },
    { name: 'CSV: at and minus', input: '-a', by: escaping.forCsv, expect: "'-a" },
    { name: 'CSV: lines', input: 'a\r\nb', by: escaping.forCsv, expect: '"a\nb"' },
  ];

suite('text/escape', (test) => {
  for (const { name, input, by, expect } of cases) test(name, () => assert.is(by(input), expect));
});
