import type * as yaml from 'js-yaml';

/** The numbers of the parser's events, here so that what they mean is known without the parser, which most files do not need. */
export const EVENT_ID: typeof yaml.EVENT_ID = { DOCUMENT: 1, SEQUENCE: 2, MAPPING: 3, SCALAR: 4, ALIAS: 5, POP: 6 };

export type Event = yaml.Event;
export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
export type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;

/** By the numbers of the parser's styles. */
export const styleNames = ['plain', 'plain', 'single', 'double', 'literal', 'folded'] as const;
export const style = { plain: 1, single: 2, double: 3, literal: 4, folded: 5, flow: 2, block: 1 } as const;
