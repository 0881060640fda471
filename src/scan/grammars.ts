import type { SourceText } from '../model/document.ts';
import { grammars as sharedGrammars } from '../systems/grammars.ts';
import { systems } from '../systems/registry.ts';
import type { Grammar } from '../systems/system.ts';

/** The grammars that count in a file. */
export const grammarsOf = (source: SourceText | null): readonly Grammar[] =>
  source !== null && barePlaceholders.test(source.text) ? grammars : withoutBarePlaceholders;

/** All grammars, each system's own first. */
const grammars: readonly Grammar[] = [...systems.flatMap((system) => system.grammars ?? []), ...sharedGrammars];

/**
 * argocd-vault-plugin replaces a bare `<word>` only in objects that name a path in an annotation; anywhere else it is
 * a placeholder that somebody will fill in.
 */
const withoutBarePlaceholders = grammars.filter((grammar) => grammar.id !== 'avp-generic');
const barePlaceholders = /avp\.kubernetes\.io\/|\bavp_path\b/;
