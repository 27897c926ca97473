/** `/api/messages`: the dev phone's inbox, which stands for SMS. */
import { fromStore } from './from-store';
import type { GatewayParts } from './parts';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

/** Adds the inbox. */
export function addMessages(app: Routes, { store }: GatewayParts): void {
  app.get(
    '/api/messages',
    {
      schema: {
        tags: ['messages'],
        summary: 'Messages sent to a number, newest last',
        querystring: shapes.messagesQuery,
        response: answers(shapes.listed(shapes.messageView)),
      },
    },
    async ({ query: { to, limit } }) => ({
      items: await fromStore(async () => await store.listMessages({ to, limit })),
    }),
  );
}
