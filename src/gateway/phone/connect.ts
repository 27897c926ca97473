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
export function connectLine(
  parts: PhoneParts,
  assistant: Assistant,
  callId: string,
  before?: { epoch: number; quiet?: boolean },
): string {
  const { addresses, tokens } = parts.phone;
  // Clocks of hosts differ, and a line that is brought here from another one must be the newer of the two.
  const epoch = Math.max(Date.now(), (before?.epoch ?? 0) + 1);
  const parameters = {
    ...{ callId, epoch: `${epoch}`, assistant: assistant.id },
    token: tokens.mint({ callId, epoch }),
    ...(before ? { again: 'yes' } : {}),
    ...(before?.quiet ? { quiet: 'yes' } : {}),
  };
  const resume = addresses.web(
    `/twilio/resume/${assistant.id}/${epoch}?callId=${callId}${before?.quiet ? '&quiet=yes' : ''}`,
  );
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
