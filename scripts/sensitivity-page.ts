import { readFileSync } from 'node:fs';

/** docs/sensitivity.md: the decision as the comments of src/sensitivity say it, so that the two cannot part. */
export function sensitivityPage(): string {
  const doc = (file: string, declaration: string): string => docOf(readFileSync(`src/sensitivity/${file}.ts`, 'utf8'), declaration);
  return `# Is this value a secret?

Made by \`npx tsx scripts/accuracy.ts\` from the comments in \`src/sensitivity\`. \`sealgate facts FILE\` shows the decision for each value of a file, with its reasons.

Every value gets one of five verdicts: \`secret\` (an error where it stands in clear), \`suspect\` (a warning), \`placeholder\` (a warning in a Secret, else told as info), \`public\` and \`none\` (nothing).
Before it is asked, whatever protects the value is known: a ciphertext, a reference or a template is never judged, and what stands in clear beside a reference, or as its default, is judged as a value of its own.

## The place

${doc('evidence', 'Strictness')}

${doc('evidence', 'placeOf')}

## The name

${doc('key-name', 'KeyRole')}

${doc('key-name', 'readKeyName')}

${doc('key-name', 'settingFronts')} ${doc('key-name', 'qualifiers')}

${doc('key-name', 'pointerParents')}

## The shape

${doc('shape', 'shapeOf')} ${doc('grain', 'Grain')}

${doc('token', 'findTokens')}

${doc('url', 'urlPassword')} ${doc('url', 'hasSecretPart')}

## The decision

${doc('verdict', 'verdictOf')}

${doc('verdict-words', 'namesAnObject')}

## Placeholders and guessable values

${doc('placeholder', 'isPlaceholder')}

${doc('url', 'isExampleUrl')} ${doc('placeholder', 'isCut')}

${doc('guessable', 'isGuessable')} ${doc('guessable', 'list')}

## Examples, tests and pipelines

${doc('judge', 'lowered')}

A path is an example below \`examples\`, \`samples\` or \`docs\`, by a name with \`example\`, \`sample\`, \`.dist\` or the like, and in Markdown or AsciiDoc. It is a test below \`tests\`, \`testdata\`, \`fixtures\`, \`e2e\`, \`hack\` and their kin,
as a test of a program, and as \`ci/*-values.yaml\` of a chart. A folder or a name with \`test\` alone may be an environment: it counts only in front of a path that says more.
Below \`local\`, \`local-dev\`, \`kind\`, \`.devcontainer\`, \`ci\` and \`.github\` stands what runs on the machine of a developer or as long as a job.

## Documents, lines and what stands beside references

${doc('judge', 'ofStructure')}

${doc('settings', 'settings')}

${doc('judge', 'ofResidue')}

## What was under the base64

${doc('encoding', 'encodingOf')} ${doc('encoding', 'isUnencoded')}

${doc('encoding', 'innerBase64')}
`;
}

/** The comment in front of a declaration, without its signs. */
function docOf(source: string, declaration: string): string {
  const at = new RegExp(`^(?:export )?(?:const|function|type|interface) ${declaration}\\b`, 'm').exec(source)?.index;
  const comment = at === undefined ? null : /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n$/.exec(source.slice(0, at))?.[1];
  if (comment == null) throw new Error(`no comment before ${declaration}`);
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
