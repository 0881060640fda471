declare const SEALGATE_VERSION: string | undefined;
declare const SEALGATE_BUILD: string | undefined;

/** The version of the package; `0.0.0-source` when run from its sources. */
export const version: string = typeof SEALGATE_VERSION === 'undefined' ? '0.0.0-source' : SEALGATE_VERSION;

/** A digest of everything the program is made of; undefined when run from its sources. */
export const build: string | undefined = typeof SEALGATE_BUILD === 'undefined' ? undefined : SEALGATE_BUILD;
