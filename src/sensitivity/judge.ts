import type { Container, Weakness } from '../model/fact.ts';
import type { Sensitivity, Verdict } from '../model/sensitivity.ts';
import { Memo } from '../text/memo.ts';
import { computed } from './computed.ts';
import { dependsOn, isCatalogueExample, isNote } from './depends-on.ts';
import { isBase64OfText } from './encoding.ts';
import { placeOf } from './evidence.ts';
import { grainOf } from './grain.ts';
import { isGuessable } from './guessable.ts';
import { isCredential, type KeyName, mayNameSecret, nameless, readKeyName } from './key-name.ts';
import { nameWords } from './name-words.ts';
import { isCut, isMadeUp, isPartOfKey, isPlaceholder, isVariableName, namesOwnKey, saysUnreal } from './placeholder.ts';
import type { Question } from './question.ts';
import { isTameSetting, settings } from './settings.ts';
import { hashShape, plainShape, type ShapeOf, shapeOf } from './shape.ts';
import { findTokens } from './token.ts';
import { isExampleUrl, isOnThisMachine, residuePassword, urlPassword } from './url.ts';
import { verdictOf } from './verdict.ts';

export type { Question };

export interface Judgement {
  readonly sensitivity: Sensitivity;
  readonly weakness: readonly Weakness[];
}

/** Is it a secret? A decision from key name, shape, container, neighbours and type: see `verdict.ts` for its table. */
export function judge(asked: Question): Judgement {
  const question = isCatalogueExample(asked.keyPath)
    ? { ...asked, example: true }
    : ownTests.test(asked.keyPath)
      ? { ...asked, test: true }
      : asked;
  if (question.text.length > longestKept) return judged(question, 0);
  return answers.of(identity(question), () => judged(question, 0));
}

/** Beside what they try. */
const ownTests = /(?:^|\.)(?:(?:validation|unit|integration|acceptance)_?[tT]ests|testCases|fixtures)\./;

/** Manifests say the same of the same value again and again, and a history does so in every version. */
const answers = new Memo<Judgement>(1 << 14);
const longestKept = 512;

/** All that a judgement depends on. */
function identity(question: Question): string {
  const { key, keyPath, container } = question;
  const on = dependsOn(key, container);
  const way = on === 'text' && !keyPath.includes('stringData') && !isNote(keyPath) ? '' : keyPath;
  const beside = on === 'neighbours' ? question.neighbours.join(' ') : '';
  const flags = `${question.whole ? 'w' : ''}${question.example ? 'e' : ''}${question.test ? 't' : ''}${question.passing ? 'p' : ''}${question.inSecret ? 's' : ''}${question.amongNames ? 'n' : ''}`;
  return `${question.text}\0${key ?? '\0'}\0${way}\0${container} ${question.scalar} ${flags}\0${question.kind ?? ''}\0${question.secretType ?? ''}\0${beside}`;
}

/** Settings inside settings inside a value: no deeper. */
const deepest = 2;

function judged(question: Question, depth: number): Judgement {
  const place = placeOf(question);
  const strict = place === 'secret';
  // Most keys and values say nothing of the kind: then only what is a secret by itself still counts, and the rest is not asked.
  const name = strict || mayNameSecret(question.key) ? readKeyName(question.key, question.keyPath, question.neighbours) : nameless;
  const text = question.text.trim();
  const shape = question.scalar === 'binary' && question.text === '' ? plainShape('binary') : shapeOf(text);
  if (shape.shape === 'empty' || question.scalar === 'null' || (text.length <= 9 && /^(?:null|nil|none|undefined|n\/a)$/i.test(text)))
    return said('none', shape, ['it is empty'], []);
  const reason = computed(text, name.role, strict) ?? (namesOwnKey(text, question.key) ? 'it says where its key stands' : null);
  if (reason !== null) return said('none', shape, [reason], []);
  if (text.includes(',t') && mountedSecret.test(text)) return said('none', shape, ['it names a secret of Podman'], []);
  if (shape.ciphertext) return said('none', shape, ['it is an encrypted message'], []);
  if (shape.shape === 'structured' || (shape.shape === 'words' && text.includes('\n'))) return ofStructure(question, name, shape, depth);
  if (!question.whole) return ofResidue(question, name, shape);
  if (!strict && isCredential(name) && isBase64OfText(text)) {
    // `eyJhdXRocyI6e319`: an empty login, and others that hold no secret.
    const inner = Buffer.from(text, 'base64').toString('utf8').trim();
    if (/^\{[\s\S]*\}$/.test(inner)) return ofStructure({ ...question, text: inner }, name, plainShape('structured'), depth);
  }
  const expected = isCredential(name) || name.role === 'url' || (strict && (name.role === 'neutral' || name.role === 'weak'));
  const password = shape.shape === 'url-with-password' ? urlPassword(text) : null;
  if (isStandIn(password ?? text, shape, expected, question) || (password !== null && isExampleUrl(text)) || isCut(text)) {
    if (question.example || question.container === 'comment') return said('none', shape, ['a placeholder, in an example'], []);
    const named = !strict && isVariableName(text);
    return said(expected && !named ? 'placeholder' : 'none', shape, ['it reads like a placeholder'], []);
  }

  if (name.role === 'secret' && isPartOfKey(text, question.key)) return said('placeholder', shape, ['it repeats words of its key'], []);
  const guessable = (expected || password !== null) && (isGuessable(password ?? text) || isGuessableInside(text, shape));
  const equalsKey = expected && question.key !== null && nameWords(question.key).join('') === nameWords(text).join('');
  const composed =
    depth < deepest &&
    /[=\s]/.test(text) &&
    !isCredential(name) &&
    (name.role !== 'pointer' || isFile(question.key)) &&
    (name.role !== 'url' || isTameSetting(text)) &&
    password === null;
  if (composed && !isProse(question.key)) {
    const inner = ofStructure(question, name, plainShape(shape.shape), depth);
    if (inner.sensitivity.verdict === 'secret' || inner.sensitivity.verdict === 'suspect') return inner;
    if (strict && isTameSetting(text)) return said('none', shape, ['it is a setting that is no secret'], []);
  }
  const { verdict, reasons } = verdictOf({ question, place, name, shape, guessable, equalsKey, text });
  // Elsewhere than in a Secret it is as likely the name put in for the value.
  const lower =
    !strict && (question.amongNames || (equalsKey && (!guessable || /^[A-Z][a-z]/.test(text)))) && verdict === 'secret'
      ? 'suspect'
      : lowered(verdict, question, shape, guessable, password ?? text);
  const weakness = lower === 'secret' || lower === 'suspect' ? weaknessOf(question, text, guessable, equalsKey) : [];
  return said(lower, shape, reasons, weakness);
}

/** `Secret=db_password,type=env,target=PASSWORD`: a unit of Podman's says what it mounts. */
const mountedSecret = /^[\w.-]{1,100}(?:,[a-z]{1,20}=[\w./:-]{0,200})*,(?:type|target)=[\w./:-]{1,200}(?:,[a-z]{1,20}=[\w./:-]{0,200})*$/;

/** `application.properties`: the name of a file whose text is settings, though `properties` alone points elsewhere. */
const isFile = (key: string | null): boolean => key !== null && /\.(?:properties|env)$/i.test(key);

/** Keys whose text is for people: what it shows is an example. */
const isProse = (key: string | null): boolean => key !== null && /descr|comment|title|help|note|summary|message/i.test(key);

function said(verdict: Verdict, shape: ShapeOf, reasons: readonly string[], weakness: readonly Weakness[]): Judgement {
  return { sensitivity: { verdict, shape: shape.shape, token: shape.token, reasons }, weakness };
}

/** Stands for a secret to come: as it is, as the password of a URL, or in base64 (the scanner's most common false alarm). */
function isStandIn(text: string, shape: ShapeOf, expected: boolean, question: Question): boolean {
  if (shape.shape === 'url-with-password') return isPlaceholder(text);
  if (!expected || shape.shape === 'private-key' || shape.shape === 'certificate' || shape.shape === 'token' || shape.shape === 'url')
    return false;
  // No key of TLS is as short.
  if (isPlaceholder(text) || (question.key === 'tls.key' && text.length < 32)) return true;
  const sent = /^(?:Basic|Bearer|Token)\s+(\S+)$/i.exec(text)?.[1] ?? text;
  return question.container !== 'text' && isBase64OfText(sent) && isPlaceholder(Buffer.from(sent, 'base64').toString('utf8'));
}

/**
 * Examples and tests are full of guessable and made-up values, whoever or whatever made them up: those are not alarms
 * there. What looks real still is: tokens of a provider. A guessable password in a pipeline is that of a service which lives as long
 * as its job, and so is a word; so it is on the machine of a developer, and in the address of a service there; and some say of themselves that they are not real. Each is
 * lowered to suspect, or in an example to none.
 */
function lowered(verdict: Verdict, question: Question, shape: ShapeOf, guessable: boolean, text = question.text): Verdict {
  if (verdict !== 'secret' && verdict !== 'suspect') return verdict;
  // Public certificates only: the default of Java, known to all, guards nothing that is secret.
  if (guessable && /trust[-_.]?store|ca[-_]?bundle|\.additionalFormats\./i.test(`${question.keyPath}.${question.key ?? ''}`))
    return 'suspect';
  if (question.key === 'storepass' && question.text === 'changeit') return 'suspect';
  const real = shape.shape === 'token' || shape.shape === 'jwt';
  if (question.example && !real)
    return guessable || shape.shape === 'word' || shape.shape === 'identifier' || shape.shape === 'words' || shape.shape === 'opaque'
      ? 'none'
      : 'suspect';
  const simple = (question.passing && (guessable || isMadeUp(text))) || saysUnreal(text);
  if (simple && shape.shape !== 'private-key' && !real) return 'suspect';
  if (guessable && shape.shape === 'url-with-password' && placeOf(question) !== 'secret' && isOnThisMachine(question.text))
    return 'suspect';
  if (question.test && shape.shape !== 'token') return 'suspect';
  return verdict;
}

/** Base64 of a password that anyone would try. */
const isGuessableInside = (text: string, { shape }: ShapeOf): boolean =>
  shape === 'random' && isBase64OfText(text) && isGuessable(Buffer.from(text, 'base64').toString('utf8'));

function weaknessOf(question: Question, text: string, guessable: boolean, equalsKey: boolean): Weakness[] {
  const weakness: Weakness[] = [];
  if (guessable) weakness.push('guessable');
  if (equalsKey) weakness.push('equals-key');
  if (text.length < 8) weakness.push('short');
  if (/(?:^|\.)stringData(?:\.|$)/.test(question.keyPath) && isBase64OfText(text)) weakness.push('base64-in-string-data');
  return weakness;
}

/** A document or several lines: judged by the settings in it, each under its own key. Callers that can parse it do better. */
function ofStructure(question: Question, name: KeyName, shape: ShapeOf, depth: number): Judgement {
  const tokens = findTokens(question.text.slice(0, 1 << 18)).filter((token) => !token.identifier && token.genuine);
  if (tokens[0] !== undefined) return said('secret', shape, [`it holds a ${tokens[0].name}`], []);
  if (question.text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return said('none', shape, ['it is a comment'], []);
  // What a program prints of its own options.
  if (question.key !== null && (/usage$/i.test(question.key) || isNote(question.keyPath))) return said('none', shape, ['it is prose'], []);
  let verdict: Verdict = 'none';
  let reasons: readonly string[] = ['no setting in it is a secret'];
  const container: Container = question.container === 'secret' ? 'config-file' : question.container;
  for (const setting of depth < deepest ? settings(question.text.trim()) : []) {
    const asked: Question = {
      ...question,
      text: setting.value,
      whole: true,
      key: setting.key,
      keyPath: setting.key,
      container,
      scalar: 'string',
      neighbours: [],
    };
    const inner = judged(asked, depth + 1);
    if (inner.sensitivity.verdict === 'secret')
      return said('secret', shape, ['a setting in it is a secret', ...inner.sensitivity.reasons], inner.weakness);
    if (inner.sensitivity.verdict === 'suspect')
      [verdict, reasons] = ['suspect', ['a setting in it may be a secret', ...inner.sensitivity.reasons]];
  }
  const strict = placeOf(question) === 'secret';
  if (verdict === 'none' && question.text.split('\n', 500).some((line) => hashShape(line.trim()) === 'password-hash'))
    return said(
      strict ? lowered('secret', question, plainShape('password-hash'), false) : 'suspect',
      shape,
      ['a line of it is a password hash'],
      [],
    );
  if (verdict === 'none' && strict && shape.shape === 'words' && (name.role === 'password' || name.role === 'secret'))
    return said(lowered('secret', question, shape, false), shape, [`the key name says ${name.says}`], []);
  // Two lines, as OpenVPN takes them: a user and a password.
  if (verdict === 'none' && strict && name.role === 'weak' && /^\S{3,64}\r?\n\S{3,64}\s*$/.test(question.text))
    return said(lowered('suspect', question, shape, false), shape, [`the key name says ${name.says}`, 'it is two words'], []);
  // In a list of thousands of words one looks generated.
  if (verdict === 'none' && shape.randomPart && strict && question.text.length < 10_000)
    return said('suspect', shape, ['a part of it looks generated'], []);
  return said(verdict, shape, reasons, []);
}

/** What stands beside references: a secret when a piece of it is one by itself, or looks generated where a secret is expected. */
function ofResidue(question: Question, name: KeyName, shape: ShapeOf): Judgement {
  const text = question.text;
  if (findTokens(text).some((token) => !token.identifier)) return said('secret', shape, ['a provider token stands beside a reference'], []);
  const password = residuePassword(text);
  if (password !== null && !isPlaceholder(password) && !isExampleUrl(text) && grainOf(password) !== 'identifier') {
    const weak = isGuessable(password);
    const verdict = lowered('secret', question, shapeOf(password), weak, password);
    return said(verdict, shape, ['a password stands beside a reference'], weak && verdict !== 'none' ? ['guessable'] : []);
  }
  if (shape.shape === 'private-key') return said('secret', shape, ['a private key stands beside a reference'], []);
  const expected =
    name.role === 'password' || name.role === 'secret' || question.container === 'secret' || question.container === 'credential-field';
  if (!expected || name.role === 'pointer' || name.role === 'setting')
    return said('none', shape, ['only literal text beside a reference'], []);
  const piece = text
    .split(/[\s,;&|"'`()[\]{}<>]+|[/@?:=]/)
    .find((part) => part.length >= 8 && !/\.svc\b|\.\./.test(part) && !isFileName.test(part) && shapeOf(part).shape === 'random');
  if (piece !== undefined) return said('secret', shape, ['what stands beside a reference looks generated'], []);
  const bare = text.replace(/^[\W_]+|[\W_]+$/g, '');
  const strong = name.role === 'password' && bare.length >= 6 && shapeOf(bare).shape === 'opaque' && !isPlaceholder(bare);
  return strong
    ? said('suspect', shape, ['literal text stands beside a reference, and the key name says password'], [])
    : said('none', shape, ['only literal text beside a reference'], []);
}

/** The last step of a way beside a variable: `$HOME/.kube/config.bak`. */
const isFileName = /^[\w-]+\.(?:ya?ml|json|toml|conf|cfg|ini|env|txt|pem|key|crt|bak|sock|log)$/;
