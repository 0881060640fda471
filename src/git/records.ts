/** Cuts a stream into the records between NUL bytes, a batch for each chunk. A last record without NUL counts. */
export async function* nulRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  yield* records(chunks, 0);
}

/** The same for lines. */
export async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  yield* records(chunks, 10);
}

async function* records(chunks: AsyncIterable<Buffer>, end: number): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const batch: Buffer[] = [];
    let start = 0;
    for (let stop = chunk.indexOf(end); stop !== -1; stop = chunk.indexOf(end, start)) {
      const part = chunk.subarray(start, stop);
      batch.push(rest.length === 0 ? part : Buffer.concat([...rest, part]));
      rest = [];
      start = stop + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    if (batch.length > 0) yield batch;
  }
  if (rest.length > 0) yield [Buffer.concat(rest)];
}
