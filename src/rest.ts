import { join } from 'node:path';
import { flags } from './commands/few-files.ts';
import { loadKept } from './kept-code.ts';

/** The file of the rest: the build puts it in. */
declare const SEALGATE_REST: string;

// Part of the core. Loads what the core leaves to other commits when something of it is first used (scripts/split.mjs).
const core: { rest?(): object } = exports;
let rest: object | null = null;
core.rest = () => {
  if (rest === null) {
    rest = {};
    loadKept(join(module.path, 'parts'), SEALGATE_REST, flags())(rest, require, module);
  }
  return rest;
};
