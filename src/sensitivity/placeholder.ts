import { grainOf } from './grain.ts';
import { nameWords } from './name-words.ts';

/** Written without a break, alone or with more words around. */
const phrases =
  /^cambiar?(?:me)?[-_ ]|change[-_ ]?(?:me|this|it[-_ ]|your|before)|change[-_ ]?in[-_ ]?prod|replace[-_ ]?(?:me|this|with|by|your|pass|secret|token|key|value)|fill[-_ ]?(?:me|this|in)|update[-_ ]?me|edit[-_ ]?me|set[-_ ]?(?:me|this)\b|(?:insert|enter|put|add|paste|provide|specify)[-_ ]?(?:your|the|a|an|my|here|secret|token|password|key|value|api)|(?:goes|go)[-_ ]?here|[-_ ]here$|^your[-_ ]?\w|(?:\b|_)your[-_ ]|to[-_ ]?be[-_ ](?:set|filled|replaced|generated|provided|defined|overridden)|not[-_ ]?(?:a[-_ ]?real|real|used|set|needed|a[-_ ]?secret)|over(?:ride|write|ridden)[-_ ]?(?:me|this|in|by|with)?\b|generate[-_ ]?(?:me|a|one|with)|(?:stored|comes|taken|read|injected|provided|managed|set|loaded|populated|filled)[-_ ](?:in|from|by|via)\b|base64[-_ ]?encoded|redacted|sanitized|scrubbed|omitted/i;
const words = new Set(
  'todo tbd fixme placeholder placeholders example examples dummy sample fake mock stub foobar lorem ipsum none null nil undefined unset empty na noop notset notused unused ignored irrelevant wrong incorrect invalid bogus redacted removed hidden censored masked confidential xxx somepassword somesecret sometoken examplepassword examplesecret exampletoken dummypassword dummytoken dummysecret fakepassword yourpassword yourtoken yoursecret yourkey yourapikey secretgoeshere passwordgoeshere'.split(
    ' ',
  ),
);
/** Said alone only: with more around they are parts of names and passwords. */
const alone = new Set('foo bar baz qux foobar foobarbaz string value text any some blank default-value missing unknown'.split(' '));

/**
 * Does the text stand for a secret to come? `<password>`, `changeme`, `your-token-here`, `xxxx`, `****`, `TODO`, `API_KEY`, `sk-...`.
 * A word people really use as a password (`password`, `admin`) is none: see `guessable.ts`.
 */
export function isPlaceholder(value: string): boolean {
  const text = value
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
  if (text.length > 200) return false;
  if (/^xx$/i.test(text)) return true;
  if (/^(?:[x*.?#•·…_=~-]+|[X*.?#_-]+)$/.test(text) && text.length >= 3) return true;
  // A dash is no separator too: two ways to read a line of dashes are 2^n ways.
  if (text.length >= 3 && /^[x*•-]+(?:[_.: ][x*•-]+)*$/i.test(text)) return true;
  if (/x{5,}|\*{4,}|•{4,}/i.test(text) || /(?:\.{3}|…)$/.test(text)) return true;
  if (
    /^(?:<[^<>]*>|«[^»]*»|\[[\w -]+\]|\{[\w -]+\}|\([\w -]+\)|%[\w-]+%|@[\w-]+@|#[\w-]+#|__\w+__|_[A-Z][A-Z0-9_]*_|\*{2,}[\w -]+\*{2,})$/.test(
      text,
    )
  )
    return true;
  // `sha256~1A...DW`, `SECRET`: cut by hand, or the bare word in capitals.
  if (/^\S*[^.\s]\.{3}[^.\s]\S*$/.test(text) || /^(?:PASSWORD|SECRET|TOKEN|KEY|APIKEY|VALUE|CREDENTIALS?)$/.test(text)) return true;
  // `.{43}`: what a test expects there.
  if (/^\.(?:\{\d+(?:,\d*)?\}|[*+])$/.test(text)) return true;
  if (/EXAMPLE(?:KEY|TOKEN|SECRET|ID)?$/.test(text)) return true;
  // `REPLACELEDGERPASSWORD`, `AUTOREPLACE_LEDGER_SEED`: what a script looks for.
  if (/^[A-Z_]*REPLACE[A-Z0-9_]*$|[Pp]laceholder|PLACEHOLDER/.test(text) || /^[A-Z]{4,}(?:PASSWORD|SECRET|TOKEN)$/.test(text)) return true;
  const lower = text.toLowerCase();
  if (
    alone.has(lower) ||
    /^(?:val(?:ue)?|foo|bar|baz)[-_]?\d{1,3}$|^(?:foo|bar|baz|qux)(?:[-_][a-z]+)+$/.test(lower) ||
    /^some[-_][a-z]|^some\w*(?:value|key|token|secret|password|string)$/.test(lower)
  )
    return true;
  // Written to fill the place: `000000000000000000002`.
  if (/^\w?(\w)\1{9,}.?$/.test(text)) return true;
  // A provider's prefix before what nobody generates: `glpat-ACCTEST1234567890123`.
  if (/^[A-Za-z]{2,10}[-_]\S*1234567890/.test(text)) return true;
  if (/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/.test(text) && /(?:KEY|TOKEN|SECRET|PASSWORD|PASS|ID|VALUE|CREDENTIALS?)$/.test(text))
    return true;
  if (text.length >= 12 && /^[A-Z]+(?:_[A-Z]+)+$/.test(text)) return true;
  if (phrases.test(text)) return true;
  const split = nameWords(text);
  if (split.length > 12) return false;
  if (/[/:@.]/.test(text) && /\.[a-z]{2,}\b/.test(lower)) return false;
  // Without a break, two or three letters between digits and capitals are chance: `...C3NiNA`.
  const broken = /[-_ <>[\]{}()]/.test(text) || split.length === 1;
  // A longer phrase with `abc987` at its end is a secret that somebody typed.
  if (split.length <= 4 && split.some((word) => word === 'abc' || word === 'xyz') && broken) return true;
  return split.some((word) => words.has(word) && (broken || word.length > 3)) || words.has(split.join(''));
}

/** `API_KEY`, `MY_DB_PASSWORD`: the name of a variable or of a key of a Secret. */
export const isVariableName = (text: string): boolean =>
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && /(?:KEY|TOKEN|SECRET|PASSWORD|PASS|ID|VALUE|CREDENTIALS?|URL|DSN)$/.test(text);

/** A word or several, a short one, or one that says what it is for: `gfpass`. */
export function isMadeUp(text: string): boolean {
  if (text.length < 8 || /\s/.test(text) || /(?:pass(?:word|wd)?|pwd|secret)[-_]?\d{0,4}!?$/i.test(text)) return true;
  const grain = grainOf(text.replace(/\d{1,4}!?$/, ''));
  return grain === 'word' || grain === 'identifier' || /^[a-z]{4,20}\d{1,4}!?$/.test(text);
}

/** `local-dev-session-secret-32chars!`, `insecure-key-not-for-production`: to be used where nothing has to be kept. */
export const saysUnreal = (text: string): boolean => text.length < 100 && (unreal.test(text) || /^Local-?Dev(?![a-z])/.test(text));

const unreal =
  /(?:^|[-_. ])(?:local[-_]?dev(?:elopment)?|not[-_ ]for[-_ ]prod(?:uction)?|(?:dev|test|testing|development|local)[-_]only|do[-_ ]not[-_ ]use|for[-_](?:local|tests?|testing|dev|development)|stub)(?:$|[-_. !\d])/i;

/** `7f1c2e9a:prod:/ledger/DB_PASSWORD` under `DB_PASSWORD`: a place of a store that nobody has told of. */
export const namesOwnKey = (text: string, key: string | null): boolean =>
  key !== null &&
  key.length > 5 &&
  text.length > key.length + 2 &&
  text.endsWith(key) &&
  /[/:#]/.test(text.charAt(text.length - key.length - 1));

/** `ledger_access_token` under `LEDGER_HOME_ACCESS_TOKEN`: no machine's credential reads so. */
export function isPartOfKey(text: string, key: string | null): boolean {
  if (
    key === null ||
    text.length >= key.length ||
    !(/^[a-z]+(?:[-_][a-z]+)+$/.test(text) || (/secret$/i.test(key) && /^[a-z]{4,}$/.test(text)))
  )
    return false;
  const words = nameWords(key);
  return nameWords(text).every((word) => words.includes(word));
}

/** Shortened for a page: the end is missing. */
export const isCut = (text: string): boolean => text.length < 200 && /[\w=+/-](?:\.{3}|…)(?:\s*#.*)?$/.test(text);
