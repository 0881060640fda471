import type { CompromiseReport } from '../model/compromise.ts';
import { serialise } from './serialise.ts';

/** The report as data: version 1 of `schema/compromise-report.schema.json`. */
export const compromiseJson = (report: CompromiseReport): string => serialise(report);
