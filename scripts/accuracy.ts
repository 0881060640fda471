/**
 * Measures the gate on the corpus and writes docs/accuracy.md, and docs/sensitivity.md; `--check` writes nothing and fails when one is not current.
 * `--write DIR` lays the corpus out as folders for any scanner; `--gitleaks REPORT` measures a report of gitleaks on those.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { folderOf, gitleaks } from '../test/corpus/adapters/gitleaks.ts';
import { sealgate } from '../test/corpus/adapters/sealgate.ts';
import { type Case, loadCorpus } from '../test/corpus/load.ts';
import { measure } from '../test/corpus/measure.ts';
import { accuracyPage, accuracyTables, type PublicRun } from '../test/corpus/page.ts';
import { sensitivityPage } from './sensitivity-page.ts';

const [option, argument] = process.argv.slice(2);
const cases = loadCorpus();

if (option === '--write' && argument !== undefined) write(cases, argument);
else if (option === '--gitleaks' && argument !== undefined) console.log(accuracyTables(await measure(cases, gitleaks(argument))));
else {
  const runs = JSON.parse(readFileSync('test/corpus/public-runs.json', 'utf8')) as readonly PublicRun[];
  emit('docs/accuracy.md', accuracyPage(await measure(cases, sealgate), runs));
  emit('docs/sensitivity.md', sensitivityPage());
}

function emit(page: string, made: string): void {
  if (existsSync(page) && readFileSync(page, 'utf8') === made) return;
  if (option !== '--check') {
    writeFileSync(page, made);
    return;
  }
  console.error(`not current, run \`npx tsx scripts/accuracy.ts\`: ${page}`);
  process.exitCode = 1;
}

function write(all: readonly Case[], folder: string): void {
  for (const one of all) {
    for (const [path, text] of Object.entries(one.files)) {
      const file = join(folder, 'cases', folderOf(one.id), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  const truth = all.map(({ id, system, family, source, error, warning, may }) => ({
    id,
    folder: folderOf(id),
    system,
    family,
    source,
    error,
    warning,
    may,
  }));
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
}
