import type { SourceText } from '../../model/document.ts';
import { withoutXmlComments } from '../../text/xml-comments.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

const element = /<((?:[\w.-]{0,40})(?:[Pp]assword|[Pp]assphrase|[Ss]ecret|[Tt]oken|[Aa]piKey|[Aa]ccessKey))>([^<>\r\n]{1,500})<\/\1>/g;

/** Elements of XML whose name says that they hold a credential: Maven's settings, application servers. */
export function readXml(source: SourceText, file: File, emit: Emit): void {
  if (file.profile.format !== 'text' || !/^\s*(?:<\?xml|<!--|<[a-zA-Z])/.test(source.text.slice(0, 512))) return;
  for (const match of withoutXmlComments(source.text).matchAll(element)) {
    const [, name = '', value = ''] = match;
    const start = match.index + name.length + 2;
    emit.value({
      system: 'config-files',
      aspect: 'setting',
      container: 'config-file',
      text: value,
      place: textPlace(source, start, start + value.length),
      resource: null,
      key: name,
      keyPath: name,
    });
  }
}
