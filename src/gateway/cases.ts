/** `/api/cases`: what callers asked for, and what operators wish of it. */
import { randomUUID } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import { deliveryWorkflowId } from '../../workflows/ids';
import { correct, deliveryState, retryNow, withdraw } from '../../workflows/messages';
import { parseCode } from '../domain/code';
import { orderWork } from '../domain/order-args';
import type { CaseRecord } from '../store/records';
import { fromStore } from './from-store';
import { tellError } from './issue';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import { ask, isGone, persist, refusalOf, toRefused } from './temporal';
import { toCaseView } from './views';

const operating = { awayMs: 10_000, totalMs: 12_000 };

const tags = ['cases'];

/** Adds the cases' routes. */
export function addCases(app: Routes, parts: GatewayParts): void {
  addCaseViews(app, parts);
  addWishes(app, parts);
}

function addCaseViews(app: Routes, parts: GatewayParts): void {
  const { config, store, temporal } = parts;
  app.get(
    '/api/cases',
    {
      schema: {
        tags,
        summary: 'Cases, newest first',
        querystring: shapes.casesQuery,
        response: answers(shapes.listed(shapes.caseView)),
      },
    },
    async ({ query: { limit, open } }) => {
      const cases = await fromStore(async () => await store.listCases({ limit, ...(open ? { open } : {}) }));
      return { items: cases.map((record) => toCaseView(config, record)) };
    },
  );

  app.get(
    '/api/cases/:code',
    {
      schema: {
        tags,
        summary: 'One case with its audit trail and arguments',
        params: shapes.caseAddress,
        response: answers(shapes.caseDetail),
      },
    },
    async ({ params }) => {
      const record = await findCase(parts, params.code);
      const [audit, delivery] = await Promise.all([
        fromStore(async () => await store.listAudit(`case/${record.code}`)),
        ask(temporal, async () => await deliveryOf(parts, record.code).query(deliveryState)),
      ]);
      const entries = audit.map(({ at, who, what, detail }) => ({ at, who, what, detail }));
      const args = delivery ? { args: shapes.caseArgs.parse(delivery.order.args) } : {};
      return { ...toCaseView(config, record), audit: entries, ...args };
    },
  );
}

function addWishes(app: Routes, parts: GatewayParts): void {
  const wish = { tags, params: shapes.caseAddress, response: answers(shapes.operatorAnswer) };

  app.post(
    '/api/cases/:code/retry',
    { schema: { ...wish, summary: 'Try its delivery again at once', body: shapes.retryCase } },
    async ({ params, body }) => await command(parts, params.code, retryNow, { by: body.by }),
  );

  app.post(
    '/api/cases/:code/correct',
    { schema: { ...wish, summary: 'Put its arguments right and try again', body: shapes.correctCase } },
    async ({ params, body }) => {
      const { verb, code } = await findCase(parts, params.code);
      const work = orderWork.safeParse({ verb, args: body.args });
      if (!work.success) {
        const { error, fix } = tellError(work.error, 'the body');
        throw new Refused(400, error, fix);
      }
      return await command(parts, code, correct, { by: body.by, work: work.data });
    },
  );

  app.post(
    '/api/cases/:code/withdraw',
    { schema: { ...wish, summary: 'Withdraw it; the caller is told', body: shapes.withdrawCase } },
    async ({ params, body }) =>
      await command(parts, params.code, withdraw, { by: body.by, reason: body.reason }),
  );
}

async function findCase({ store }: GatewayParts, text: string): Promise<CaseRecord> {
  const code = readCode(text);
  const record = await fromStore(async () => await store.findCase(code));
  if (!record) throw new Refused(404, `There is no case ${code}`, 'GET /api/cases lists them.');
  return record;
}

function readCode(text: string): string {
  const code = parseCode(text);
  if (code !== undefined) return code;
  throw new Refused(
    404,
    'That is no code of a case',
    'A code looks like R-7K3F-92QD; see whether a character is wrong.',
  );
}

const deliveryOf = ({ temporal }: GatewayParts, code: string) =>
  temporal.workflow.getHandle(deliveryWorkflowId(code));

async function command<Wish>(
  parts: GatewayParts,
  text: string,
  update: UpdateDefinition<string, [Wish]>,
  wish: Wish,
): Promise<{ result: string }> {
  const code = readCode(text);
  // One id for all tries, so that a wish whose answer was lost is not carried out twice.
  const options = { updateId: randomUUID(), args: [wish] as [Wish] };
  const ask = async () => await deliveryOf(parts, code).executeUpdate(update, options);
  try {
    return { result: await persist(parts.temporal, ask, operating) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal)
      throw new Refused(409, refusal.reason, 'Look at the case as it stands now, then decide again.');
    if (!isGone(error)) throw toRefused(error, 'Look at the case in a few seconds; it may have been done.');
    throw await goneReason(parts, code);
  }
}

async function goneReason(parts: GatewayParts, code: string): Promise<Refused> {
  const { state } = await findCase(parts, code);
  return new Refused(
    409,
    `The delivery of ${code} has ended; the case is ${state}`,
    'Nothing is left to decide here. For something new, a new request is made.',
  );
}
