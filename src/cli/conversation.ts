/** A call over the gateway's API. Each request may be repeated without harm, so a gateway that restarts is waited for. */
import { randomUUID } from 'node:crypto';
import * as shapes from '../gateway/shapes';
import type { AnswerView, CallBegun } from '../gateway/shapes';
import type { Api } from './api';

/** How long a call that has begun goes on while the gateway does not answer. */
const patienceMs = 20_000;

/** Begins a call; the id is ours, so that it is begun once. */
export async function begin(
  api: Api,
  wish: { assistant: string; from?: string | undefined },
): Promise<CallBegun> {
  const { assistant, from } = wish;
  const body = { assistant, channel: 'dev', callId: `shell-${randomUUID()}`, ...(from ? { from } : {}) };
  return api.post('/api/calls', shapes.callBegun, { body });
}

/** Says something and waits for the answer. */
export async function say(api: Api, callId: string, text: string): Promise<AnswerView> {
  const body = { turnId: randomUUID(), text };
  return api.post(`/api/calls/${callId}/turns`, shapes.answer, { body, patienceMs });
}

/** Hangs up; a call that is over already is as good. */
export async function hangUp(api: Api, callId: string): Promise<void> {
  await api.post(`/api/calls/${callId}/hang-up`, shapes.callHungUp, { body: {}, patienceMs });
}
