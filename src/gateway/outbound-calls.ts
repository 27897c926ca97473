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
      mayCall(parts, desk, assistant);
      const outbound = { say };
      return await desk.begin({ assistant, channel: 'phone', callId, from: to, spoken: true, outbound });
    },
  );
}

function mayCall(gateway: GatewayParts, desk: CallDesk, assistant: string): void {
  const { phone, config, assistants } = gateway;
  if (!phone) {
    throw new Refused(
      409,
      'There is no telephone here',
      'Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and RECADO_PUBLIC_URL; docs/phone.md says how.',
    );
  }
  if (!config.twilio?.from)
    throw new Refused(409, 'There is no number to call from', 'Set TWILIO_FROM to a number of the account.');
  if (transportOf(assistants.get(assistant), { gateway, desk, phone }) === 'gather') {
    throw new Refused(
      409,
      `"${assistant}" is reached by <Gather>, which only takes calls`,
      'Set transport: media or relay in its phone section.',
    );
  }
}
