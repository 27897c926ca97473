/** The web console's files, and its one page for every address that is a page's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import { Refused } from './problem';
import type { Routes } from './routes';

/** Serves the console's folder where it was built; refuses every address that nothing answers. */
export function addConsole(app: Routes, folder: string | undefined): void {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'));
  if (built) {
    void app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      // Names of assets change with their content; the page names them, so it is asked for each time.
      setHeaders: (reply, path) =>
        void reply.setHeader(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    if (built && isPage(request)) return await reply.sendFile('index.html');
    if (request.url === '/') {
      throw new Refused(404, 'The console is not built', 'Run npm run build; the API is described at /docs.');
    }
    throw new Refused(404, 'There is nothing at this address', 'See /docs for the addresses there are.');
  });
}

const isPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  (headers.accept ?? '').includes('text/html') &&
  !/^\/(api|webhooks|docs)(\/|\?|$)/.test(url);
