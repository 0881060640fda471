/** Shortest piece of a value that counts as a leak of it. */
const pieceLength = 8;

/** A value of which no piece may be seen anywhere, in any of the forms in which values travel. */
export class Canary {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Fails when `output` holds a piece of the value, or the value in base64, hex, reversed or URL-encoded. */
  notIn(output: string, where: string): void {
    const small = output.toLowerCase();
    for (const [form, needle] of this.forms()) {
      if (small.includes(needle.toLowerCase())) throw new Error(`${where} holds a canary (${form})`);
    }
  }

  private *forms(): Generator<readonly [string, string]> {
    const { text } = this;
    const reversed = [...text].reverse().join('');
    for (const [form, whole] of [
      ['as it is', text],
      ['reversed', reversed],
    ] as const) {
      for (let at = 0; at + pieceLength <= whole.length; at++) yield [form, whole.slice(at, at + pieceLength)];
    }
    yield ['hex', Buffer.from(text).toString('hex')];
    yield ['URL-encoded', encodeURIComponent(text)];
    yield ['JSON', JSON.stringify(text).slice(1, -1)];
    for (const inner of [text, Buffer.from(text).toString('base64')]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        // Whatever stands before it moves it by 0, 1 or 2 bytes; the digits at its ends depend on its neighbours.
        for (let shift = 0; shift < 3; shift++) {
          const digits = Buffer.concat([Buffer.alloc(shift), Buffer.from(inner)])
            .toString(encoding)
            .replace(/=+$/, '');
          yield [`${encoding}, moved by ${shift}`, digits.slice(Math.ceil((shift * 8) / 6), -2)];
        }
      }
    }
  }
}
