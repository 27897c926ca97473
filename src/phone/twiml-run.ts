/** Carries out TwiML for one call, as Twilio does: verb by verb, until it hangs up, runs out, or is told otherwise. */
import { setTimeout as sleep } from 'node:timers/promises';
import { playConnect } from './play-connect';
import { playDial } from './play-dial';
import { playGather, playRecord, playSay, playSound } from './play-voice';
import type { Exchange } from './exchange';
import type { CallEnd, PhoneCall, Source } from './phone-call';
import type { Next, Playing } from './playing';
import { parseTwiml, TwimlError, type Verb } from './twiml';
import { type Fields, pathOf, sendWebhook, WebhookError } from './webhook';

/** More documents than this in one call go in circles. */
const mostDocuments = 3000;

/** Carries out instructions from `first` on; answers how the call ended. Never throws. */
export async function runTwiml(exchange: Exchange, call: PhoneCall, first: Source): Promise<CallEnd> {
  let source: Source = first;
  for (let n = 0; n < mostDocuments; n += 1) {
    const next = await runDocument(exchange, call, source).catch(toEnd);
    if (call.end) return call.end;
    const told = call.takeRedirect();
    if (told) source = told;
    else if (next === 'next') return { by: 'assistant', why: 'the instructions ended' };
    else if ('end' in next) return next.end;
    else source = next.source;
  }
  return { by: 'carrier', why: `more than ${mostDocuments} documents of instructions` };
}

async function runDocument(exchange: Exchange, call: PhoneCall, source: Source): Promise<Next> {
  const run: Playing['run'] = async (other, from) => await runTwiml(exchange, other, from);
  const { verbs, base } = await load(exchange, call, source);
  // Twilio answers with the first verb, unless that refuses the call.
  if (call.status === 'ringing' && verbs[0]?.verb !== 'Reject') call.status = 'in-progress';
  for (const verb of verbs) {
    const next = await playVerb({ exchange, call, base, run }, verb);
    if (next !== 'next' || call.isOver || call.redirected) return next;
  }
  return 'next';
}

async function load(
  { reach, account }: Exchange,
  call: PhoneCall,
  source: Source,
): Promise<{ verbs: Verb[]; base: string }> {
  if ('twiml' in source) return { verbs: parseTwiml(source.twiml), base: source.base };
  const { url, method, fields } = source;
  const all: Fields = { ...call.fields(), ...fields };
  const answer = await sendWebhook({ reach, account }, { url, method, fields: all, signal: call.stopping });
  if (answer.status >= 400) throw new WebhookError(`${pathOf(url)} answered ${answer.status}`);
  return { verbs: parseTwiml(answer.body), base: url };
}

async function playVerb(playing: Playing, verb: Verb): Promise<Next> {
  const { call, base } = playing;
  switch (verb.verb) {
    case 'Say':
      return await playSay(playing, verb);
    case 'Play':
      return await playSound(playing, verb);
    case 'Pause':
      await sleep(verb.lengthMs, undefined, { signal: call.stopping }).catch(() => undefined);
      return 'next';
    case 'Gather':
      return await playGather(playing, verb);
    case 'Record':
      return await playRecord(playing, verb);
    case 'Stream':
    case 'Relay':
      return await playConnect(playing, verb);
    case 'Dial':
      return await playDial(playing, verb);
    case 'Redirect':
      return { source: { url: new URL(verb.url, base).href, method: verb.method } };
    case 'Reject':
      call.status = verb.reason === 'busy' ? 'busy' : 'no-answer';
      return { end: { by: 'assistant', why: `rejected (${verb.reason})` } };
    case 'Hangup':
      return { end: { by: 'assistant', why: 'hung up' } };
  }
}

function toEnd(error: unknown): Next {
  if (error instanceof TwimlError || error instanceof WebhookError) {
    return { end: { by: 'carrier', why: error.message } };
  }
  return {
    end: { by: 'carrier', why: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' },
  };
}
