import { root } from '../../model/pointer.ts';
import { literalsOnly } from '../literal-part.ts';
import { emitLiterals, type WalkAs } from '../literals.ts';
import type { Emit, System } from '../system.ts';
import { readPipeline } from './pipeline.ts';

/** Pipelines and the scripts around them: GitHub, GitLab and the others, Dockerfiles, shell scripts. */
export const ci: System = {
  id: 'ci',
  title: 'pipelines and scripts',
  aspects: {
    variable: 'a variable that a pipeline or script sets',
    setting: 'any other literal of a pipeline',
  },
  remedy: {
    rotate: 'the credential that stands in the pipeline or script; images and logs of past runs may hold it as well',
    steps: [
      { text: 'Change the credential where it is issued.' },
      {
        text: 'Store the new one with the service that runs the pipeline and refer to it: ${{ secrets.NAME }}, a masked variable.',
        command: 'gh secret set NAME',
      },
      { text: 'Dockerfile: give it as a mount of the build, so that no layer holds it.', command: 'docker build --secret id=NAME .' },
      { text: 'Remove the images and the logs that were made with it.' },
    ],
  },
  document(document, file, emit) {
    const tree = document.root;
    if (tree === null) return false;
    if (document.format === 'script') {
      const as: WalkAs = { aspect: 'variable', container: 'env', resource: null, document };
      emitLiterals(tree, root, as, isShell(document.source.text) ? literalsOnly(emit) : quotedOnly(emit));
      return true;
    }
    if (file.profile.role !== 'ci' || document.within !== null || tree.kind === 'scalar') return false;
    readPipeline(tree, document, emit);
    return true;
  },
};

/** A script that names no interpreter is taken for shell, as are Dockerfiles and makefiles. */
const isShell = (text: string): boolean => !text.startsWith('#!') || /^#![^\r\n]*\b(?:ba|da|z|k|a|fi)?sh\b/.test(text);

/** In Python and the like a word without quotes is an expression. */
function quotedOnly(emit: Emit): Emit {
  const literals = literalsOnly(emit);
  return {
    ...literals,
    passes: (node, ...as) => node.style === 'plain' || literals.passes(node, ...as),
    value: (candidate) => {
      if (candidate.node?.style !== 'plain') literals.value(candidate);
    },
  };
}
