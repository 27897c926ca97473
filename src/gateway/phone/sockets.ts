/** Twilio's sockets: Media Streams bring sound, ConversationRelay brings text. */
import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { openMediaSocket } from '../../channels/twilio/media-socket';
import { openRelaySocket } from '../../channels/twilio/relay-socket';
import { createAudioLine } from '../../line/audio-line';
import type { MediaEvents, RelayEvents } from '../../line/live-line';
import { createRelayLine } from '../../line/relay-line';
import { Refused } from '../problem';
import type { Routes } from '../routes';
import type { Instructions } from './instructions';
import { admitted, lineOptions, takeIn } from './lines';
import type { PhoneParts } from './phone-parts';
import { tonePath } from './tone';
import type { Waiting } from './waiting';

/** Adds the sockets. */
export function addPhoneSockets(app: Routes, parts: PhoneParts, instructions: Instructions): void {
  const { phone, gateway } = parts;
  const options = { websocket: true as const, schema: { hide: true } };
  const preValidation = async (request: FastifyRequest): Promise<void> => {
    const signed = { target: request.raw.url ?? '', signature: request.headers['x-twilio-signature'] };
    if (!phone.signature.isUpgradeGenuine(signed))
      throw new Refused(403, 'The signature is missing or wrong', 'Only Twilio opens this socket.');
  };
  const serve = (work: (socket: WebSocket) => Promise<void>) => (socket: WebSocket) =>
    void work(socket).catch((error: unknown) =>
      gateway.log.warn({ err: error }, 'a socket of Twilio’s came to nothing'),
    );
  app.get(
    '/twilio/media',
    { ...options, preValidation },
    serve(async (socket) => await media(parts, instructions, socket)),
  );
  app.get(
    '/twilio/relay',
    { ...options, preValidation },
    serve(async (socket) => await relay(parts, instructions, socket)),
  );
}

async function media(parts: PhoneParts, instructions: Instructions, socket: WebSocket): Promise<void> {
  const { speech } = parts.phone;
  const onError = onErrorOf(parts);
  const opened = await openMediaSocket(socket, { onError });
  const { start, transport } = opened;
  if (!speech) return opened.refuse('this gateway has no speech providers');
  const asked = letIn(opened, () => admitted(parts, start.parameters));
  const { recognizer, synthesizer } = speech;
  const { language } = asked.assistant;
  const line = createAudioLine({
    ...lineOptions(parts, asked.line, asked.assistant),
    ...{ transport, recognizer, synthesizer },
    isKept: (sentence) => speech.keeps(sentence, language),
  });
  const waiting = waitingOf(asked, () => instructions.callOver(start.callSid));
  const gone = takeIn(parts, line, { ...asked.line, waiting });
  opened.attach(withGone(line.events, gone));
}

async function relay(parts: PhoneParts, instructions: Instructions, socket: WebSocket): Promise<void> {
  const opened = await openRelaySocket(socket, {
    ...{ onError: onErrorOf(parts), toneUrl: parts.phone.addresses.web(tonePath) },
  });
  const { setup, transport } = opened;
  const asked = letIn(opened, () => admitted(parts, setup.parameters));
  const line = createRelayLine({ ...lineOptions(parts, asked.line, asked.assistant), transport });
  const waiting = waitingOf(asked, () => instructions.callOver(setup.callSid));
  const gone = takeIn(parts, line, { ...asked.line, waiting });
  opened.attach(withGone(line.events, gone));
}

const waitingOf = (
  { line, assistant }: ReturnType<typeof admitted>,
  leave: () => void,
): Omit<Waiting, 'isGone'> | undefined => (line.quiet ? { assistant, leave } : undefined);

const onErrorOf =
  ({ gateway }: PhoneParts) =>
  (error: unknown): void =>
    gateway.log.error({ err: error }, 'a line failed');

/** What comes in goes to the line, which also tells its host when it is gone. */
const withGone = <Events extends MediaEvents | RelayEvents>(
  events: Events,
  gone: (hungUp: boolean) => void,
): Events => ({
  ...events,
  onGone(hungUp: boolean) {
    events.onGone(hungUp);
    gone(hungUp);
  },
});

function letIn<T>(opened: { refuse(reason: string): void }, admit: () => T): T {
  try {
    return admit();
  } catch (error) {
    opened.refuse('not let in');
    throw error;
  }
}
