/** A caller of the drill: says a script's sentences at a gateway, as patiently as the phone on a real line. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { answer, callBegun, callHungUp } from '../gateway/shapes';
import { callIdOf, type DrillScript } from './script';

/** What was said in one turn and what came back. Times are milliseconds since the epoch. */
export interface PlayedTurn {
  turnId: string;
  text: string;
  say: string[];
  /** The write this turn says yes to, by its place in the script. */
  agrees?: number;
  code?: string;
  delivery?: 'delivered' | 'pending' | 'refused';
  recordId?: string;
  /** When it was first said, and when it was answered. */
  atMs: number;
  answeredMs: number;
  /** How often it was sent until it was answered. */
  tries: number;
}

/** A call as its caller knew it. A write is accepted when the answer to its yes carried a code. */
export interface PlayedCall {
  callId: string;
  scriptId: string;
  from?: string;
  turns: PlayedTurn[];
  /** Said goodbye while words were noted: all that was not said yet stands under the last turn's code. */
  endedNoted?: true;
  /** Why the caller gave up; absent where the call was had to its end. */
  gaveUp?: string;
}

/** How a script is played. */
export interface Playing {
  /** `http://host:port` of the gateway. */
  url: string;
  /** Tells this call from others of the same script: letters, digits, dashes. */
  run: string;
  /** Calling number where the script has none. */
  from?: string;
  channel?: 'dev' | 'api';
  apiKey?: string;
  patience?: Partial<Patience>;
  /** Told as a yes leaves, before it is answered. */
  onAgreed?: () => void;
}

/** How long a caller keeps at it, in milliseconds. */
export interface Patience {
  /** Until one request is given up and sent again. */
  requestMs: number;
  /** Between two sendings: at first, and at most. */
  againMs: number;
  againAtMostMs: number;
  /** For one turn, whatever happens. */
  totalMs: number;
}

const patient: Patience = { requestMs: 60_000, againMs: 200, againAtMostMs: 2000, totalMs: 180_000 };
/** How often a caller says yes to one thing: a read-back that was lost on the way is asked for again. */
const yesesPerWrite = 4;

/** Plays one script to its end, or until the caller's patience is over. Never throws for what the gateway does. */
export async function playCall(script: DrillScript, playing: Playing): Promise<PlayedCall> {
  const from = script.from ?? playing.from;
  const callId = callIdOf(playing.run, script);
  const call: PlayedCall = { callId, scriptId: script.id, ...(from ? { from } : {}), turns: [] };
  const line = lineTo(playing);
  const begin = {
    assistant: script.assistant,
    callId,
    channel: playing.channel ?? 'dev',
    ...(from ? { from } : {}),
  };
  try {
    await line.ask('/api/calls', begin, callBegun);
    await sayAll(script, call, line, playing.onAgreed);
    await line.ask(`/api/calls/${callId}/hang-up`, {}, callHungUp);
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
    call.gaveUp = error.message;
    await line.ask(`/api/calls/${callId}/hang-up`, {}, callHungUp).catch(() => undefined);
  }
  return call;
}

async function sayAll(
  script: DrillScript,
  call: PlayedCall,
  line: Phone,
  onAgreed: Playing['onAgreed'],
): Promise<void> {
  for (const { say: text, agrees } of script.turns) {
    for (let yes = 1; yes <= (agrees === undefined ? 1 : yesesPerWrite); yes += 1) {
      const turnId = `${call.turns.length + 1}`;
      const atMs = Date.now();
      const answered = line.ask(`/api/calls/${call.callId}/turns`, { turnId, text }, answer);
      if (agrees !== undefined) onAgreed?.();
      const { told, tries } = await answered;
      const turn: PlayedTurn = { turnId, text, ...toldIn(told), atMs, answeredMs: Date.now(), tries };
      if (agrees !== undefined) turn.agrees = agrees;
      call.turns.push(turn);
      if (told.ended && turn.code !== undefined) return void (call.endedNoted = true);
      if (told.ended && text !== script.turns.at(-1)?.say)
        throw new GaveUp(`the call was ended after turn ${turnId}`);
      if (turn.code !== undefined) break;
    }
  }
}

const toldIn = ({ say, code, delivery, recordId }: z.infer<typeof answer>) => ({
  say,
  ...(code === undefined ? {} : { code }),
  ...(delivery === undefined ? {} : { delivery }),
  ...(recordId === undefined ? {} : { recordId }),
});

class GaveUp extends Error {}

interface Phone {
  /** Sends a request, the very same one again and again until it is answered. Throws `GaveUp`. */
  ask<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<{ told: T; tries: number }>;
}

function lineTo({ url, apiKey, patience }: Playing): Phone {
  const { requestMs, againMs, againAtMostMs, totalMs } = { ...patient, ...patience };
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  const send = async (path: string, body: unknown): Promise<{ status: number; text: string }> => {
    try {
      const signal = AbortSignal.timeout(requestMs);
      const request = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const response = await fetch(`${url}${path}`, request);
      return { status: response.status, text: await response.text() };
    } catch (error) {
      return { status: 0, text: reasonOf(error) };
    }
  };
  return {
    async ask(path, body, shape) {
      const until = Date.now() + totalMs;
      for (let tries = 1; ; tries += 1) {
        const { status, text } = await send(path, body);
        const told = status >= 200 && status < 300 ? shape.safeParse(jsonOf(text)) : undefined;
        if (told?.success) return { told: told.data, tries };
        const refused = status >= 400 && status < 500 && !mayPass.has(status);
        if (refused) throw new GaveUp(`POST ${path} was refused with ${status}: ${text.slice(0, 300)}`);
        if (Date.now() > until)
          throw new GaveUp(`POST ${path} had no answer in ${totalMs} ms: ${status} ${text.slice(0, 200)}`);
        await sleep(Math.min(againAtMostMs, againMs * 2 ** Math.min(tries - 1, 10)));
      }
    },
  };
}

/** Refusals that pass by themselves: request timeout, too early, too many requests. */
const mayPass = new Set([408, 425, 429]);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What `fetch` failed of; its errors are of another realm under test. */
function reasonOf(error: unknown): string {
  const { name, cause } = fieldsOf(error);
  return String(fieldsOf(cause)['code'] ?? name ?? error);
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
