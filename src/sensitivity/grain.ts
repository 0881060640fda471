/** How the characters of one unbroken token were made: by people (`word`, `identifier`), by a generator (`random`), or unclear. */
type Grain = 'word' | 'identifier' | 'random' | 'opaque';

/** Neighbouring letters in words of documentation: the first list holds about 80 % of all pairs there, the second 17 %; of random letters 19 % and 24 %. */
const common =
  'ab ac ad ag ai al am an ap ar as at ba be bi bl ca ce ch ck co cr ct de di ea ec ed el em en ep er es et ev ex fi fo ge ha he hi ho ia ic id ie if ig il im in io ip is it iv ke la le li ll lo ly ma me mi mo mp na nc nd ne ng ni no ns nt od ol om on oo op or os ot ou ov ow pa pe pl po pr pt ra re ri rm ro rs rt ry sc se sh si so sp ss st su ta te th ti to tr ts ub ul un ur us ut va ve vi';
const known =
  'af ak au av aw ay bc bo br bs bu cc ci cl cs cu cy da dd dg dl do dr ds du dy eb ee ef eg eh ei ek eq eu ew ey fa fe ff fl fr ft fu fy ga gg gh gi gl gn go gr gs gu hm hr ht hu ib ik ir ix iz ja je js ju ka ki ks ku ld lp ls lt lu lv mb mm ms mu nf nk nl nn np nu nv ny oa ob oc of og oi oj ok pd pg ph pi pp ps pu qu rb rc rd rf rg rk rl rn rp rr ru rv sa sk sl sm sw sy tc tl tp tt tu tw ty ua uc ud ue uf ug ui um up vo wa we wh wi wn wo wr ws xe xp xt ye yn yp ys za ze zi zz';

const isRare = -1.2;
/** By the two letters, as a number from 0 to 675: what a pair says. */
const scores = new Float64Array(26 * 26).fill(isRare);
for (const pair of known.split(' ')) scores[pairOf(pair.charCodeAt(0), pair.charCodeAt(1))] = 0.3;
for (const pair of common.split(' ')) scores[pairOf(pair.charCodeAt(0), pair.charCodeAt(1))] = 1;

function pairOf(first: number, second: number): number {
  return (first - 97) * 26 + second - 97;
}

/** Share of letters that stand in runs which read like words, 0 to 1. Runs break at case changes and at anything but a letter. */
export function wordiness(token: string): number {
  const runs = token.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  let letters = 0;
  let wordy = 0;
  for (const run of runs) {
    letters += run.length;
    if (readsLikeWord(run.toLowerCase())) wordy += run.length;
  }
  return letters === 0 ? 0 : wordy / letters;
}

/** At least three letters whose pairs are those of words: of random runs of 8 letters 7 % pass, of words 99 %. */
export function readsLikeWord(run: string): boolean {
  if (run.length < 3) return false;
  let score = 0;
  for (let i = 0; i + 1 < run.length; i += 1) {
    score += scores[pairOf(run.charCodeAt(i), run.charCodeAt(i + 1))] ?? isRare;
  }
  return score / (run.length - 1) >= 0.2;
}

/** `token` has no white space. */
export function grainOf(token: string): Grain {
  const text = token.slice(0, 4096);
  const { letters, digits } = counted(text);
  const symbols = text.length - letters - digits;
  const share = wordiness(text);
  if (letters > 0 && share === 1 && digits === 0 && symbols === 0 && /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(text)) return 'word';
  if (isHexDigest(text)) return 'random';
  const separated = /[A-Za-z0-9][-_./:@ ][A-Za-z0-9]/.test(text) || /[a-z][A-Z]/.test(text);
  const plainSigns = /^[A-Za-z0-9._\-:/@+~,]*$/.test(text);
  const tame = (text.match(/\d+/g) ?? []).every((group) => group.length <= 4) && digits <= 2 + letters / 2;
  if (plainSigns && separated && tame && share >= (/[-_./:@]/.test(text) ? 0.6 : 0.8)) return 'identifier';
  if (plainSigns && isKebab(text) && (share >= 0.3 || (share > 0 && /^[a-z]+(?:[-_][a-z]+)+$/.test(text)))) return 'identifier';
  return letters > 1 && isRandom(text, share) ? 'random' : 'opaque';
}

function counted(text: string): { readonly letters: number; readonly digits: number } {
  let letters = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char >= 48 && char <= 57) digits += 1;
    else if ((char >= 97 && char <= 122) || (char >= 65 && char <= 90)) letters += 1;
  }
  return { letters, digits };
}

/** Pieces of one case between separators, digits only at their ends: names, also of things the word lists have never seen. */
const isKebab = (text: string): boolean =>
  /^(?:[a-z]{1,20}\d{0,3}[a-z]{0,2}|[A-Z]{1,20}\d{0,3}|\d{1,4}|\d{1,2}[a-z])(?:[-_./:]+(?:[a-z]{1,20}\d{0,3}[a-z]{0,2}|[A-Z]{1,20}\d{0,3}|\d{1,4}|\d{1,2}[a-z])){1,12}$/.test(
    text,
  );

const isHexDigest = (text: string): boolean =>
  text.length >= 16 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text) && /\d/.test(text) && /[a-fA-F]/.test(text);

function isRandom(text: string, share: number): boolean {
  const distinct = new Set(text).size;
  if (text.length < 8 || distinct < 6) return false;
  const turns = classChanges(text);
  if (share < 0.5 && turns >= Math.max(3, text.length / 5)) return true;
  if (share < 0.3 && text.length >= 12 && distinct >= 7) return true;
  if (share < 0.7 && text.length >= 20 && distinct >= 12 && turns >= text.length / 4) return true;
  return false;
}

/** How often the class of the character (lower, upper, digit, sign) changes along the text. */
function classChanges(text: string): number {
  let changes = 0;
  let last = '';
  for (const char of text) {
    const kind = /[a-z]/.test(char) ? 'a' : /[A-Z]/.test(char) ? 'A' : /\d/.test(char) ? '0' : '-';
    if (last !== '' && kind !== last) changes += 1;
    last = kind;
  }
  return changes;
}
