/** Lets a desk's mood decide what becomes of a request. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { MoodSwitch } from './moods';
import type { Mood } from './shapes';

/** How long a slow desk waits; `closing` ends the wait. */
export interface Slowness {
  slowMs: number;
  closing: AbortSignal;
}

/**
 * Puts the routes of `app` under a mood. The one of the moment a request comes in holds for all of it; `slow` and
 * `mute` touch only the answer, so the work is done either way.
 */
export function applyMood(app: FastifyInstance, mood: MoodSwitch, { slowMs, closing }: Slowness): void {
  const moods = new WeakMap<FastifyRequest, Mood>();

  app.addHook('onRequest', async (request, reply) => {
    moods.set(request, mood.now());
    if (mood.now() !== 'down') return;
    return reply.code(503).send({
      error: 'The help desk is out of service.',
      fix: 'Try again later, or set its mood to well.',
    });
  });

  app.addHook('onSend', async (request, _reply, payload) => {
    if (moods.get(request) === 'slow')
      await sleep(slowMs, undefined, { signal: closing }).catch(() => undefined);
    if (moods.get(request) === 'mute') request.raw.socket.destroy();
    return payload;
  });
}
