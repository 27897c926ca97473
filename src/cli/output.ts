/** Where a command's words go: people read stdout, programs read the last line of it. */
export interface Output {
  readonly json: boolean;
  /** A line for a person who waits; always stderr. */
  progress(line: string): void;
  /** A line of the answer for a person: stdout, or stderr with `--json`. */
  print(line: string): void;
  /** The answer for a program: one JSON object on one line of stdout, with `--json` only. */
  result(value: object): void;
}

/** Where lines are written; the process's own streams, or a test's. */
export interface Streams {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** The output of a command. */
export function createOutput(json: boolean, { stdout, stderr }: Streams = process): Output {
  const toStderr = (line: string): void => void stderr.write(`${line}\n`);
  const toStdout = (line: string): void => void stdout.write(`${line}\n`);
  return {
    json,
    progress: toStderr,
    print: json ? toStderr : toStdout,
    result: (value) => (json ? toStdout(JSON.stringify(value)) : undefined),
  };
}
