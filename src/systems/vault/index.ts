import { root } from '../../model/pointer.ts';
import type { System } from '../system.ts';
import { isInitOutput, readInitDocument, readInitText } from './init-output.ts';
import { readServerConfiguration } from './server-configuration.ts';
import { readTokens } from './token.ts';

/** HashiCorp Vault and OpenBao themselves: what `operator init` prints, tokens, and the configuration of the server. */
export const vault: System = {
  id: 'vault',
  title: 'Vault',
  aspects: {
    'unseal-key': 'a share of the key that unseals a Vault',
    'recovery-key': 'a share of the recovery key of a Vault that a key service unseals',
    'root-token': 'the root token that `operator init` printed',
    token: 'a token of Vault',
    'server-credential': 'a credential in the configuration of the server: seal or storage',
  },
  remedy: {
    rotate: 'tokens, and where enough shares leaked the keys of the Vault itself; every path that a token could read counts as read',
    steps: [
      { text: 'Revoke the token. A root token is made anew only when one is needed.', command: 'vault token revoke -self' },
      {
        text: 'Make new shares. Those that leaked are worthless afterwards.',
        command: 'vault operator rekey -init -key-shares=5 -key-threshold=3',
      },
      {
        text: 'Where a key service unseals: the recovery keys.',
        command: 'vault operator rekey -target=recovery -init -key-shares=5 -key-threshold=3',
      },
      {
        text: 'Then a new data key. What was encrypted with the old one stays so in copies of the storage.',
        command: 'vault operator rotate',
      },
      {
        text: 'AppRole: destroy the secret id.',
        command: 'vault write auth/approle/role/{name}/secret-id-accessor/destroy secret_id_accessor=ACCESSOR',
      },
      { text: 'Seal or storage credentials: at the cloud or the database; then restart the server.' },
      { text: 'Read the audit log, and rotate what was read.' },
    ],
  },
  document(document, _file, emit) {
    if (document.root?.kind !== 'mapping' || !isInitOutput(document.root)) return false;
    readInitDocument(document.root, root, document, emit);
    return true;
  },
  text(source, file, emit) {
    readInitText(source, emit);
    readTokens(source, file, emit);
    readServerConfiguration(source, emit);
  },
};
