import type { Rule } from '../model/rule.ts';

/** What judging by a rule needs. */
export type ShippedMatch = Pick<Rule, 'id' | 'severity' | 'class' | 'subject' | 'match'>;
/** What telling of it needs: read when it is first asked for. */
export type ShippedText = Pick<Rule, 'title' | 'message' | 'why' | 'remedy' | 'references'>;
