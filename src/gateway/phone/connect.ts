/** The TwiML that brings a call to a line of ours. */
import { connectRelay, connectStream } from '../../channels/twilio/twiml';
import { defaultVoices } from '../../channels/twilio/voices';
import type { Assistant } from '../../domain/assistant';
import type { PhoneParts } from './phone-parts';

/** How a call comes to us here: as the assistant wants it, as far as this gateway can. */
export function transportOf(assistant: Assistant, { phone }: PhoneParts): Assistant['phone']['transport'] {
  const { transport } = assistant.phone;
  return transport === 'media' && !phone.speech ? 'relay' : transport;
}

/** Connects the call to a socket of ours. Each answer has an epoch of its own: the newest line of a call speaks. */
export function connectLine(parts: PhoneParts, assistant: Assistant, callId: string, again: boolean): string {
  const { addresses, tokens } = parts.phone;
  const epoch = Date.now();
  const parameters = {
    ...{ callId, epoch: `${epoch}`, assistant: assistant.id },
    token: tokens.mint({ callId, epoch }),
    ...(again ? { again: 'yes' } : {}),
  };
  const resume = addresses.web(`/twilio/resume/${assistant.id}/${epoch}?callId=${callId}`);
  if (transportOf(assistant, parts) === 'relay') {
    return connectRelay({
      ...{ socketUrl: addresses.socket('/twilio/relay'), parameters, actionUrl: resume },
      voice: defaultVoices[assistant.language],
      ignoreBackchannel: true,
    });
  }
  return connectStream({
    ...{ socketUrl: addresses.socket('/twilio/media'), parameters, resumeUrl: resume },
    statusUrl: addresses.web(`/twilio/stream-status/${assistant.id}`),
  });
}
