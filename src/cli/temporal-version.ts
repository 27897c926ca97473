import { execFile } from 'node:child_process';

/** Versions of a Temporal program, as it says them itself. */
export interface TemporalVersion {
  cli: string;
  server: string;
}

/** Oldest server that Recado runs on. */
export const serverFloor = '1.29.0';

/**
 * Asks a Temporal program for its versions. Throws an `Error` whose message says why it cannot be used: it is not
 * there, may not be run, does not answer within `timeoutMs`, or is some other program of the same name.
 */
export async function readTemporalVersion(path: string, timeoutMs = 15_000): Promise<TemporalVersion> {
  const text = await new Promise<string>((resolve, reject) => {
    execFile(path, ['--version'], { timeout: timeoutMs, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === 'ENOENT') return reject(new Error('not found'));
      if (error.code === 'EACCES') return reject(new Error(`${path} may not be run`));
      if (error.killed) return reject(new Error(`${path} did not answer --version in ${timeoutMs / 1000} s`));
      reject(new Error(`${path} --version failed: ${stderr.trim().split('\n')[0] || error.message}`));
    });
  });
  const match = /temporal version (\S+) \(Server ([\d.]+)/i.exec(text);
  if (!match?.[1] || !match[2]) throw new Error(`${path} is not Temporal's command line tool`);
  return { cli: match[1], server: match[2] };
}
