import type { SourceText } from '../../model/document.ts';
import { withoutXmlComments } from '../../text/xml-comments.ts';
import type { Emit, File } from '../system.ts';
import { textPlace } from '../text-place.ts';

/**
 * Elements and attributes of XML whose name says that they hold a credential: Maven's settings, application servers, .NET. Others
 * pair a name with a value: `<add key="DbPassword" value="x"/>`, `<property><name>password</name><value>x</value></property>`.
 */
export function readXml(source: SourceText, file: File, emit: Emit): void {
  if (file.profile.format !== 'text' || !/^\s*(?:<\?xml|<!--|<[a-zA-Z])/.test(source.text.slice(0, 512))) return;
  const text = withoutXmlComments(source.text);
  if (!telling.test(text)) return;
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const { key = '', value = '' } = match.groups ?? {};
      const start = match.index + match[0].lastIndexOf(value);
      emit.value({
        aspect: 'setting',
        container: 'config-file',
        text: value,
        place: textPlace(source, start, start + value.length),
        resource: null,
        key,
        keyPath: key,
      });
    }
  }
}

const telling = /passw|pwd|passphrase|secret|token|apikey|accesskey|connectionstring/i;
const word = '(?:[Pp]assword|[Pp]asswd|[Pp]wd|[Pp]assphrase|[Ss]ecret|[Tt]oken|[Aa]pi[Kk]ey|[Aa]ccess[Kk]ey)';
const key = `(?<key>[\\w.:-]{0,60}(?:${word}|[Cc]onnection[Ss]tring))`;
const value = `(?<value>[^<>"\\r\\n]{1,500})`;
const forms: readonly RegExp[] = [
  new RegExp(`<(?<key>[\\w.-]{0,40}${word})>(?<value>[^<>\\r\\n]{1,500})</\\1>`, 'g'),
  new RegExp(`<[\\w.:-]{1,60}\\s[^<>]{0,500}?(?<=\\s)${key}="${value}"`, 'g'),
  new RegExp(`\\s(?:key|name)="${key}"\\s{1,20}value="${value}"`, 'g'),
  new RegExp(`<name>${key}</name>\\s{0,40}<value>(?<value>[^<>\\r\\n]{1,500})</value>`, 'g'),
];
