/**
 * The process of the pipeline without Temporal: the product's line, ports of speech, model and prepared replies behind
 * Twilio's socket, and a plain loop where the product has its workflow. Started by `bare.ts`.
 */
import fastifyWebsocket from '@fastify/websocket';
import Fastify from 'fastify';
import type { WebSocket } from 'ws';
import { createListen } from '../../activities/listen';
import { createReplyOnLine } from '../../activities/reply';
import { loadAssistants } from '../../src/agent/assistants';
import { createTools } from '../../src/agent/tools';
import { openMediaSocket } from '../../src/channels/twilio/media-socket';
import { connectStream } from '../../src/channels/twilio/twiml';
import { loadConfig } from '../../src/config';
import type { Assistant } from '../../src/domain/assistant';
import { parseForm } from '../../src/channels/twilio/form';
import { voiceWebhook } from '../../src/channels/twilio/shapes';
import type { Phone } from '../../src/gateway/phone/phone-parts';
import { spokenPhrasesOf } from '../../src/language/spoken-phrases-of';
import { createAudioLine } from '../../src/line/audio-line';
import { Foresight } from '../../src/line/foresight';
import type { LineHooks } from '../../src/line/line-options';
import { createLog } from '../../src/log';
import { openGenerate } from '../../src/worker/generate';
import { type Host, openHost } from '../../src/worker/host';
import { openModels } from '../../src/worker/models';
import { openPhone } from '../../src/worker/phone';
import { spokenLinesOf } from '../../src/worker/reply-lines';
import { type BareCall, bareStart, holdCall } from './bare-call';

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('bare', config.logLevel);
  const assistants = loadAssistants(config.agents);
  const tools = createTools({
    ...{ assistants, secret: config.secret, recordOfCode: () => Promise.resolve(undefined) },
    connections: {
      verbsOf: () => ({}),
      termsOf: () => {
        throw new Error('this bench writes nothing');
      },
    },
  });
  const host = openHost(openGenerate({ models: openModels(config, assistants), tools, assistants, log }));
  const phone = openPhone(config, host, assistants.list(), log);
  if (!phone) throw new Error('there is no account');

  const app = Fastify();
  await app.register(fastifyWebsocket);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.post<{ Body: Record<string, string> }>('/twilio/voice/:assistant', (request, reply) => {
    const { callSid, callerNumber } = parseForm(voiceWebhook, request.body);
    void reply.type('text/xml');
    return connectStream({
      socketUrl: phone.addresses.socket('/twilio/media'),
      parameters: { callId: callSid, from: callerNumber ?? '' },
      resumeUrl: phone.addresses.web('/gone'),
      statusUrl: phone.addresses.web('/told'),
    });
  });
  app.post('/gone', (_request, reply) => reply.type('text/xml').send('<Response><Hangup/></Response>'));
  app.post('/told', (_request, reply) => reply.code(204).send());
  const [assistant] = assistants.list();
  if (!assistant) throw new Error('there is no assistant');
  app.get('/twilio/media', { websocket: true }, (socket) => {
    void serve(socket, { host, phone, assistant }).catch((error: unknown) =>
      log.warn({ err: error }, 'a call failed'),
    );
  });
  await app.listen({ host: config.host, port: config.port });
  process.once('SIGTERM', () => process.exit(0)).once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

interface Parts {
  host: Host;
  phone: Phone;
  assistant: Assistant;
}

async function serve(socket: WebSocket, { host, phone, assistant }: Parts): Promise<void> {
  const media = await openMediaSocket(socket);
  const { start, transport } = media;
  const { callId = '', from = '' } = start.parameters;
  const { speech } = phone;
  if (!speech) throw new Error('there are no providers of speech');
  const { language } = assistant;
  const line = createAudioLine({
    ...{ callId, epoch: 1, language, transport, ...speech, hooks: hooksOf(phone, callId) },
    opening: { say: spokenPhrasesOf(language).isMachine() },
  });
  host.live.open(line);
  host.foresights.set(callId, new Foresight(bareStart(callId, from, assistant)));
  const gone = new AbortController();
  media.attach({
    ...line.events,
    onGone(hungUp) {
      line.events.onGone(hungUp);
      gone.abort();
      host.live.drop(line);
      host.prepared.discard(callId);
      host.foresights.delete(callId);
    },
  });
  await holdCall(partsOf(host, gone.signal), bareStart(callId, from, assistant));
}

/** The activities of the product, called by hand. */
function partsOf(host: Host, signal: AbortSignal): BareCall {
  const life = { beat: () => undefined, signal: () => signal };
  return {
    ...createListen({
      lineOf: (callId) => host.live.get(callId),
      onAsked: (callId, ask) => host.foresights.get(callId)?.says(ask),
      ...life,
    }),
    ...createReplyOnLine({ generate: host.generate, lines: spokenLinesOf(host), ...life }),
  };
}

/** As the gateway's (`src/gateway/phone/lines.ts`). */
const hooksOf = (phone: Phone, callId: string): LineHooks => ({
  onLikelyWords(text, listened) {
    const context = phone.foresights.get(callId)?.foresee(text, listened.cut?.heard);
    if (context) phone.prepared.prepare(context);
  },
  onWordsGoOn: () => phone.prepared.discard(callId),
  onTiming: (timing) => phone.onTiming(callId, timing),
});

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
