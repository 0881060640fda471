import { textOf } from '../document-text.ts';
import type { System } from '../system.ts';
import { aspects } from './aspects.ts';
import { judgeBlock } from './block.ts';
import { judgeChange } from './change.ts';
import { readConfigFile } from './config-file.ts';
import { envelopeOf } from './envelope.ts';
import { leavesOf } from './leaves.ts';
import { readMetadata } from './metadata.ts';
import { noteOf } from './note.ts';
import { remedy } from './remedy.ts';
import { judgeSnapshot } from './snapshot.ts';
import { judgeStream, readStream } from './stream.ts';

export const sops: System = {
  id: 'sops',
  title: 'SOPS',
  aspects,
  remedy,
  grammars: [
    {
      id: 'sops-enc',
      system: 'sops',
      kind: 'ciphertext',
      whole: true,
      pattern: /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]+,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]$/g,
    },
  ],

  stream(documents, file, emit) {
    judgeStream(readStream(documents), file, emit);
  },

  envelope(document, file, emit) {
    const text = textOf(document);
    if (!text.includes('sops') && !text.includes('SOPS=')) return null;
    // A program with such a file in a string of it is not itself encrypted.
    if (document.how === 'lines' && file.profile.format === 'text') return null;
    const metadata = readMetadata(document);
    if (metadata === null) return null;
    const found = leavesOf(document, metadata);
    // What was read by line shows values, and is too rough to hold a block to anything.
    if (document.how === 'lines') return envelopeOf(document, metadata, found);
    judgeBlock(document, metadata, emit);
    // Inner documents are streams of one.
    if (document.within !== null) judgeStream([{ document, metadata, found }], file, emit);
    else emit.note(noteOf(document, metadata, found));
    return envelopeOf(document, metadata, found);
  },

  document(document, file, emit) {
    if (file.profile.role !== 'sops-config') return false;
    readConfigFile(document, emit);
    return true;
  },

  snapshot: judgeSnapshot,
  change: judgeChange,
};
