import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import * as assert from 'uvu/assert';
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import type { Match } from '../../src/model/match.ts';
import type { Report } from '../../src/model/report.ts';
import { formats } from '../../src/report/formats.ts';
import { match, observation, rule } from '../gate/sample.ts';
import { suite } from '../support/suite.ts';
import { coverage, data, everyday, found, gap, hostile, layout, report, rules, wide } from './sample.ts';

const now = new Date('2026-03-01T12:00:00Z');
const render = async (format: string, one: Report, width = 100): Promise<string> => {
  const load = formats[format];
  if (load === undefined) throw new Error(`no format ${format}`);
  return (await load())(one, rules, { colour: false, width, now });
};
const every = Object.keys(formats);

const clean = report([], { coverage: { ...coverage, skipped: [], unparsed: [] } });
const incomplete = report([], { coverage: { ...coverage, incomplete: [gap] } });

suite('formats: whole outputs', (test) => {
  for (const [name, format, one] of [
    ['everyday.text.txt', 'text', everyday()],
    ['clean.text.txt', 'text', clean],
    ['incomplete.text.txt', 'text', incomplete],
    ['everyday.markdown.txt', 'markdown', everyday()],
    ['clean.markdown.txt', 'markdown', clean],
    ['everyday.junit.txt', 'junit', everyday()],
    ['everyday.github.txt', 'github', everyday()],
  ] as const) {
    test(name, async () => {
      const actual = await render(format, one);
      assert.is(actual, layout(name, actual));
    });
  }
});

suite('formats: text says things once', (test) => {
  const at = (path: string): Match => match(wide, observation('cluster-wide'), path);
  const quiet = rule('sops/selector-unlike-rule', { title: 'Selector other than the rule has', severity: 'info', message: 'As it was' });
  const known: typeof rules = new Map([...rules, [quiet.id, quiet]]);
  const asText = async (one: Report): Promise<string> =>
    (await formats['text']?.())?.(one, known, { colour: false, width: 100, now }) ?? '';

  test('places of which the same is to say stand together', async () => {
    const text = await asText(report(found([at('a.yaml'), at('b.yaml')])));
    assert.match(text, /a\.yaml:4:3\n {2}b\.yaml:4:3\n {4}SealedSecret prod\/db can be/);
    assert.is(text.split('can be unsealed in any namespace').length, 2);
  });

  test('what is for information is told in short, and as it is where the threshold is there', async () => {
    const open = found([
      match(quiet, observation('selector-unlike-rule'), 'c.yaml'),
      match(quiet, observation('selector-unlike-rule'), 'd.yaml'),
    ]);
    const text = await asText(report(open));
    assert.match(text, /rule\n {2}As it was\n {2}c\.yaml:4:3\n {2}d\.yaml:4:3\n {2}why and how to repair: sealgate explain sops/);
    assert.match(await asText(report(open, { threshold: 'info' })), /\n {2}why {5}/);
  });
});

suite('formats: schemas', (test) => {
  const draft04 = AjvDraft04 as unknown as typeof import('ajv').Ajv;
  const formatsOf = addFormats as unknown as (ajv: object) => void;
  const sarifAjv = new draft04({ strict: false, unicodeRegExp: false });
  const ajv = new Ajv2020({ strict: false });
  for (const one of [sarifAjv, ajv]) formatsOf(one);
  const schemas: Readonly<Record<string, (text: unknown) => unknown>> = {
    json: ajv.compile(reportSchema),
    sarif: sarifAjv.compile(data('sarif-2.1.0.schema.json') as object),
    'gitlab-codequality': ajv.compile(data('gitlab-codequality.schema.json') as object),
    'gitlab-secrets': ajv.compile(data('gitlab-secrets.schema.json') as object),
  };
  const reports = { everyday: everyday(), clean, incomplete, hostile: hostile('a\u001b[31m\udc80/"<%') };
  for (const [format, validate] of Object.entries(schemas)) {
    for (const [name, one] of Object.entries(reports)) {
      test(`${format} of the ${name} report is valid`, async () => {
        const valid = validate(JSON.parse(await render(format, one)));
        assert.ok(valid, JSON.stringify((validate as { errors?: unknown }).errors));
      });
    }
  }

  test('a report that lacks a member is not valid', async () => {
    const { notes: _, ...rest } = JSON.parse(await render('json', everyday())) as Record<string, unknown>;
    assert.not.ok(schemas['json']?.(rest));
  });
});

suite('formats: nothing of a value, nothing to run', (test) => {
  const name = [
    '::error::pwned',
    '##[add-mask]x ##vso[task.setvariable]y',
    '\u001b[31mred\u001b]0;title\u0007',
    '<script>alert(1)</script> <!-- --> ]]>',
    '[link](javascript:alert(1)) ![](x) | `code` | **bold** @team https://evil.example #1',
    '"; rm -rf / #\r\n::set-output name=a::b\n::stop-commands::x',
    '\u202ereversed\u2028\udc80',
  ].join(' ');

  for (const format of every) {
    test(`${format} never holds the value`, async () => {
      assert.not.ok((await render(format, hostile('name'))).includes('canary'));
    });

    test(`${format} holds no control character, no bidi character, no lone surrogate`, async () => {
      const text = await render(format, hostile(name));
      assert.not.match(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
      assert.not.throws(() => encodeURIComponent(text));
    });

    test(`${format} holds no command of a build log but its own`, async () => {
      const lines = (await render(format, hostile(name))).split('\n');
      const commands = lines.filter((line) => /^\s*::/.test(line));
      assert.not.ok(lines.some((line) => line.includes('##[') || line.includes('##vso[')));
      if (format === 'github')
        assert.ok(
          commands.every((line) => /^::(?:error|warning|notice) title=/.test(line) && !/::.*::.*\bpwned\b.*::set/.test(line.slice(0, 40))),
        );
      else assert.equal(commands, []);
    });
  }

  test('a workflow command has one title, and no property of a name', async () => {
    const lines = (await render('github', hostile('a,line=1::x'))).split('\n').filter((line) => line.includes('file='));
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.match(line, /^::(?:error|warning) title=[^:,]*,file=a%2Cline=1%3A%3Ax,line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?::/);
    }
  });

  test('Markdown shows no markup of a name', async () => {
    const text = (await render('markdown', hostile(name))).replace(/(`+).*?\1/g, '');
    for (const bad of ['<script>', '<!--', '](javascript', '![](', '**bold**', '@team', 'https://evil'])
      assert.not.ok(text.includes(bad), bad);
  });

  test('a table row of Markdown keeps its columns', async () => {
    const rows = (await render('markdown', hostile('a | b ` c `` d'))).split('\n').filter((line) => line.startsWith('| **error'));
    for (const row of rows) assert.is(row.replace(/\\\|/g, '').split('|').length, 5);
  });

  test('XML stays well-formed', async () => {
    const text = await render('junit', hostile(`${name}\ufffe`));
    assert.not.ok(text.includes('<script>') || text.includes(']]>') || text.includes('\ufffe'));
    assert.is((text.match(/<testcase\b/g) ?? []).length, (text.match(/<\/testcase>/g) ?? []).length);
  });

  test('a command to copy holds no name that a shell would read', async () => {
    const text = await render('text', hostile('x; rm -rf ~'));
    const command = text.split('\n').find((line) => line.includes('kubectl create'));
    assert.match(command ?? '', 'generic NAME -n NAMESPACE --from-literal=KEY=NEW');
  });
});
