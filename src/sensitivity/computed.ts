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
  if (text.length < 24 && algorithm.test(text)) return 'it is the name of an algorithm';
  if (openCall.test(text)) return 'it is a call of a template that ends elsewhere';
  if (fieldPath.test(text)) return 'it is a way to a field of an object';
  const reason = formOf(text, role, strict);
  return reason !== null && findTokens(text).length === 0 ? reason : null;
}

function formOf(text: string, role: KeyRole, strict: boolean): string | null {
  if (/^`|\$/.test(text) && isCommand.test(text)) return 'it is a variable, or what a command prints';
  // One line: a script computes something and sets something else.
  const mayCall = role === 'neutral' && text.includes('$(') && !text.includes('\n') && /\s/.test(text);
  if (mayCall && /\$\([a-z][\w.-]* [^()]*\)/.test(text)) return 'it is a variable, or what a command prints';
  if (!strict && role !== 'password' && isPattern(text)) return 'it is a regular expression';
  const mayBe = strict ? /^\(?\s*\./ : /[()\]]|^\./;
  return mayBe.test(text) && isExpression(text) ? 'it is an expression of a program' : null;
}

/** `$(kubectl get secret ...)`: a substitution of the shell, not a variable of kustomize; `'$DB_PASSWORD',` inside another language. */
const isCommand =
  /^`(?:echo|printf|cat|kubectl|openssl|base64|\w+ -)[^`]*`?$|^["']?(?:(?:Bearer|Basic|Token)\s+)?(?:\$\(\s*[<\w./-]+\s|\$\{?[A-Za-z_]\w*\}?["']?[,;)]{0,3}$)/;

/** `%q` in the text of a program; `Read-Host`, a command of PowerShell. */
const isVerb = /^%(?:\[\d\])?[sqvdxX]$|^(?:Get|Read|New|Convert\w{0,10}|Import|Invoke|Select|Join)-[A-Z][A-Za-z]+$/;

const algorithm =
  /^(?:sha-?(?:1|224|256|384|512)|sha3-\d{3}|md5|argon2(?:id?|d)?|pbkdf2|scrypt|bcrypt|(?:hs|rs|es|ps)(?:256|384|512)|ed25519|chacha20-poly1305|aes-?(?:128|192|256|xts|cbc|gcm|ctr)(?:-(?:128|192|256|xts|cbc|gcm|ctr|plain64|pkcs7))*)$/i;

/** `${base64encode(<<EOT`: of Terraform, with the text of a file in it. */
const openCall = /^\$\{\s*[a-z][a-z0-9_]{2,40}\(/;

/** `path={.metadata.name}-{.spec.users[0].name},sourceKey=password`: what JSONPath finds. */
const fieldPath = /\{\.(?:metadata|spec|status|data|items)[.[]/;
