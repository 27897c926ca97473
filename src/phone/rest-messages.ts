/** Messages by the REST API, in the mood the office is in. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createMessage, type ListMessages, listMessages } from './message-shapes';
import type { MessageOffice } from './message-office';
import { read, RestError } from './rest-request';

/** Adds its routes. */
export function addMessages(app: FastifyInstance, office: MessageOffice, root: string): void {
  const path = `${root}/Messages.json`;
  const answered = async (reply: FastifyReply, status: number, make: () => object): Promise<FastifyReply> => {
    if (office.mood === 'down') throw new RestError(503, 20503, 'Service unavailable');
    const body = make();
    if (office.mood === 'slow') await sleep(office.slowMs);
    if (office.mood !== 'mute') return await reply.code(status).send(body);
    reply.hijack();
    reply.raw.socket?.destroy();
    return reply;
  };
  app.post(path, async (request, reply) => {
    const wish = read(createMessage, request.body);
    return await answered(reply, 201, () => office.create(wish).resource());
  });
  app.get(path, async (request, reply) => {
    const query = read(listMessages, request.query);
    return await answered(reply, 200, () => pageOf(office, query, path));
  });
  app.get<{ Params: { sid: string } }>(`${root}/Messages/:sid.json`, async ({ params }, reply) => {
    return await answered(reply, 200, () => office.get(params.sid).resource());
  });
}

function pageOf(office: MessageOffice, query: ListMessages, path: string): object {
  const { PageSize: size, Page: page } = query;
  const all = office.list(query);
  const messages = all.slice(page * size, (page + 1) * size).map((message) => message.resource());
  const uriOf = (at: number): string => {
    const asked = Object.entries({ ...query, PageSize: size, Page: at }).map(
      ([name, value]): [string, string] => [name, String(value)],
    );
    return `${path}?${new URLSearchParams(asked).toString()}`;
  };
  return {
    ...{
      messages,
      page,
      page_size: size,
      start: page * size,
      end: page * size + Math.max(messages.length - 1, 0),
    },
    ...{ uri: uriOf(page), first_page_uri: uriOf(0) },
    next_page_uri: (page + 1) * size < all.length ? uriOf(page + 1) : null,
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
  };
}
