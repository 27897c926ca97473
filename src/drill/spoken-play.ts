/** Spoken calls of a drill, played by the house's carrier; whoever is cut off is called back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Assistants, loadAssistants } from '../agent/assistants';
import { callDetail } from '../gateway/shapes';
import type { Carrier } from '../phone/carrier';
import type { PhoneResult } from '../phone/phone-result';
import { summarize } from '../phone/load';
import type { PlayedCall } from './caller';
import type { House } from './house/house';
import type { Plan } from './plan';
import type { DrillScript } from './script';
import { askedAgain, playedCall, questionsOf, spokenCallers, spokenScript } from './spoken-caller';

/**
 * What plans of spoken calls have in common: two gateways and a carrier. No reference calls, since these are played by a
 * model that knows their script by the call's id, which a carrier gives.
 */
export const spokenHouse = {
  house: { gateways: 2, spoken: true },
  cast: (options) => ({ assistants: [], scripts: spokenCallers(options) }),
} satisfies Partial<Plan>;

/** How many calls begin within what time, and what becomes of their lines. */
export interface SpokenDrill {
  scripts: readonly DrillScript[];
  /** From the first call's beginning to the last one's. */
  rampMs: number;
  /** Whose lines go dead in mid-call, by their place among the scripts. */
  isDead: (index: number) => boolean;
  /** Told of calls as they end. */
  onEnd: (line: string) => void;
}

/** A call with its lines: the first one, and the one of being called back. */
export interface SpokenCall {
  script: DrillScript;
  first: PhoneResult;
  back?: PhoneResult;
  /** From the line's end to the caller's picking up, where they were called back. */
  backMs?: number;
}

const calledBackWithinMs = 90_000;
/** Longer than any call. */
const neverMs = 3_600_000;

/** Plays them all at the same time, as they begin one after the other. */
export async function playSpoken(house: House, drill: SpokenDrill): Promise<SpokenCall[]> {
  const { carrier } = house;
  if (!carrier) throw new Error('this house has no carrier');
  const assistants = loadAssistants(`${house.home}/agents`);
  const beganMs = Date.now();
  return await Promise.all(
    drill.scripts.map(async (script, index) => {
      await sleep(Math.max(0, beganMs + (index * drill.rampMs) / drill.scripts.length - Date.now()));
      const call = await playOne(carrier, script, assistants, drill.isDead(index));
      for (const line of [call.first, call.back]) {
        if (line && line.failures.length > 0) drill.onEnd(tellFailure(script.id, line));
      }
      return call;
    }),
  );
}

const toldSentences = 16;

/** What went wrong on a line, and how it came to that. */
function tellFailure(scriptId: string, { callSid, failures, transcript, losses }: PhoneResult): string {
  const said = transcript
    .slice(-toldSentences)
    .map(({ who, text, atMs }) => `  ${(atMs / 1000).toFixed(1)} s ${who}: ${text}`);
  return [`${callSid} (${scriptId}), ${losses.length} losses: ${failures.join('; ')}`, ...said].join('\n');
}

async function playOne(
  carrier: Carrier,
  script: DrillScript,
  assistants: Assistants,
  isDead: boolean,
): Promise<SpokenCall> {
  const assistant = assistants.get(script.assistant);
  const second = questionsOf(script, assistant)[1]?.hear;
  const unexpected = new AbortController();
  // Listened for from the beginning: who is called back at once has hardly put the receiver down.
  const calledBack = carrier.call(
    { ...spokenScript(script, assistant), ...{ direction: 'outbound', withinMs: neverMs } },
    { unexpected: unexpected.signal },
  );
  const first = await carrier.call(spokenScript(script, assistant, isDead ? second : undefined));
  const endedAtMs = Date.now();
  if (first.ended?.by === 'assistant') {
    unexpected.abort();
    const further = await calledBack;
    // Their telephone may have rung while they were on the line.
    return { script, first, ...(further.answeredAtMs === null ? {} : { back: further }) };
  }
  const late = setTimeout(() => unexpected.abort(), calledBackWithinMs);
  const back = await calledBack;
  clearTimeout(late);
  return {
    ...{ script, first, back },
    ...(back.answeredAtMs === null ? {} : { backMs: Math.max(0, back.answeredAtMs - endedAtMs) }),
  };
}

/** The calls as their callers knew them, with the codes that the gateway knows. */
export async function playedCalls({ url }: House, calls: readonly SpokenCall[]): Promise<PlayedCall[]> {
  const played: PlayedCall[] = [];
  for (const { script, first, back } of calls)
    played.push(playedCall(script, back ? [first, back] : [first], await codesOf(url, first.callSid)));
  return played;
}

const known = callDetail.pick({ codes: true });

async function codesOf(url: string, callId: string): Promise<string[]> {
  for (let tries = 0; tries < 20; tries += 1) {
    const response = await fetch(`${url}/api/calls/${callId}`, { signal: AbortSignal.timeout(10_000) }).catch(
      () => undefined,
    );
    if (response?.ok) return known.parse(await response.json()).codes;
    await sleep(500);
  }
  return [];
}

/** How many lines a gateway holds; 0 where it does not say. */
export async function linesOf(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then(
    async (response) => await response.text(),
    () => '',
  );
  return z.coerce
    .number()
    .catch(0)
    .parse(/^recado_live_lines (\d+)/m.exec(text)?.[1]);
}

/** Within this time of a loss the caller hears something of ours. Milliseconds. */
export const onWithinMs = 3_000;
export const backWithinMs = 60_000;

/** What became of the lines, in figures for the report. */
export interface LineFigures {
  /** Lines that broke, other than those that were to go dead. */
  broken: number;
  /** Of these: sound of ours again within 3 s, later, and never. */
  onInTime: number;
  onLate: number;
  neverOn: number;
  /** Lines that broke when goodbye had been said. */
  overAlready: number;
  soundBackMs: number[];
  socketBackMs: number[];
  /** Callers who were called back, and how long that took at worst. */
  calledBack: number;
  worstBackMs: number;
  simulatorLagMs: number;
}

/** Sums the lines up. */
export function lineFigures(calls: readonly SpokenCall[]): LineFigures {
  const losses = calls.flatMap(({ first, back }) => [...first.losses, ...(back?.losses ?? [])]);
  const soundBackMs = losses.flatMap(({ soundBackMs: ms }) => (ms === null ? [] : [ms]));
  const onInTime = soundBackMs.filter((ms) => ms <= onWithinMs).length;
  const silent = calls.flatMap(({ first, back }) =>
    [first, back].flatMap((line) => (line ? [silentEnd(line)] : [])),
  );
  const overAlready = silent.filter((isOver) => isOver).length;
  const neverOn =
    losses.length -
    soundBackMs.length -
    overAlready +
    calls.filter(({ first }) => first.ended?.by === 'carrier' && first.ended.why !== 'the line went dead')
      .length;
  const backs = calls.flatMap(({ backMs }) => (backMs === undefined ? [] : [backMs]));
  return {
    ...{ broken: soundBackMs.length + neverOn, onInTime, onLate: soundBackMs.length - onInTime, neverOn },
    overAlready,
    soundBackMs: soundBackMs.toSorted((one, two) => one - two),
    socketBackMs: losses.map(({ socketBackMs }) => socketBackMs).toSorted((one, two) => one - two),
    ...{ calledBack: backs.length, worstBackMs: Math.max(0, ...backs) },
    simulatorLagMs: summarize(calls.map(({ first }) => first)).simulatorLagMs,
  };
}

/** Nothing was heard after the last loss, and the assistant hung up: there was nothing left to say. */
const silentEnd = ({ losses, ended }: PhoneResult): boolean =>
  losses.at(-1)?.soundBackMs === null && ended?.by === 'assistant';

/** What did not hold of the lines: gone on within 3 s but for one in a hundred, the rest called back, nothing asked again. */
export function lineFindings(house: House, calls: readonly SpokenCall[], figures: LineFigures): string[] {
  const assistants = loadAssistants(`${house.home}/agents`);
  const { broken, onInTime } = figures;
  return [
    ...(onInTime >= 0.99 * broken ? [] : [`lines: ${onInTime} of ${broken} went on within ${onWithinMs} ms`]),
    ...calls.flatMap(({ script, first, back, backMs }) => [
      ...[first, ...(back ? [back] : [])].flatMap((line) =>
        askedAgain(script, assistants.get(script.assistant), line).map(
          (field) => `asked again: ${field} in call ${line.callSid}`,
        ),
      ),
      ...(back && (backMs ?? Infinity) > backWithinMs
        ? [
            `call ${first.callSid}: broke off (${first.ended?.why}), called back after ${backMs ?? 'never'} ms`,
          ]
        : []),
    ]),
  ];
}
