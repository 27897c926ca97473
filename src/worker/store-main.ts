/** The process that holds the embedded database. Its parent hears `{ready: true}`; without its parent it ends. */
import { join } from 'node:path';
import { loadConfig } from '../config';
import { UsageError } from '../errors';
import { serveEmbedded } from '../store/embedded';
import { socketFolderOf } from '../store/socket-folder';

async function main(): Promise<void> {
  const { home } = loadConfig();
  const embedded = await serveEmbedded({
    dataFolder: join(home, 'database'),
    socketFolder: socketFolderOf(home),
  });

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    // What was answered is on disk already, so an end that hangs may be cut short.
    setTimeout(() => process.exit(0), 5000).unref();
    void embedded.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  // The parent may be gone since before the line above.
  if (process.send && !process.connected) end();
  else process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof UsageError ? `${error.message}\n${error.fix}\n` : `${String(error)}\n`,
  );
  process.exit(error instanceof UsageError ? 2 : 1);
});
