import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});
/** What of `package.json` matters here. */
export type Manifest = z.infer<typeof manifest>;

/** The `package.json` in a folder; undefined where there is none or it is not Recado's. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const found = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return found.name === 'recado' ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Recado's own folder, whether it runs from `dist` or from its sources; the working folder as a last resort. */
export function projectRoot(from: string = __dirname): string {
  if (readManifest(from)) return from;
  const above = dirname(from);
  return above === from ? process.cwd() : projectRoot(above);
}
