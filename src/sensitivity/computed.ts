import { isExpression } from './expression.ts';
import type { KeyRole } from './key-name.ts';
import { isPattern } from './pattern.ts';
import { findTokens } from './token.ts';

/**
 * Why the text is no literal but what a program computes, or fills in: the reason in words; null where nothing says so. In a Secret
 * (`strict`) only forms count that no password has.
 */
export function computed(text: string, role: KeyRole, strict: boolean): string | null {
  if (isVerb.test(text)) return 'it is what a program puts a value in for';
  if (fieldPath.test(text)) return 'it is a way to a field of an object';
  const reason = formOf(text, role, strict);
  return reason !== null && findTokens(text).length === 0 ? reason : null;
}

function formOf(text: string, role: KeyRole, strict: boolean): string | null {
  if (/^`|\$/.test(text) && isCommand.test(text)) return 'it is a variable, or what a command prints';
  if (!strict && role !== 'password' && isPattern(text)) return 'it is a regular expression';
  const mayBe = strict ? /^\(?\s*\./ : /[()\]]|^\./;
  return mayBe.test(text) && isExpression(text) ? 'it is an expression of a program' : null;
}

/** `$(kubectl get secret ...)`: a substitution of the shell, not a variable of kustomize; `'$DB_PASSWORD',` inside another language. */
const isCommand =
  /^`(?:echo|printf|cat|kubectl|openssl|base64|\w+ -)[^`]*`?$|^["']?(?:(?:Bearer|Basic|Token)\s+)?(?:\$\(\s*[<\w./-]+\s|\$\{?[A-Za-z_]\w*\}?["']?[,;)]{0,3}$)/;

/** `%q` in the text of a program. */
const isVerb = /^%(?:\[\d\])?[sqvdxX]$/;

/** `path={.metadata.name}-{.spec.users[0].name},sourceKey=password`: what JSONPath finds. */
const fieldPath = /\{\.(?:metadata|spec|status|data|items)[.[]/;
