/** The frame of a bench of calls: a folder of its own, and an end for whatever was started. */
import { rm, writeFile } from 'node:fs/promises';
import { makeHome } from './home';

/** Where a bench runs. */
export interface Place {
  home: string;
  logs: string;
  /** Progress, a line at a time. */
  tell: (line: string) => void;
  /** Holds it until the bench ends, whichever way; then it is ended, the newest first. */
  hold: <Started extends { end(): Promise<void> }>(started: Started) => Started;
}

/** What a bench came to. */
export interface Outcome {
  figures: object;
  /** For `--report`. */
  report: object;
}

/** What every bench of calls is told. */
export interface Manner {
  json: boolean;
  keep: boolean;
  report?: string | undefined;
}

/** Runs it, writes its report, prints its figures; answers the exit code. */
export async function runInHome(
  { json, keep, report: file }: Manner,
  run: (place: Place) => Promise<Outcome>,
): Promise<number> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { home, logs } = makeHome();
  const held: { end(): Promise<void> }[] = [];
  const hold: Place['hold'] = (started) => {
    held.push(started);
    return started;
  };
  try {
    const { figures, report } = await run({ home, logs, tell, hold });
    if (file !== undefined) await writeFile(file, JSON.stringify(report, null, 2));
    process.stdout.write(`${JSON.stringify(figures, null, json ? 0 : 2)}\n`);
    return 0;
  } finally {
    for (const one of held.reverse()) await one.end().catch(() => undefined);
    if (keep) tell(`Logs: ${logs}`);
    else await rm(home, { recursive: true, force: true });
  }
}
