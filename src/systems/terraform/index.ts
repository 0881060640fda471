import type { System } from '../system.ts';
import { readConfiguration } from './configuration.ts';
import { isState, readState } from './state.ts';

/** Terraform and OpenTofu: configuration, variable files and state. */
export const terraform: System = {
  id: 'terraform',
  title: 'Terraform',
  aspects: {
    'variable-value': 'a value of a variable file, or the default of a variable',
    'kubernetes-secret': 'data of a kubernetes_secret',
    'chart-value': 'a value that helm_release sets',
    'provider-credential': 'what a provider logs in with',
    argument: 'any other argument of a configuration',
    'state-value': 'an attribute or output in a state',
    'state-file': 'a state: it holds every attribute in clear, sensitive ones too',
  },
  remedy: {
    rotate: 'every credential in the state or configuration; Terraform knows each in clear, whatever is marked sensitive',
    steps: [
      {
        text: 'Change the credentials where they are issued, through Terraform where it made them.',
        command: 'terraform apply -replace=RESOURCE',
      },
      {
        text: 'Move the state to a backend that encrypts it and asks who reads it, and take the file out of Git.',
        command: 'terraform init -migrate-state && git rm --cached terraform.tfstate terraform.tfstate.backup',
      },
      { text: 'Give variables by the environment or from a secret store: TF_VAR_name, a data source, an ephemeral resource.' },
      { text: 'Keep *.tfvars with secrets out of Git, or encrypt them.', command: 'sops encrypt --in-place secrets.tfvars.json' },
    ],
  },
  document(document, _file, emit) {
    if (document.root?.kind !== 'mapping') return false;
    if (document.format === 'hcl') readConfiguration(document.root, document, emit);
    else if (isState(document.root)) readState(document.root, document, emit);
    else return false;
    return true;
  },
};
