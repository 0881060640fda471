import { keysReport } from '../incident/keys-report.ts';
import { entryOf } from '../incident/repositories-file.ts';
import { version } from '../version.ts';
import { type Command, usage } from './command.ts';
import { takeInventories } from './sweep/inventories.ts';
import { SweepProgress } from './sweep/progress.ts';
import { Mirrors, repositoriesFile, targets } from './sweep/repositories.ts';
import { StateFolder } from './sweep/state-folder.ts';

export const keys: Command = {
  name: 'keys',
  summary: 'Lists every key and reader before one leaks, and readers removed in name only',
  operands: '--repo PATH...',
  flags: {
    repo: { help: 'a repository: a folder, a bundle, or an address to mirror', value: 'PATH|URL', many: true },
    'repos-file': { help: 'repositories, one a line, or CSV or YAML', value: 'FILE', many: true },
    path: { help: 'a folder that is no repository', value: 'FOLDER', many: true },
    state: { help: 'keep what was read here, and go on from it', value: 'FOLDER' },
    cache: { help: 'where mirrors of addresses are kept', value: 'FOLDER' },
    format: { help: 'how to print', value: 'FORMAT', short: 'f', choices: ['text', 'json'] },
  },
  notes: 'No key is needed. Exit codes: 0, 2 usage error, 3 incomplete.',
  async run(given, io) {
    const entries = [...given.all('repo').map(entryOf), ...given.all('repos-file').flatMap((file) => repositoriesFile(file, io))];
    if (entries.length + given.all('path').length === 0) throw usage('keys takes at least one --repo, --repos-file or --path');
    const mirrors = new Mirrors(io, given.text('cache'));
    const folder = given.text('state');
    try {
      const state = folder === null ? null : new StateFolder(folder, [], io);
      const progress = new SweepProgress(io, entries.length);
      const inventories = await takeInventories(
        targets(entries),
        given.all('path'),
        { io, mirrors, state, progress, stop: new AbortController().signal },
        async () => {},
      );
      progress.clear();
      const report = await keysReport(inventories, version, io.now());
      if (given.text('format') === 'json') io.out((await import('../report/serialise.ts')).serialise(report));
      else io.out((await import('../report/compromise-keys.ts')).keysText(report, { colour: io.color }));
      return report.exitCode;
    } finally {
      mirrors.close();
    }
  },
};
