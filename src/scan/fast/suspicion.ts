import type { PathProfile } from '../../model/blob.ts';
import type { Container } from '../../model/fact.ts';
import { root } from '../../model/pointer.ts';
import { mayNameSecret, readKeyName } from '../../sensitivity/key-name.ts';
import { hashShape } from '../../sensitivity/shape.ts';
import { findTokens } from '../../sensitivity/token.ts';
import { urlPassword } from '../../sensitivity/url.ts';
import { Memo } from '../../text/memo.ts';
import { withoutBarePlaceholders } from '../establish.ts';
import { judge } from '../judge.ts';

const places: readonly Container[] = ['env', 'values'];
const profile: PathProfile = { key: '', format: 'text', role: 'plain', example: false, test: false, encrypted: false };
const nowhere = { document: 0, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: root, inner: root };

/**
 * Whether a setting could be told as a secret, a suspect or a placeholder anywhere outside a Secret, by the same judgement that
 * decides in the end: in the places that are judged most strictly, with nothing around it that would excuse it.
 */
export class Suspicion {
  private readonly names = new Memo<boolean>(1 << 16);
  private readonly settings = new Memo<boolean>(1 << 17);

  /** The name makes something of a value; of what stands under any other name only what is a secret by itself counts. */
  isLoud(key: string): boolean {
    return this.names.of(key, () => {
      if (!mayNameSecret(key)) return false;
      if (/secret[-_]?id$/i.test(key)) return true;
      const { role } = readKeyName(key, '');
      return role === 'password' || role === 'secret' || role === 'weak' || role === 'url';
    });
  }

  isSetting(key: string, text: string): boolean {
    if (text === '') return false;
    return this.settings.of(`${key}\0${text}`, () => (/secret[-_]?id$/i.test(key) && text.length > 7) || this.asked(key, text));
  }

  /** A secret whatever it is called: a token, a password in a URL, a hash. */
  isEvident(line: string): boolean {
    if (line.includes('eyJ') || line.includes('$') || line.includes('{S') || /pbkdf2|scrypt|SCRAM-|argon2/.test(line)) {
      if (/eyJ[\w-]{6,}\.[\w-]{8,}\.|\$(?:2[abxy]?|1|5|6|7|y|gy|apr1|sha1|argon2\w*|pbkdf2\S*|scrypt)\$|\{S?SHA\d*\}/.test(line))
        return true;
      if (
        /(?:pbkdf2|scrypt|SCRAM-SHA|argon2)[_:$-]/.test(line) &&
        line.split(/[\s"',=]+/).some((word) => hashShape(word) === 'password-hash')
      )
        return true;
    }
    if ((line.includes('@') || /password|pwd|passwd|Key|Secret/i.test(line)) && urlPassword(line) !== null) return true;
    return findTokens(line).length > 0;
  }

  private asked(key: string, text: string): boolean {
    return places.some((container) => {
      const { fact } = judge(
        { system: '', aspect: '', container, text, place: nowhere, resource: null, key, keyPath: key, neighbours: [] },
        null,
        'parsed',
        profile,
        withoutBarePlaceholders,
      );
      if (fact.protection !== 'plain' && fact.protection !== 'encoded') return false;
      return fact.sensitivity.verdict === 'secret' || fact.sensitivity.verdict === 'suspect' || fact.sensitivity.verdict === 'placeholder';
    });
  }
}
