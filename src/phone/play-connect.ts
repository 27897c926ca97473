/** <Connect>: opens the socket of a stream or a relay, holds it, and goes on as Twilio does when it is gone. */
import type { Leg, LegEnd } from './leg';
import { MediaLeg } from './media-leg';
import type { PhoneCall } from './phone-call';
import { RelayLeg } from './relay-leg';
import { makeSid } from './sid';
import { openSocket } from './socket';
import { soundFileMs } from './sound-file';
import type { RelayVerb, StreamVerb } from './twiml';
import type { Next, Playing } from './playing';
import { type Fields, sendWebhook, WebhookError } from './webhook';

/** Plays it. Resolves when the connection is gone. */
export async function playConnect(playing: Playing, verb: StreamVerb | RelayVerb): Promise<Next> {
  return verb.verb === 'Stream' ? await playStream(playing, verb) : await playRelay(playing, verb);
}

async function playStream(playing: Playing, verb: StreamVerb): Promise<Next> {
  const { exchange, call, base } = playing;
  const streamSid = makeSid('MZ');
  const tell = (event: string, error?: string): void => {
    if (!verb.statusCallback) return;
    const fields = streamFields(call, verb, streamSid, event, error);
    void exchange.tell(new URL(verb.statusCallback, base).href, verb.statusCallbackMethod, fields);
  };
  const how = await held(playing, 'media', verb.url, (socket) => {
    tell('stream-started');
    return new MediaLeg(socket, {
      verb,
      streamSid,
      callSid: call.sid,
      accountSid: call.accountSid,
      hearing: call.hearing,
      onFault: (fault) => void call.faults.push(fault),
      onEvent: (event, nowMs) => void (event === 'clear' && call.clearedMs.push(nowMs)),
    });
  });
  if (how.why === 'lost' || how.why === 'dropped')
    tell('stream-error', how.why === 'lost' ? how.error : 'lost');
  else tell('stream-stopped');
  if (how.why === 'dropped' && call.isLineDead) return { end: { by: 'carrier', why: 'the line went dead' } };
  if (!verb.action || call.isOver) return 'next';
  return { source: { url: new URL(verb.action, base).href, method: 'POST' } };
}

async function playRelay(playing: Playing, verb: RelayVerb): Promise<Next> {
  const { exchange, call, base } = playing;
  const sessionId = makeSid('VX');
  const beganMs = performance.now();
  const { from, to, direction } = call.parties;
  const how = await held(
    playing,
    'relay',
    verb.url,
    (socket) =>
      new RelayLeg(socket, {
        ...{ verb, sessionId, from, to, callSid: call.sid, accountSid: call.accountSid },
        direction: direction === 'inbound' ? 'inbound' : 'outbound',
        hearing: call.hearing,
        soundMs: (url) => soundFileMs(exchange.reach, url),
        onFault: (fault) => void call.faults.push(fault),
      }),
  );
  if (how.why === 'dropped' && call.isLineDead) return { end: { by: 'carrier', why: 'the line went dead' } };
  if (!verb.action || call.redirected) return 'next';
  const durationS = Math.round((performance.now() - beganMs) / 1000);
  const source = {
    url: new URL(verb.action, base).href,
    method: verb.method,
    fields: { SessionId: sessionId, SessionDuration: `${durationS}`, ...outcomeOf(how) },
  };
  if (!call.isOver) return { source };
  // The caller has gone: Twilio asks all the same, and plays nothing of the answer.
  const fields = { ...call.fields(), ...source.fields };
  const { reach, account } = exchange;
  await sendWebhook({ reach, account }, { ...source, fields }).catch(() => undefined);
  return 'next';
}

/** Opens the socket, holds the call by it, and notes a loss and the return from it. */
async function held(
  { exchange, call }: Playing,
  transport: 'media' | 'relay',
  url: string,
  makeLeg: (socket: Awaited<ReturnType<typeof openSocket>>) => Leg,
): Promise<LegEnd> {
  let leg: Leg;
  try {
    leg = makeLeg(await openSocket(exchange, url));
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    call.faults.push(`A socket could not be opened: ${error.message}.`);
    return { why: 'lost', error: 'connection refused' };
  }
  call.transports.add(transport);
  const open = call.losses.at(-1);
  if (open && open.backMs === undefined) open.backMs = performance.now();
  const how = await call.connect(leg);
  if (how.why !== 'left') {
    call.losses.push({ atMs: performance.now(), by: how.why === 'dropped' ? 'network' : 'gateway' });
  }
  return how;
}

function streamFields(
  call: PhoneCall,
  verb: StreamVerb,
  streamSid: string,
  event: string,
  error: string | undefined,
): Fields {
  return {
    AccountSid: call.accountSid,
    CallSid: call.sid,
    StreamSid: streamSid,
    StreamName: verb.name ?? streamSid,
    StreamEvent: event,
    ...(error === undefined ? {} : { StreamError: error }),
    Timestamp: new Date().toISOString(),
  };
}

function outcomeOf(how: LegEnd): Fields {
  switch (how.why) {
    case 'closed':
      return { SessionStatus: 'ended', ...(how.handoff === undefined ? {} : { HandoffData: how.handoff }) };
    case 'left':
      return { SessionStatus: 'completed' };
    case 'dropped':
    case 'lost': {
      const refused = how.why === 'lost' && how.error === 'connection refused';
      return {
        SessionStatus: 'failed',
        ErrorCode: refused ? '64102' : '64105',
        ErrorMessage: refused ? 'Unable to connect to websocket' : 'WebSocket ended',
      };
    }
  }
}
