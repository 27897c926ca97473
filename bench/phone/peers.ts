/** The peers of `npm run bench -- turn`: voice agents of others, called by the same simulator and served by the same stand-ins. */
import type { Contender } from './contender';
import type { Place } from './in-home';
import { startLivekit } from './livekit';
import { startPipecat } from './pipecat';
import { noTurns, openBenchCarrier, playRound, type Turns } from './rounds';
import type { Services } from './services';

const peers = [
  { name: 'Pipecat', argument: 'pipecat', start: startPipecat },
  { name: '@livekit/agents', argument: 'livekit', start: startLivekit },
];

/** Starts those that are installed, and tells which are not. */
export async function startPeers({ logs, tell, hold }: Place, services: Services): Promise<Contender[]> {
  const started: Contender[] = [];
  for (const { name, argument, start } of peers) {
    const peer = await start(logs, services);
    if (peer) started.push(hold(peer));
    else tell(`${name} is not installed (sh bench/peers-voice/install.sh ${argument}): no figures of it.`);
  }
  return started;
}

/** A call that goes wrong ends there: so many turns are at stake at most, and are made up for in a further call. */
const turnsOfCall = 50;
const furtherCalls = 4;

/** So many turns at a peer, one call after the other; those of a first call, in which all is new to it, do not count. */
export async function playPeer(peer: Contender, services: Services, turns: number): Promise<Turns> {
  const carrier = await openBenchCarrier(peer, services);
  await playRound(carrier, { calls: 1, turns: 3 }, noTurns());
  const came = noTurns();
  const mostCalls = Math.ceil(turns / turnsOfCall) + furtherCalls;
  for (let call = 1; call <= mostCalls && came.voiceToVoiceMs.length < turns; call += 1) {
    const left = turns - came.voiceToVoiceMs.length;
    await playRound(carrier, { calls: 1, turns: Math.min(left, turnsOfCall) }, came);
  }
  await carrier.close();
  return came;
}

/** Pipecat answers 3 s after the end of a turn that its detector takes for unfinished; LiveKit's is not asked (livekit-call.mjs). */
const heldUpFromMs = 2500;

/**
 * Without the turns that the peer's detector took for unfinished: it was made for people's voices, and these callers are
 * espeak-ng. What is left is the peer at its best.
 */
export const withoutHeldUp = (turns: Turns): Turns => ({
  ...turns,
  voiceToVoiceMs: turns.voiceToVoiceMs.filter((ms) => ms < heldUpFromMs),
});
