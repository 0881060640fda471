import type { Fact } from '../model/fact.ts';
import type { RepoPath } from '../model/ids.ts';
import { resourceName } from '../model/resource.ts';
import type { Rule } from '../model/rule.ts';

/**
 * The rule's sentence with its blanks filled in: `{resource}`, `{key}`, `{mask}`, `{path}`, `{detail.word}`. What a fact
 * does not know reads as a general word. The text is raw: whoever prints it escapes it for its medium.
 */
export function fillMessage(rule: Pick<Rule, 'message'>, fact: Fact, path: RepoPath): string {
  return rule.message.replace(/\{([A-Za-z.]+)\}/g, (blank, word: string) => filling(word, fact, path) ?? blank);
}

function filling(word: string, fact: Fact, path: RepoPath): string | null {
  switch (word) {
    case 'resource':
      return fact.resource === null ? 'this file' : resourceName(fact.resource);
    case 'key':
      return fact.key ?? (fact.keyPath === '' ? 'the value' : fact.keyPath);
    case 'mask':
      return fact.subject === 'value' ? fact.mask : '***';
    case 'path':
      return path;
  }
  if (!word.startsWith('detail.')) return null;
  const name = word.slice('detail.'.length);
  if (Object.hasOwn(fact.detail, name)) return String(fact.detail[name]);
  return name === 'damage' && fact.subject === 'value' ? (fact.damage ?? '?') : '?';
}
