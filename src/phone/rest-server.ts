/** A carrier's REST API: calls are made, changed and recorded here, and messages sent, as at api.twilio.com. */
import { timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { PhoneCall } from './phone-call';
import { callOf, type CallPath, read, RestError } from './rest-request';
import { addMessages } from './rest-messages';
import { addRecordings } from './rest-recordings';
import { type CreateCall, createCall, listCalls, type UpdateCall, updateCall } from './rest-shapes';
import type { Switchboard } from './switchboard';
import type { Account } from './webhook';

const eventsByDefault = ['completed'];

/** Makes the server. */
export function createRestServer(board: Switchboard): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, formOf(String(body)));
    },
  );
  app.setErrorHandler(async (error, _request, reply) => {
    const { status, code, message } =
      error instanceof RestError ? error : new RestError(500, 20500, 'The simulator failed');
    return await reply
      .code(status)
      .send({ status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` });
  });
  app.addHook('onRequest', async ({ headers }) => {
    if (!isAuthorized(headers.authorization, board.account)) throw new RestError(401, 20003, 'Authenticate');
  });
  const root = `/2010-04-01/Accounts/${board.account.accountSid}`;
  addCalls(app, board, root);
  addRecordings(app, board, root);
  addMessages(app, board.messages, root);
  return app;
}

function addCalls(app: FastifyInstance, board: Switchboard, root: string): void {
  app.post(`${root}/Calls.json`, async (request, reply) => {
    const call = place(board, read(createCall, request.body));
    return await reply.code(201).send(resourceOf(call));
  });
  app.get(`${root}/Calls.json`, async ({ query }) => {
    const { To, From, PageSize } = read(listCalls, query);
    const isMeant = ({ parties: { from, to } }: PhoneCall): boolean =>
      (To === undefined || to === To) && (From === undefined || from === From);
    const found = board.placed.filter(isMeant).toReversed();
    return {
      calls: found.slice(0, PageSize).map(resourceOf),
      page: 0,
      page_size: PageSize,
      next_page_uri: null,
    };
  });
  app.get<CallPath>(`${root}/Calls/:sid.json`, async ({ params }) => resourceOf(callOf(board, params.sid)));
  app.post<CallPath>(`${root}/Calls/:sid.json`, async (request) => {
    const call = callOf(board, request.params.sid);
    change(board, call, read(updateCall, request.body));
    return resourceOf(call);
  });
}

/** Rings up, and goes on by itself once somebody answers. */
function place(board: Switchboard, wish: CreateCall): PhoneCall {
  const {
    StatusCallback: url,
    StatusCallbackMethod: method,
    StatusCallbackEvent: events = eventsByDefault,
  } = wish;
  const called = board.dial({
    from: wish.From,
    to: wish.To,
    timeoutS: wish.Timeout,
    status: url ? { url, method, events: [events].flat().flatMap((text) => text.split(' ')) } : undefined,
    machineDetection: {
      wanted: wish.MachineDetection !== 'None',
      asyncUrl: wish.AsyncAmd ? wish.AsyncAmdStatusCallback : undefined,
    },
  });
  void board.keep(goOn(board, called, wish));
  return called.call;
}

async function goOn(
  board: Switchboard,
  { call, picksUp, finish }: ReturnType<Switchboard['dial']>,
  { Url: url, Method: method, Twiml: twiml = '' }: CreateCall,
): Promise<void> {
  if ((await picksUp) === 'in-progress') {
    const fields = call.answeredBy === undefined ? {} : { AnsweredBy: call.answeredBy };
    await board.run(
      call,
      url === undefined ? { twiml, base: board.reach.publicBase } : { url, method, fields },
    );
  }
  await finish({ by: 'assistant', why: 'hung up' });
}

function change(board: Switchboard, call: PhoneCall, { Status, Url, Method, Twiml }: UpdateCall): void {
  if (call.isOver) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  if (Status) call.over({ by: 'assistant', why: 'ended by the REST API' }, Status);
  else if (Url !== undefined) call.redirect({ url: Url, method: Method });
  else if (Twiml !== undefined) call.redirect({ twiml: Twiml, base: board.reach.publicBase });
}

function resourceOf(call: PhoneCall): object {
  const { from, to, direction, parentSid } = call.parties;
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    from,
    to,
    direction,
    status: call.status,
    parent_call_sid: parentSid ?? null,
    answered_by: call.answeredBy ?? null,
    api_version: '2010-04-01',
    date_created: call.createdAt.toUTCString(),
    uri: `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}.json`,
  };
}

function formOf(text: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = form[name];
    form[name] = known === undefined ? value : [...[known].flat(), value];
  }
  return form;
}

function isAuthorized(header: string | undefined, { accountSid, authToken }: Account): boolean {
  const wanted = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`);
  const given = Buffer.from(header ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
