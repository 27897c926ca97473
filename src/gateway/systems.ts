/** `/api/systems`: the connections of `recado.yaml`, how they fare, and the switch of those that are our sandbox. */
import type { Connector } from '../connectors/connector';
import { deliveryOf } from '../delivery-settings';
import { probeCircuit, readCircuit } from './circuits';
import { DeskAdmin } from './desk-admin';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import type { SystemView } from './shapes';

const tags = ['systems'];

/** Adds the systems' routes. */
export function addSystems(app: Routes, parts: GatewayParts): void {
  addViews(app, parts);
  addSwitch(app, parts);
  app.post(
    '/api/systems/:name/probe',
    {
      schema: {
        tags,
        summary: 'Look now whether a system that is away answers again',
        params: shapes.systemAddress,
        body: shapes.probeSystem,
        response: answers(shapes.operatorAnswer),
      },
    },
    async ({ params, body }) => {
      const { connection } = findSystem(parts, params.name);
      return { result: await probeCircuit(parts, connection, body.by) };
    },
  );
}

function addViews(app: Routes, parts: GatewayParts): void {
  app.get(
    '/api/systems',
    {
      schema: {
        tags,
        summary: 'Systems: how each is written to, its circuit, and the sandbox’s moods',
        response: answers(shapes.listed(shapes.systemView)),
      },
    },
    async () => ({
      items: await Promise.all([...parts.connectors.values()].map((connector) => look(parts, connector))),
    }),
  );
  app.get(
    '/api/systems/:name',
    {
      schema: {
        tags,
        summary: 'One system',
        params: shapes.systemAddress,
        response: answers(shapes.systemView),
      },
    },
    async ({ params }) => await look(parts, findSystem(parts, params.name)),
  );
}

async function look(parts: GatewayParts, connector: Connector): Promise<SystemView> {
  const { config } = parts;
  const { connection, system, creation } = connector;
  const desk = DeskAdmin.of(config, connection);
  const [seen, circuit] = await Promise.all([desk?.look(), readCircuit(parts, connection)]);
  return {
    name: connection,
    system,
    creation: creation.class,
    delivery: deliveryOf(config.delivery, connection),
    ...(circuit ? { circuit } : {}),
    ...seen,
    ...(desk ? { reachable: seen !== undefined } : {}),
  };
}

function findSystem({ connectors }: GatewayParts, name: string): Connector {
  const connector = connectors.get(name);
  if (connector) return connector;
  throw new Refused(404, 'There is no system of that name', 'GET /api/systems lists them.');
}

function addSwitch(app: Routes, { config }: GatewayParts): void {
  app.put(
    '/api/systems/:name/mood',
    {
      schema: {
        tags,
        summary: 'The outage switch',
        params: shapes.systemAddress,
        body: shapes.setMood,
        response: answers(shapes.moodSet),
      },
    },
    async ({ params: { name }, body: { mood } }) => {
      const desk = DeskAdmin.of(config, name);
      if (!desk) {
        const fix = 'GET /api/systems lists the systems; those with a mood are sandbox desks.';
        throw new Refused(404, 'There is no sandbox desk of that name', fix);
      }
      await desk.setMood(mood);
      return { name, mood };
    },
  );
}
