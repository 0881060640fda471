/** Lines of a unified diff of two texts, without headers; `before` is null for a file that is new. */
export function diff(before: string | null, after: string): readonly string[] {
  const [old, fresh] = [linesOf(before ?? ''), linesOf(after)];
  if (before === null) return fresh.map((line) => `+${line}`);
  const steps = compared(old, fresh);
  const near = steps.map((_, at) => steps.slice(Math.max(0, at - context), at + context + 1).some((step) => step[0] !== ' '));
  return steps.flatMap((step, at) => (near[at] ? [step] : near[at - 1] ? ['...'] : []));
}

const context = 2;
/** Beyond this the texts are shown as removed and added: the table below grows with the product. */
const mostLines = 3000;

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** By the longest common subsequence of lines. */
function compared(old: readonly string[], fresh: readonly string[]): string[] {
  if (old.length > mostLines || fresh.length > mostLines) return [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)];
  const wide = fresh.length + 1;
  const common = new Uint16Array((old.length + 1) * wide);
  const at = (i: number, j: number): number => common[i * wide + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--)
      common[i * wide + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const steps: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      steps.push(` ${old[i]}`);
      i += 1;
      j += 1;
    } else if (j < fresh.length && (i === old.length || at(i, j + 1) > at(i + 1, j))) steps.push(`+${fresh[j++]}`);
    else steps.push(`-${old[i++]}`);
  }
  return steps;
}
