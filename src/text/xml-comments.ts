/** The text with spaces for the comments of XML, so that offsets stay: what stands in them is commented out, or an example. */
export function withoutXmlComments(text: string): string {
  let made = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4);
    if (end === -1) return made + text.slice(at);
    made += text.slice(at, start) + ' '.repeat(end + 3 - start);
    at = end + 3;
  }
}
