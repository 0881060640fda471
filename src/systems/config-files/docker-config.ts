import type { Document } from '../../model/document.ts';
import type { Pointer } from '../../model/ids.ts';
import { child, root } from '../../model/pointer.ts';
import { type Entry, get, type Mapping, type Scalar } from '../../model/tree.ts';
import { lenientBase64 } from '../../text/base64.ts';
import { candidate, emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit } from '../system.ts';

const members = new Set(['auth', 'username', 'password', 'email', 'identitytoken', 'registrytoken', 'serveraddress']);

/** `config.json` with `auths`, or the old `.dockercfg`: hosts, and nothing else, with an `auth` each. */
export function isDockerConfig(tree: Mapping): boolean {
  const auths = get(tree, 'auths');
  if (auths?.kind === 'mapping') {
    // Others have `auths` too: an SNMP exporter has its communities there.
    return auths.entries.every(({ value }) => value.kind === 'mapping' && value.entries.every((entry) => members.has(entry.key.text)));
  }
  return tree.entries.length > 0 && tree.entries.every(isLogin);
}

function isLogin(entry: Entry): boolean {
  const { value } = entry;
  if (value.kind !== 'mapping' || !/[.:]|^localhost$/.test(entry.key.text)) return false;
  return get(value, 'auth')?.kind === 'scalar' && value.entries.every((one) => members.has(one.key.text));
}

export function readDockerConfig(tree: Mapping, document: Document, emit: Emit): void {
  const as: WalkAs = { aspect: 'registry-credential', container: 'credential-field', resource: null, document };
  const auths = get(tree, 'auths');
  if (auths?.kind !== 'mapping') {
    hosts(tree, root, '', as, emit);
    return;
  }
  hosts(auths, child(root, 'auths'), 'auths', as, emit);
  // Everything else: helpers by name, headers that may log in.
  emitLiterals(tree, root, { ...as, aspect: 'setting', container: 'config-file', skip: (_, entry) => entry?.key.text === 'auths' }, emit);
}

function hosts(tree: Mapping, pointer: Pointer, keyPath: string, as: WalkAs, emit: Emit): void {
  for (const host of tree.entries) {
    if (host.value.kind !== 'mapping') continue;
    const at = child(pointer, host.key.text);
    const neighbours = host.value.entries.map((entry) => entry.key.text);
    for (const entry of host.value.entries) {
      const key = entry.key.text;
      if (entry.value.kind !== 'scalar' || key === 'email' || key === 'serveraddress') continue;
      const found = candidate(entry.value, child(at, key), key, [keyPath, host.key.text, key].filter(Boolean).join('.'), neighbours, as);
      if (key === 'auth') emit.value({ ...found, text: passwordOf(entry.value) });
      else emit.value(key === 'username' ? { ...found, container: 'config-file' } : found);
    }
  }
}

/**
 * `auth` is base64 of `user:password`, and what counts is the password: apart from `username` and `password` beside it, since
 * tools read only one of the two. Two references joined (`vault:a#b:vault:c#d`) stay as they are, so that they are known as such.
 */
function passwordOf(auth: Scalar): string {
  const bytes = lenientBase64(auth.text.trim());
  const text = bytes === null ? null : Buffer.from(bytes).toString('utf8');
  if (text === null || text.includes('\uFFFD') || !text.includes(':')) return auth.text;
  if (/^(?:>>)?(?:vault|bao):|^[<$?{]|ref\+/.test(text)) return text;
  return text.slice(text.indexOf(':') + 1);
}
