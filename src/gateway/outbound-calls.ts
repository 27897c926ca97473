/** `POST /api/calls/outbound`: calls somebody up. */
import type { CallDesk } from './call-desk';
import type { GatewayParts } from './parts';
import { transportOf } from './phone/connect';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';

/** Adds the route. The same `callId` again calls nobody a second time. */
export function addOutboundCalls(app: Routes, parts: GatewayParts, desk: CallDesk): void {
  app.post(
    '/api/calls/outbound',
    {
      schema: {
        tags: ['calls'],
        summary: 'Call somebody up',
        body: shapes.outboundCall,
        response: answers(shapes.callBegun),
      },
    },
    async ({ body: { assistant, to, callId, say } }) => {
      const phone = mayCall(parts);
      const transport = transportOf(parts.assistants.get(assistant), { gateway: parts, desk, phone });
      const how = transport === 'gather' ? { gathered: true as const } : { spoken: true as const };
      return await desk.begin({ assistant, channel: 'phone', callId, from: to, ...how, outbound: { say } });
    },
  );
}

function mayCall({ phone, config }: GatewayParts): NonNullable<GatewayParts['phone']> {
  if (!phone) {
    throw new Refused(
      409,
      'There is no telephone here',
      'Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and RECADO_PUBLIC_URL; docs/phone.md says how.',
    );
  }
  if (!config.twilio?.from)
    throw new Refused(409, 'There is no number to call from', 'Set TWILIO_FROM to a number of the account.');
  return phone;
}
