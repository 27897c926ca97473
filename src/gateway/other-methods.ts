import { METHODS } from 'node:http';
import type { RouteOptions } from 'fastify';
import { Refused } from './problem';
import type { Routes } from './routes';

/** What may be asked over HTTP; CONNECT is for proxies. */
export const methods = METHODS.filter((method) => method !== 'CONNECT');

/**
 * Has each address answer 405 with `Allow` to the methods it does not take. Call it before the routes are added, and what
 * it returns after them.
 */
export function refuseOtherMethods(routes: Routes): () => void {
  const taken = new Map<string, Set<string>>();
  routes.addHook('onRoute', ({ url, method }: Pick<RouteOptions, 'url' | 'method'>) => {
    const known = taken.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    taken.set(url, known);
  });
  return () => {
    for (const [url, known] of [...taken].map(([at, set]) => [at, [...set]] as const)) {
      const others = methods.filter((method) => !known.includes(method));
      const allow = known.toSorted().join(', ');
      routes.route({
        ...{ url, method: others, schema: { hide: true } },
        async onRequest(_request, reply) {
          void reply.header('allow', allow);
          throw new Refused(405, 'This address does not take that method', `It takes ${allow}.`);
        },
        handler: async () => undefined,
      });
    }
  };
}
