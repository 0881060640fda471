declare const SEALGATE_VERSION: string | undefined;

/** The version of the package; `0.0.0-source` when run from its sources. */
export const version: string = typeof SEALGATE_VERSION === 'undefined' ? '0.0.0-source' : SEALGATE_VERSION;
