/**
 * Calls `found` for each entry of a tree object, with offsets into its bytes: a mode, a space, a name, a NUL, the raw id.
 * A tree that is cut off ends early.
 */
export function eachEntry(bytes: Buffer, idLength: number, found: (start: number, space: number, nul: number, end: number) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const nul = bytes.indexOf(0, space);
    if (space === -1 || nul === -1) return;
    const end = nul + 1 + idLength;
    found(at, space, nul, end);
    at = end;
  }
}
