/**
 * Which scope opens which route to a key of recado.yaml. What is not listed here is closed to such keys, so a new route
 * that nobody thought about opens nothing. RECADO_API_KEY opens everything.
 */
import type { Scope } from '../api-keys';

/** What a route asks of a key. */
export interface RouteScope {
  scope: Scope;
  /** It shows and touches only what lies within the key's tenants and connections; others are closed to keys that have such. */
  walled?: true;
}

const walled = (scope: Scope): RouteScope => ({ scope, walled: true });

const routes: Record<string, RouteScope> = {
  'GET /api/status': { scope: 'status' },
  'GET /api/assistants': { scope: 'status' },
  'GET /api/cases': walled('cases:read'),
  'GET /api/cases/:code': walled('cases:read'),
  'POST /api/cases/:code/events': walled('cases:events'),
  'POST /api/cases/:code/retry': walled('operate'),
  'POST /api/cases/:code/correct': walled('operate'),
  'POST /api/cases/:code/withdraw': walled('operate'),
  'GET /api/notifications': walled('notifications:read'),
  'POST /api/notifications/:id/replay': walled('operate'),
  'GET /api/notifications/endpoints': { scope: 'notifications:read' },
  'POST /api/notifications/endpoints/:name/switch-on': { scope: 'operate' },
  'GET /api/calls': { scope: 'calls' },
  'POST /api/calls': { scope: 'calls' },
  'GET /api/calls/:callId': { scope: 'calls' },
  'GET /api/calls/:callId/timings': { scope: 'calls' },
  'GET /api/calls/:callId/socket': { scope: 'calls' },
  'POST /api/calls/:callId/turns': { scope: 'calls' },
  'POST /api/calls/:callId/hang-up': { scope: 'calls' },
  'POST /api/calls/outbound': { scope: 'calls:outbound' },
  'GET /api/messages': { scope: 'messages:read' },
  'GET /api/webhooks': { scope: 'webhooks:read' },
  'POST /api/webhooks/:connection/:eventId/replay': { scope: 'operate' },
  'GET /api/systems': { scope: 'systems:read' },
  'GET /api/systems/:name': { scope: 'systems:read' },
  'GET /api/systems/:name/tickets': { scope: 'systems:read' },
  'GET /api/systems/:name/appointments/:id': { scope: 'systems:read' },
  'POST /api/systems/:name/appointments/:id/cancel': { scope: 'operate' },
  'POST /api/systems/:name/appointments/:id/move': { scope: 'operate' },
  'POST /api/systems/:name/probe': { scope: 'operate' },
  'PUT /api/systems/:name/mood': { scope: 'operate' },
  'POST /api/systems/:name/tickets/:id/comment': { scope: 'operate' },
  'POST /api/systems/:name/tickets/:id/close': { scope: 'operate' },
  'POST /api/systems/:name/tickets/:id/reopen': { scope: 'operate' },
};

/** What a route asks; undefined where it is closed to every key of recado.yaml. `url` as the route is written. */
export function scopeOf(method: string, url: string): RouteScope | undefined {
  const route = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  return Object.hasOwn(routes, route) ? routes[route] : undefined;
}
