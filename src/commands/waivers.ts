import { findings } from '../gate/findings.ts';
import type { WaiverEntry } from '../gate/waiver.ts';
import { type WaiverNoteKind, waive } from '../gate/waiving.ts';
import { counted } from '../text/counted.ts';
import { forTerminal } from '../text/escape.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';
import { caseOf, waiverSettings } from './judging.ts';
import { gateOf, scanSource } from './run.ts';
import type { Source } from './sources/source.ts';
import { treeSource } from './sources/tree.ts';

export const waivers: Command = {
  name: 'waivers',
  summary: 'Lists what is waived, by whom and until when, and what needs attention',
  operands: '',
  flags: {
    format: { help: 'how to print it', value: 'FORMAT', choices: ['text', 'json'] },
    policy: { help: 'an organisation’s policy, which binds: a file, or REF:PATH (also SEALGATE_POLICY)', value: 'FILE' },
  },
  notes: `
Reads what is committed: .sealgate/waivers.yaml and the comments of every file of HEAD.
Exit codes: 0 all of them hold, 1 some need attention: expired or about to (14 days), unused, too wide, or refused by the policy.
Fit for a job that runs on a schedule.`,
  async run(given, io) {
    const source = await treeSource(io, 'HEAD');
    try {
      const listed = await list(source, given.text('policy'), io);
      io.out(given.text('format') === 'json' ? `${JSON.stringify(listed, null, 2)}\n` : text(listed));
      return listed.waivers.some((one) => one.attention.length > 0) || listed.malformed.length > 0 ? 1 : 0;
    } finally {
      source.close();
    }
  },
};

interface Listed {
  readonly waivers: readonly ListedWaiver[];
  /** Comments that were meant as waivers. */
  readonly malformed: readonly string[];
}

interface ListedWaiver {
  readonly rule: string;
  readonly place: string;
  readonly owner: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly expires: string;
  /** File and line it stands in. */
  readonly source: string;
  /** How many findings it covers. */
  readonly covers: number;
  readonly attention: readonly WaiverNoteKind[];
}

async function list(source: Source, policy: string | null, io: Io): Promise<Listed> {
  const gate = await gateOf(source, policy, io);
  const { scanned, tally } = await scanSource(source, gate, io);
  const judged = await caseOf(scanned, source, gate, tally.coverage(source.scope, 0), io);
  const found = findings(judged.matches, { severity: (match) => gate.policy.severity(match) });
  const { waived, notes } = waive(found, judged.waivers, { ...judged.waiving, settings: waiverSettings(gate) });
  return {
    waivers: [...judged.waivers.base]
      .sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : a.source < b.source ? -1 : 1))
      .map((entry) => ({
        rule: entry.rule,
        place: placeOf(entry),
        owner: entry.owner,
        approver: entry.approver,
        reason: entry.reason,
        expires: entry.expires,
        source: entry.source,
        covers: waived.filter((one) => one.waiver.source === entry.source).length,
        attention: notes.filter((one) => one.entry === entry).map((one) => one.kind),
      })),
    malformed: judged.malformed.map(({ path, line, sentence }) => `${path}:${line}: ${sentence}`),
  };
}

function placeOf({ place }: WaiverEntry): string {
  if (place.kind === 'line') return `${place.path}:${place.line}`;
  const { path, resource, key, fingerprint } = place;
  return [path, resource, key, fingerprint].filter((one) => one !== null).join(' ');
}

const words: Readonly<Record<WaiverNoteKind, string>> = {
  expired: 'EXPIRED',
  'expires-soon': 'expires soon',
  pending: 'pending',
  refused: 'REFUSED by the policy',
  unused: 'unused: remove it',
  'too-wide': 'too wide: name each place',
};

function text({ waivers: all, malformed }: Listed): string {
  const lines = all.flatMap((one) => {
    const state = one.attention.length === 0 ? `covers ${one.covers}` : one.attention.map((kind) => words[kind]).join(', ');
    return [
      `${one.expires}  ${one.rule}  ${one.place}  (${state})`,
      `            ${one.reason} -- ${one.owner}${one.approver === null ? '' : `, approved by ${one.approver}`}, ${one.source}`,
    ];
  });
  const wrong = malformed.map((one) => `no waiver  ${one}`);
  const attention = all.filter((one) => one.attention.length > 0).length + malformed.length;
  const number = `${counted(all.length, 'waiver')}`;
  const verdict = `sealgate: ${all.length === 0 ? 'nothing is waived' : number}${attention === 0 ? '' : `, ${attention} to look at`}`;
  return `${[...lines, ...wrong, ...(lines.length + wrong.length === 0 ? [] : ['']), verdict].map(forTerminal).join('\n')}\n`;
}
