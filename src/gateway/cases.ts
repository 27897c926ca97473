/** `/api/cases`: what callers asked for, and what operators wish of it. */
import { randomUUID } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import { deliveryWorkflowId } from '../../workflows/ids';
import { correct, deliveryState, retryNow, withdraw } from '../../workflows/messages';
import { parseCode } from '../domain/code';
import { orderWork } from '../domain/order-args';
import type { AuditEntry, CaseRecord } from '../store/records';
import { unknownCase } from './case-walls';
import { fromStore } from './from-store';
import type { Intakes } from './intakes';
import { tellError } from './issue';
import { holderOf, wallsOf } from './key-holder';
import type { GatewayParts } from './parts';
import { Refused } from './problem';
import { answers, type Routes } from './routes';
import * as shapes from './shapes';
import { ask, isGone, persist, refusalOf, toRefused } from './temporal';
import { toCaseView, toSendView } from './views';

const operating = { awayMs: 10_000, totalMs: 12_000 };

const tags = ['cases'];

/** Adds the cases' routes. */
export function addCases(app: Routes, parts: GatewayParts, intakes: Intakes): void {
  addCaseViews(app, parts, intakes);
  addWishes(app, parts);
}

function addCaseViews(app: Routes, parts: GatewayParts, intakes: Intakes): void {
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
    async (request) => {
      const { limit, open, flagged } = request.query;
      const wanted = {
        limit,
        ...wallsOf(holderOf(request)),
        ...(open ? { open } : {}),
        ...(flagged === undefined ? {} : { flagged }),
      };
      const cases = await fromStore(async () => await store.listCases(wanted));
      return { items: cases.map((record) => toCaseView(config, record)) };
    },
  );

  app.get(
    '/api/cases/:code',
    {
      schema: {
        tags,
        summary: 'One case with its audit trail, its arguments and what was sent about it',
        params: shapes.caseAddress,
        response: answers(shapes.caseDetail),
      },
    },
    async ({ params }) => {
      const spooled = intakes.spooledCase(readCode(params.code));
      if (spooled)
        return { ...toCaseView(config, spooled.record), audit: spooled.entries.map(toAuditView), sends: [] };
      const { record, ...noted } = await findCase(parts, params.code);
      const [audit, sends, delivery] = await Promise.all([
        fromStore(async () => await store.listAudit(`case/${record.code}`)),
        fromStore(async () => await store.reach.sendsOf(record.code)),
        ask(temporal, async () => await deliveryOf(parts, record.code).query(deliveryState)),
      ]);
      const args = delivery ? { args: shapes.caseArgs.parse(delivery.order.args) } : {};
      const trails = { audit: audit.map(toAuditView), sends: sends.map(toSendView) };
      return { ...toCaseView(config, record), ...trails, ...args, ...noted };
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
      const { verb, code } = (await findCase(parts, params.code)).record;
      if (verb === notedVerb) throw notYet(code);
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

/**
 * The case of a code. What was noted while Temporal was away may have become other cases: then the first of them, with the
 * code that was asked for and those of the further ones.
 */
async function findCase(
  { store }: GatewayParts,
  text: string,
): Promise<{ record: CaseRecord; notedAs?: string; also?: string[] }> {
  const code = readCode(text);
  const record = await fromStore(async () => await store.findCase(code));
  if (!record) throw unknownCase(code);
  const { became = [], verb, state } = record;
  // What becomes a ticket for people is this case itself.
  if (verb !== notedVerb || state !== 'settled')
    return { record, ...(became.length > 0 ? { also: became } : {}) };
  const [first, ...also] = became;
  const final = first === undefined ? undefined : await fromStore(async () => await store.findCase(first));
  if (!final) return { record };
  return { record: final, notedAs: code, ...(also.length > 0 ? { also } : {}) };
}

/** The verb of a case whose words are noted and not yet understood. */
const notedVerb = 'takeIn';
const notYet = (code: string): Refused =>
  new Refused(
    409,
    `${code} was noted while Temporal was away and no delivery has come of it yet`,
    'Look at the case: when its conversation has heard it, there is something to decide about.',
  );

const toAuditView = ({ at, who, what, detail }: AuditEntry) => ({ at, who, what, detail });

const several = (code: string, codes: string[]): Refused =>
  new Refused(409, `${code} became several cases: ${codes.join(', ')}`, 'Say which of them is meant.');

/** A code as it was typed. Throws `Refused` 404 where it is none. */
export function readCode(text: string): string {
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
  const at = async (delivery: string): Promise<{ result: string }> => {
    const ask = async () => await deliveryOf(parts, delivery).executeUpdate(update, options);
    return { result: await persist(parts.temporal, ask, operating) };
  };
  try {
    return await at(code).catch(async (error: unknown) => {
      if (!isGone(error)) throw error;
      const { record, notedAs, also = [] } = await findCase(parts, code);
      if (record.verb === notedVerb) throw notYet(code);
      if (notedAs === undefined) throw error;
      if (also.length > 0) throw several(code, [record.code, ...also]);
      return await at(record.code);
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal)
      throw new Refused(409, refusal.reason, 'Look at the case as it stands now, then decide again.');
    if (!isGone(error)) throw toRefused(error, unsure);
    throw await goneReason(parts, code);
  }
}

const unsure =
  'Whether it was done cannot be told: look at the case when Temporal is back, then decide again if need be.';

async function goneReason(parts: GatewayParts, code: string): Promise<Refused> {
  const { state } = (await findCase(parts, code)).record;
  return new Refused(
    409,
    `The delivery of ${code} has ended; the case is ${state}`,
    'Nothing is left to decide here. For something new, a new request is made.',
  );
}
