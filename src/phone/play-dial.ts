/** <Dial>: puts the caller through to a number or into a conference. */
import type { PhoneCall } from './phone-call';
import type { DialTarget, DialVerb } from './twiml';
import type { Next, Playing } from './playing';
import type { Fields } from './webhook';

type NumberTarget = Extract<DialTarget, { kind: 'number' }>;

/** What became of the dialled leg. */
interface Dialled {
  status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  sid?: string;
  durationS?: number;
  bridged: boolean;
}

/** Plays it; resolves when the two no longer speak. */
export async function playDial(playing: Playing, verb: DialVerb): Promise<Next> {
  const { call, base, exchange } = playing;
  const { target } = verb;
  let dialled: Dialled;
  if (target.kind === 'conference') {
    const callback = target.statusCallback && new URL(target.statusCallback, base).href;
    const durationS = await exchange.conferences.join(call, {
      ...target,
      ...(callback ? { statusCallback: callback } : {}),
    });
    dialled = { status: 'completed', durationS, bridged: true };
  } else {
    dialled = await dialNumber(playing, verb, target);
  }
  if (!verb.action || call.redirected) return 'next';
  const source = { url: new URL(verb.action, base).href, method: verb.method, fields: fieldsOf(dialled) };
  if (!call.isOver) return { source };
  // The caller has gone; Twilio tells how it went all the same.
  await exchange.tell(source.url, source.method, { ...call.fields(), ...source.fields });
  return 'next';
}

async function dialNumber(playing: Playing, verb: DialVerb, target: NumberTarget): Promise<Dialled> {
  const { exchange, call, base } = playing;
  const { statusCallback, statusCallbackMethod, statusCallbackEvent = ['completed'] } = target;
  const url = statusCallback && new URL(statusCallback, base).href;
  const called = exchange.dial({
    from: verb.callerId ?? call.parties.from,
    to: target.number,
    timeoutS: verb.timeout,
    parent: call,
    status: url ? { url, method: statusCallbackMethod, events: statusCallbackEvent } : undefined,
    machineDetection: { wanted: target.machineDetection !== undefined },
  });
  const leg = called.call;
  // Whoever hangs up first ends the other's leg: the caller while it rings too.
  const stopped = onceStopped(call);
  const picked = await Promise.race([called.picksUp, stopped.then(() => 'canceled' as const)]);
  if (picked !== 'in-progress') {
    await called.finish({ by: 'carrier', why: picked });
    return { status: picked, sid: leg.sid, bridged: false };
  }
  const bridged = await whispered(playing, leg, target);
  const beganMs = performance.now();
  if (bridged) {
    call.transferredTo.add(target.number);
    await Promise.race([stopped, leg.until(() => false, 3_600_000)]);
  }
  await called.finish({ by: 'assistant', why: 'the other side hung up' });
  const durationS = Math.round((performance.now() - beganMs) / 1000);
  return { status: 'completed', sid: leg.sid, durationS, bridged };
}

/** What the called person hears before they are put through; whether they then are. */
async function whispered(
  { run, base }: Playing,
  leg: PhoneCall,
  { url, method }: NumberTarget,
): Promise<boolean> {
  if (!url) return true;
  const end = await run(leg, { url: new URL(url, base).href, method });
  return !leg.isOver && end.by === 'assistant' && end.why === 'the instructions ended';
}

async function onceStopped({ stopping }: PhoneCall): Promise<void> {
  if (stopping.aborted) return;
  await new Promise<void>((resolve) => {
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
}

const fieldsOf = ({ status, sid, durationS, bridged }: Dialled): Fields => ({
  DialCallStatus: status,
  DialBridged: `${bridged}`,
  ...(sid === undefined ? {} : { DialCallSid: sid }),
  ...(durationS === undefined ? {} : { DialCallDuration: `${durationS}` }),
});
