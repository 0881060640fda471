import { suite as uvuSuite } from 'uvu';

/** A row of a table: a sentence about behaviour, what goes in, what must come out. */
export interface Case<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expect: Expected;
}

/** Registers tests and runs them: uvu stays green when `.run()` is forgotten, so nobody else calls uvu. */
export function suite(name: string, define: (test: (name: string, body: () => void | Promise<void>) => void) => void): void {
  const tests = uvuSuite(name);
  define((title, body) => {
    tests(title, body);
  });
  tests.run();
}
