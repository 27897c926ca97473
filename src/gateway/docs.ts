/** The page and the description of the API, with what opens each route. */
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { GatewayParts } from './parts';
import type { Routes } from './routes';
import { scopeOf } from './scopes';

const bearer = {
  type: 'http',
  scheme: 'bearer',
  description: 'RECADO_API_KEY, or a key of recado.yaml that has the scope named at the route.',
} as const;

/** Adds `/docs` and `/openapi.json`. */
export function addDocs(app: Routes, { version, config }: Pick<GatewayParts, 'version' | 'config'>): void {
  const isLocked = config.apiKey !== undefined || config.apiKeys.length > 0;
  void app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Recado',
        version,
        description: 'Calls, cases, systems and messages. Refusals are {error, fix}.',
      },
      components: { securitySchemes: { bearer } },
    },
    transform(route) {
      const { schema, url } = jsonSchemaTransform(route as Parameters<typeof jsonSchemaTransform>[0]);
      return { schema: { ...schema, ...(isLocked ? securityOf(route.route) : {}) }, url };
    },
  });
  void app.register(fastifySwaggerUi, { routePrefix: '/docs' });
  app.after(() => {
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
}

/** Webhooks prove themselves by their signature, and what lies outside of the API is open. */
function securityOf({ method, url }: { method: string | string[]; url: string }) {
  if (!url.startsWith('/api/')) return { security: [] };
  const asked = scopeOf([method].flat()[0] ?? 'GET', url);
  return { security: [{ bearer: asked ? [asked.scope] : [] }] };
}
