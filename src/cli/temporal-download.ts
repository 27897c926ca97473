/** The SDK's own downloader, in a short-lived process of its own: it has no time limit and prints what it likes. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTemporalVersion, type TemporalVersion } from './temporal-version';
import { runTool } from './tool-run';

const downloader = `
  const { TestWorkflowEnvironment } = require(process.argv[1]);
  TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir: process.argv[2] } } })
    .then((environment) => environment.teardown())
    .then(() => process.exit(0), (error) => { console.error(error.message.replace(/\\s+/g, ' ')); process.exit(1); });
`;

/** What a download needs to know. */
export interface Download {
  /** Where the server is put in the end. */
  target: string;
  /** The whole download is given up after this. */
  timeoutMs: number;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** Downloads a server to `target` and answers its versions. Throws an `Error` that says in a few words why not. */
export async function downloadTemporal(download: Download): Promise<TemporalVersion> {
  mkdirSync(dirname(download.target), { recursive: true });
  const folder = mkdtempSync(join(dirname(download.target), 'download-'));
  const said: string[] = [];
  try {
    await runTool({
      command: process.execPath,
      args: ['-e', downloader, require.resolve('@temporalio/testing'), folder],
      env: download.env,
      timeoutMs: download.timeoutMs,
      signal: download.signal,
      onLine: (line) => said.push(line),
    }).catch((error: unknown) => {
      throw new Error(
        said.length > 0 ? reasonIn(said.join(' ')) : String(error instanceof Error ? error.message : error),
      );
    });
    return await keepDownloaded(folder, download.target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves the server that lies in a download folder to `target`, once it has said its version. */
export async function keepDownloaded(folder: string, target: string): Promise<TemporalVersion> {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const largest = files.sort((a, b) => statSync(b).size - statSync(a).size)[0];
  if (!largest) throw new Error('the downloader left no file');
  chmodSync(largest, 0o755);
  const version = await readTemporalVersion(largest);
  renameSync(largest, target);
  return version;
}

/** The innermost reason of the downloader's nested message, without the address it repeats. */
function reasonIn(message: string): string {
  return message.split(': ').slice(-2).join(': ').slice(0, 160);
}
