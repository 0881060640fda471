import type { Document } from '../../model/document.ts';
import { get } from '../../model/tree.ts';
import { mayNameSecret } from '../../sensitivity/key-name.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/**
 * Settings that somebody commented out: `# password: x`, `#  - API_KEY=x`. They stand in clear like any other, but most of them
 * show how a setting is written: what a comment holds is judged more strictly. Prose and programs are not looked at.
 */
export function readComments(documents: readonly Document[], _file: File, emit: Emit): void {
  for (const { comments, format, source, root } of documents) {
    if (format === 'text' || format === 'markdown' || get(root ?? undefined, 'sops') !== undefined) continue;
    for (const { span, ownLine } of comments) {
      if (!ownLine || span.end - span.start > longest) continue;
      const written = source.text.slice(span.start, span.end);
      const found = setting.exec(written);
      const [, key = '', raw = ''] = found ?? [];
      if (found === null || !mayNameSecret(key)) continue;
      const start = span.start + found.index + found[0].lastIndexOf(raw);
      emit.value({
        aspect: 'commented-out',
        container: 'comment',
        text: raw.replace(/^(["'])(.*)\1$/, '$2'),
        place: textPlace(source, start, start + raw.length),
        resource: null,
        key,
        keyPath: key,
      });
    }
  }
}

const longest = 2000;
const setting =
  /^(?:#|\/\/|;)+[ \t]*(?:- )?["']?([A-Za-z_][\w.-]{1,80})["']?[ \t]*[:=][ \t]*("[^"\s]+"|'[^'\s]+'|[^\s"']\S*)[ \t]*,?(?:[ \t]#.*)?$/;
