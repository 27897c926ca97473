/** A caller at the dev phone, speaking the gateway's HTTP API; and the people of the office at their desk. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AnswerView,
  CallBegun,
  CaseDetail,
  DeskTicket,
  MessageView,
  Mood,
} from '../../src/gateway/shapes';

/** A refusal of the API. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: { error: string; fix: string },
  ) {
    super(`${status}: ${problem.error}`);
  }
}

/** Sends JSON, answers JSON; throws `Refused`. */
export async function request<T>(url: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, JSON.parse(text) as { error: string; fix: string });
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Somebody with a phone. */
export interface Caller {
  callId: string;
  workflowId: string;
  greeting: string;
  /** Says something; the answer's sentences joined. */
  say(text: string): Promise<AnswerView & { words: string }>;
  /** Says something and, while nobody answers, says it again as the same turn, as the dev phone does. */
  insist(text: string): Promise<AnswerView & { words: string }>;
  hangUp(): Promise<void>;
}

/** Calls an assistant. */
export async function dial(url: string, assistant: string, from = '+34600000001'): Promise<Caller> {
  const begun = await request<CallBegun>(`${url}/api/calls`, 'POST', { assistant, from });
  const say = async (text: string, turnId: string): Promise<AnswerView & { words: string }> => {
    const turn = { turnId, text };
    const answer = await request<AnswerView>(`${url}/api/calls/${begun.callId}/turns`, 'POST', turn);
    return { ...answer, words: answer.say.join(' ') };
  };
  return {
    ...begun,
    say: async (text) => await say(text, randomUUID()),
    async insist(text) {
      const turnId = randomUUID();
      return await eventually('an answer', async () => await say(text, turnId), 60_000);
    },
    async hangUp() {
      await request(`${url}/api/calls/${begun.callId}/hang-up`, 'POST');
    },
  };
}

/** Says each line in turn; the last answer. */
export async function sayAll(caller: Caller, lines: string[]): Promise<AnswerView & { words: string }> {
  let last: (AnswerView & { words: string }) | undefined;
  for (const line of lines) last = await caller.say(line);
  if (!last) throw new Error('nothing was said');
  return last;
}

/** The messages a number got. */
export const inboxOf = async (url: string, to = '+34600000001'): Promise<MessageView[]> =>
  (await request<{ items: MessageView[] }>(`${url}/api/messages?to=${encodeURIComponent(to)}`)).items;

/** The tickets of a sandbox desk. */
export const ticketsOf = async (url: string, connection = 'town-hall-desk'): Promise<DeskTicket[]> =>
  (await request<{ items: DeskTicket[] }>(`${url}/api/systems/${connection}/tickets`)).items;

/** Turns a sandbox desk's outage switch. */
export async function turnMood(url: string, mood: Mood, connection = 'town-hall-desk'): Promise<void> {
  await request(`${url}/api/systems/${connection}/mood`, 'PUT', { mood });
}

/** What the office does with a ticket. */
export async function office(
  url: string,
  ticketId: string,
  deed: 'comment' | 'close' | 'reopen',
  text?: string,
): Promise<void> {
  const body = deed === 'comment' ? { text } : {};
  await request(`${url}/api/systems/town-hall-desk/tickets/${ticketId}/${deed}`, 'POST', body);
}

/** A case as operators see it. */
export const caseOf = async (url: string, code: string): Promise<CaseDetail> =>
  await request<CaseDetail>(`${url}/api/cases/${code}`);

/** Looks until it finds something, for at most `forMs`. Throws naming what was waited for. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  forMs = 20_000,
): Promise<T> {
  const until = Date.now() + forMs;
  for (;;) {
    const found = await look().catch((error: unknown) => {
      if (Date.now() > until) throw error;
      return undefined;
    });
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`waited ${forMs} ms in vain for ${what}`);
    await sleep(100);
  }
}
