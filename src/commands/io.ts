/** Everything a command may touch of the process it runs in: a test passes its own. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  /** Machine output. */
  readonly out: (text: string) => void;
  /** For people. */
  readonly err: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly now: () => Date;
  /** Standard error is a terminal: progress may be shown. */
  readonly terminal: boolean;
  /** Standard output takes colours (a terminal, and NO_COLOR is not set). */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /**
   * For a command that has something to save when it is told to end: from the call on, the first Ctrl-C or SIGTERM aborts the signal, and
   * only a second one ends the process. Absent where nobody can ask.
   */
  readonly stop?: () => AbortSignal;
  /** A digest of everything the program is made of; absent when it runs from its sources, which may change under it: then nothing is kept between runs. */
  readonly build?: string;
}
