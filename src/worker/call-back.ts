/** Calling the caller of a broken call back, by Twilio. */
import type { PlaceCall } from '../../activities/call-back';
import { publicAddresses } from '../channels/twilio/addresses';
import { createTwilioRest } from '../channels/twilio/rest';
import type { Config } from '../config';
import { ConnectorError } from '../errors';

/** Twilio's clock may be so far behind Temporal's, and tells whole seconds. */
const clockSlackMs = 5_000;

/**
 * How a caller is called back: who picks up is connected to the call that broke off. Where a try before may have placed the
 * call, Twilio is asked first, and nobody's telephone rings twice.
 */
export function openCallBack({ twilio }: Pick<Config, 'twilio'>): PlaceCall {
  if (!twilio?.from)
    return async () => {
      throw new ConnectorError('twilio', 'rejected', 'no account or no TWILIO_FROM is set to call back with');
    };
  const rest = createTwilioRest(twilio);
  const addresses = publicAddresses(twilio.publicUrl);
  return async ({ callId, assistant, to }, triedSince) => {
    if (triedSince !== undefined) {
      const placed = await rest.callsTo(to);
      const sinceMs = triedSince.getTime() - clockSlackMs;
      if (placed.some(({ createdAt }) => createdAt.getTime() >= sinceMs)) return;
    }
    await rest.placeCall({
      to,
      url: addresses.web(`/twilio/back/${assistant}/${callId}`),
      statusUrl: addresses.web(`/twilio/back-status/${assistant}/${callId}`),
      ringS: 30,
    });
  };
}
