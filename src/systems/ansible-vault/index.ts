import type { Document } from '../../model/document.ts';
import { textOf } from '../document-text.ts';
import type { Envelope, System } from '../system.ts';
import { textPlace } from '../text-place.ts';
import { damageOf } from './armour.ts';

/** Ansible Vault: whole files, and single values with the tag `!vault`. */
export const ansibleVault: System = {
  id: 'ansible-vault',
  title: 'Ansible Vault',
  aspects: { file: 'a file that Ansible Vault encrypted, or that begins as if it were' },
  remedy: {
    rotate: 'every value that the password opens, and the password itself: there is one for each vault id',
    steps: [
      { text: 'Change the credentials in the vaults where they are issued.' },
      { text: 'Give the files a new password.', command: 'ansible-vault rekey --ask-vault-pass FILE' },
      { text: 'Single values: encrypt them anew.', command: "ansible-vault encrypt_string --vault-id NAME@prompt 'NEW' --name KEY" },
      { text: 'Old versions in history stay open to the old password.' },
    ],
  },
  envelope(document) {
    return textOf(document).includes('!vault') ? taggedValues(document) : null;
  },
  text(source, _file, emit) {
    const { text } = source;
    const start = text.search(/\S/);
    if (!text.startsWith('$ANSIBLE_VAULT', start)) return;
    const body = text.slice(start);
    const damage = damageOf(body);
    const firstLine = /^[^\r\n]*/.exec(body)?.[0].length ?? 0;
    emit.value({
      aspect: 'file',
      container: 'ciphertext',
      text: body,
      place: textPlace(source, start, start + firstLine),
      resource: null,
      key: null,
      keyPath: '',
      protection: damage === null ? 'encrypted' : 'broken',
      ...(damage !== null && { damage }),
    });
  },
};

/** Only values with the tag are covered; beside them anything may stand in clear. */
function taggedValues(document: Document): Envelope | null {
  if (document.format !== 'yaml') return null;
  return {
    system: 'ansible-vault',
    metadata: [],
    protect(_pointer, node) {
      if (node.tag !== '!vault' && node.tag !== '!vault-encrypted') return null;
      // `!vault path#key` names a value kept in Vault: helm-secrets and others take the tag for that.
      if (/^[\w./*-]+#[\w.*-]+$/.test(node.text)) return { protection: 'reference', damage: null };
      const damage = damageOf(node.text);
      return { protection: damage === null ? 'encrypted' : 'broken', damage };
    },
  };
}
