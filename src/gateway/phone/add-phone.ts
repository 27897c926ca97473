/** Everything of the telephone that a gateway serves. */
import type { CallDesk } from '../call-desk';
import type { GatewayParts } from '../parts';
import type { Routes } from '../routes';
import type { Phone } from './phone-parts';
import { addPhoneSockets } from './sockets';
import { addTone } from './tone';
import { openInstructions } from './instructions';
import { addPhoneCallbacks } from './callbacks';
import { addMessageDoors } from './message-doors';
import { addOutbound } from './outbound';
import { addRecordings } from './recordings';
import { addTransfers } from './transfers';
import { addGathering, addPhoneWebhooks } from './webhooks';

/** Adds webhooks, sockets and metrics of calls by telephone, and the doors for messages. `wake` is told of each new one. */
export function addPhone(
  app: Routes,
  gateway: GatewayParts,
  desk: CallDesk,
  phone: Phone,
  wake: () => void,
): void {
  const parts = { gateway, desk, phone };
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  const instructions = openInstructions(app, parts);
  addPhoneWebhooks(parts, instructions);
  addGathering(parts, instructions);
  addPhoneCallbacks(app, parts, instructions);
  addOutbound(app, parts, instructions);
  addTransfers(app, parts, instructions);
  addRecordings(app, parts);
  addMessageDoors(app, {
    ...{ store: gateway.store, signature: phone.signature },
    ...{ secret: gateway.config.secret, wake },
  });
  addPhoneSockets(app, parts, instructions);
  addTone(app);
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    void reply.type(phone.metrics.contentType);
    return await reply.send(await phone.metrics.text());
  });
}
