/** The tone that says that somebody is still there, for carriers that fetch what they play. It is no secret, so anybody may. */
import { waitingToneFile } from '../../line/tones';
import type { Routes } from '../routes';

export const tonePath = '/twilio/waiting.wav';

/** Adds its address. */
export function addTone(app: Routes): void {
  const file = waitingToneFile();
  app.get(tonePath, { schema: { hide: true } }, async (_request, reply) =>
    reply.type('audio/wav').header('cache-control', 'public, max-age=86400').send(file),
  );
}
