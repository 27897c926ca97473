/** `/api/calls`: begin a call, speak, hang up, look. */
import type { CallState } from '../../workflows/messages';
import type { Line } from '../domain/call';
import type { CallRecord } from '../store/records';
import type { CallDesk } from './call-desk';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import { fromStore } from './from-store';
import { toCallView } from './views';

const tags = ['calls'];

/** Adds the calls' routes. */
export function addCalls(app: Routes, parts: GatewayParts, desk: CallDesk): void {
  addTalk(app, desk);
  addCallViews(app, parts, desk);
  addTimings(app, parts);
}

function addTalk(app: Routes, desk: CallDesk): void {
  app.post(
    '/api/calls',
    {
      schema: { tags, summary: 'Begin a call', body: shapes.beginCall, response: answers(shapes.callBegun) },
    },
    async ({ body }) => await desk.begin(body),
  );

  app.post(
    '/api/calls/:callId/turns',
    {
      schema: {
        tags,
        summary: 'Say something; the answer comes when it is whole',
        params: shapes.callAddress,
        body: shapes.takeTurn,
        response: answers(shapes.answer),
      },
    },
    async ({ params, body }) => await desk.hear(params.callId, body),
  );

  app.post(
    '/api/calls/:callId/hang-up',
    {
      schema: {
        tags,
        summary: 'Hang up',
        params: shapes.callAddress,
        body: shapes.hangUpCall,
        response: answers(shapes.callHungUp),
      },
    },
    async ({ params }) => ({ callId: params.callId, state: await desk.hangUp(params.callId) }),
  );
}

function addCallViews(app: Routes, { config, store }: GatewayParts, desk: CallDesk): void {
  app.get(
    '/api/calls',
    {
      schema: {
        tags,
        summary: 'Calls, newest first',
        querystring: shapes.callsQuery,
        response: answers(shapes.listed(shapes.callView)),
      },
    },
    async ({ query: { limit, state } }) => {
      const calls = await fromStore(
        async () => await store.listCalls({ limit, ...(state ? { state } : {}) }),
      );
      return { items: calls.map((call) => toCallView(config, call)) };
    },
  );

  app.get(
    '/api/calls/:callId',
    {
      schema: {
        tags,
        summary: 'One call with its transcript',
        params: shapes.callAddress,
        response: answers(shapes.callDetail),
      },
    },
    async ({ params: { callId } }) => {
      const call = await fromStore(async () => await store.findCall(callId));
      if (!call) throw new Refused(404, `There is no call "${callId}"`, 'GET /api/calls lists them.');
      const state = await desk.state(call.workflowId);
      const view = toCallView(config, fresher(call, state));
      return state ? { ...view, lines: state.lines.map(toTranscriptLine) } : view;
    },
  );
}

function addTimings(app: Routes, { store }: GatewayParts): void {
  app.get(
    '/api/calls/:callId/timings',
    {
      schema: {
        tags,
        summary: 'Where the time of its spoken turns went',
        params: shapes.callAddress,
        response: answers(shapes.listed(shapes.turnTimingView)),
      },
    },
    async ({ params: { callId } }) => ({
      items: await fromStore(async () => await store.timingsOf(callId)),
    }),
  );
}

/** The workflow knows of a call's end before the store does. */
const fresher = (call: CallRecord, known: CallState | undefined): CallRecord =>
  known ? { ...call, state: known.state, ...(known.phone ? { phone: known.phone } : {}) } : call;

const toTranscriptLine = (line: Line) =>
  line.who === 'tool'
    ? { who: line.who, text: `${line.name}: ${line.result.say}` }
    : { who: line.who, text: line.text };
