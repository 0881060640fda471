import { lenientBase64 } from '../../text/base64.ts';

/** The bytes inside an armour of this label, without its headers and checksum; null where there is none. */
export function unarmor(text: string, label: string): Uint8Array | null {
  const begin = `-----BEGIN ${label}-----`;
  const start = text.indexOf(begin);
  const end = text.indexOf(`-----END ${label}-----`, start);
  if (start < 0 || end < 0) return null;
  const lines = text
    .slice(start + begin.length, end)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !line.includes(': ') && !/^=[A-Za-z0-9+/]{4}$/.test(line));
  return lenientBase64(lines.join(''));
}
