import schema from '../../schema/waivers.schema.json' with { type: 'json' };
import { Failure } from '../model/failure.ts';
import { compileGlob } from '../text/glob.ts';
import { dayNumber } from './day.ts';
import { parseSettings } from './settings.ts';
import type { WaiverEntry } from './waiver.ts';
import { validate } from './waivers-schema.generated.ts';

export const waiverFile = '.sealgate/waivers.yaml';

/** Reads `.sealgate/waivers.yaml`. Throws a Failure naming file, line and what is accepted. */
export function parseWaivers(text: string, file: string = waiverFile): WaiverEntry[] {
  const located = parseSettings(text, file, { schema, validate });
  const { waivers } = located.data as { readonly waivers: readonly RawWaiver[] };
  return waivers.map((raw, index) => {
    const line = located.lineOf(`/waivers/${index}`);
    const complain = (sentence: string) => new Failure('configuration', 'waiver', `${file}, line ${line}: ${sentence}`);
    if (dayNumber(raw.expires) === null) throw complain('expires is no day of the calendar; accepted: YYYY-MM-DD');
    if (raw.approver !== undefined && raw.approver.trim() === raw.owner.trim()) throw complain('the approver must not be the owner');
    const glob = raw.path === undefined ? null : compileGlob(raw.path);
    if (glob instanceof Failure) throw complain(glob.message);
    return {
      rule: raw.rule,
      place: {
        kind: 'described',
        path: raw.path ?? null,
        resource: raw.resource ?? null,
        key: raw.key ?? null,
        fingerprint: raw.fingerprint ?? null,
      },
      reason: raw.reason.trim(),
      owner: raw.owner.trim(),
      approver: raw.approver?.trim() ?? null,
      expires: raw.expires,
      source: `${file}:${line}`,
    };
  });
}

interface RawWaiver {
  readonly rule: string;
  readonly path?: string;
  readonly resource?: string;
  readonly key?: string;
  readonly fingerprint?: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver?: string;
  readonly expires: string;
}
