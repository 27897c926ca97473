/** From the caller's yes to a delivery, and what the caller hears of it. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, startChild, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { CallStart, Json, Outcome, Proposal } from '../src/domain/call';
import { openDelivery } from '../src/domain/delivery';
import type { Answer } from '../src/domain/turn';
import { phrasesOf } from '../src/language/phrases-of';
import type { Handover } from '../src/language/spoken-phrases';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import type { Conversation } from './conversation';
import type { deliver } from './delivery';
import { handoverOf, withNote } from './handover';
import { deliveryWorkflowId } from './ids';
import { callerHeard, letGo } from './messages';
import { attributesOf } from './case-attributes';

/** What is kept of the caller's patience for the way of the answer itself. */
const reserveMs = 1000;
/** How long a delivery that was let go may take to say that nothing was done. */
const letGoWithinMs = 1200;

/** The turn within which something is carried out. */
export interface Carrying {
  start: CallStart;
  talk: Conversation;
  answer: Answer;
  say: (text: string) => void;
  /** Milliseconds since the epoch at which the turn began. */
  began: number;
  /** Nobody hears the answer: the delivery sends a notice, whatever comes of it. */
  unheard: boolean;
}

/** Starts the delivery and says what came of it within the caller's patience; without a receipt, what the order offers. */
export async function carryOut(carrying: Carrying, asked: Proposal): Promise<void> {
  const { start, talk, answer, say } = carrying;
  const handover = carrying.unheard ? undefined : handoverOf(start, talk, asked);
  const proposal = handover ? withNote(asked, handover, start) : asked;
  const { code, order } = proposal;
  const phrases = phrasesOf(start.language);
  const child = await startDelivery(talk.open, proposal);
  if (order.contact.phone ?? order.contact.email) talk.contact = order.contact;
  answer.code = code;
  if (!talk.codes.includes(code)) talk.codes.push(code);
  if (!child) {
    // The same wish came by another channel, and was faster.
    const words = handover ? putThrough(carrying, code, handover) : phrases.alreadyTaken(code);
    report(talk, proposal, { code, state: 'taken already' }, words);
    say(words);
  } else {
    talk.open.push({ code, connection: order.connection });
    const outcome = await awaitOutcome(carrying, proposal, child);
    const told = whatIsTold(start, proposal, outcome);
    answer.delivery = told.delivery;
    if (told.recordId !== undefined) answer.recordId = told.recordId;
    // Who is asked to call again has nothing to ask after.
    if (told.forgotten) delete answer.code;
    const goes = handover && outcome?.state !== 'refused' && outcome?.state !== 'withdrawn';
    const words = goes ? putThrough(carrying, code, handover) : told.words;
    report(talk, proposal, told.data, words);
    say(words);
    // What a rule refused is wished for otherwise next: the model must still know it.
    if (outcome?.state === 'refused') {
      talk.refused = proposal;
      return;
    }
  }
  delete talk.memory;
  if (!answer.transfers) say(phrases.anythingElse());
}

/** The line puts the caller through behind these words; the ticket stands, whatever comes of it. */
function putThrough({ start, answer }: Carrying, code: string, handover: Handover): string {
  const phrases = spokenPhrasesOf(start.language);
  answer.transfers = { code, summary: phrases.handover(handover) };
  return phrases.puttingThrough();
}

/** Waits as long as the caller may, and lets the delivery know what the caller hears. */
async function awaitOutcome(
  { start, talk, began, unheard }: Carrying,
  { code, order, toolCall }: Proposal,
  child: ChildWorkflowHandle<typeof deliver>,
): Promise<Outcome | undefined> {
  if (unheard) {
    await child.signal(callerHeard, { what: 'promise' }).catch(() => undefined);
    return undefined;
  }
  const known = (): boolean => talk.outcomes[code] !== undefined || talk.ended !== undefined;
  const patienceMs = Math.max(0, start.budgetMs - reserveMs - (Date.now() - began));
  const summary = `the caller’s patience for ${code}`;
  const mayWait = order.terms.policy.offer !== 'later' || toolCall.name === 'request_person';
  if (!(await condition(known, patienceMs, { summary })) && !mayWait) {
    await child.signal(letGo).catch(() => undefined);
    await condition(known, letGoWithinMs, { summary: `whether ${code} is let go` });
  }
  const outcome = talk.outcomes[code];
  delete talk.outcomes[code];
  // Who has hung up hears nothing of this answer, so the delivery must send a notice.
  const what = outcome && !talk.ended ? 'outcome' : 'promise';
  // A delivery that waited for us in vain, because no worker ran, is over by now and has sent one.
  await child.signal(callerHeard, { what }).catch(() => undefined);
  return outcome;
}

/** What the caller is told of a delivery, and what a model may know of it. */
interface Told {
  delivery: 'delivered' | 'pending' | 'refused';
  words: string;
  data: { [key: string]: Json };
  recordId?: string;
  /** Nothing is left to ask after. */
  forgotten?: boolean;
}

function whatIsTold(start: CallStart, proposal: Proposal, outcome: Outcome | undefined): Told {
  const { code, order, toolCall } = proposal;
  const phrases = phrasesOf(start.language);
  if (outcome?.state === 'refused') {
    const { refusal } = outcome;
    const data = { code, state: 'refused', reason: refusal.reason };
    return { delivery: 'refused', words: phrases.refused(order, refusal), data };
  }
  if (outcome?.state === 'withdrawn') {
    if (order.terms.policy.offer !== 'later')
      return { delivery: 'refused', words: phrases.withdrawn(order), data: { code, state: 'withdrawn' } };
    return {
      delivery: 'refused',
      words: phrases.tryLater(order),
      data: { state: 'not done' },
      forgotten: true,
    };
  }
  const isPerson = toolCall.name === 'request_person';
  const person = isPerson ? phrases.personPromised(code, start.personWithinHours) : undefined;
  if (!outcome) {
    const callsBack = order.terms.policy.offer === 'callback' && order.contact.phone !== undefined;
    const promise = callsBack ? phrases.callback(order, code) : phrases.promised(order, code);
    return { delivery: 'pending', words: person ?? promise, data: { code, state: 'pending' } };
  }
  const { record, answer } = outcome.receipt;
  const data = { code, state: 'delivered', recordId: record.id, ...(answer === undefined ? {} : { answer }) };
  const words = person ?? phrases.done(order, outcome.receipt);
  return { delivery: 'delivered', words, data, recordId: record.id };
}

/** Lets the model know what came of its wish. The words are spoken by code; the model need not say them again. */
function report(talk: Conversation, { toolCall }: Proposal, data: Told['data'], say: string): void {
  talk.lines.push({ who: 'tool', ...toolCall, result: { data, say } });
}

/** Starts the delivery; undefined where one of this code, and so of this wish, was started before. */
export async function startDelivery(
  open: Conversation['open'],
  { code, order, hash }: Proposal,
): Promise<ChildWorkflowHandle<typeof deliver> | undefined> {
  // What was asked of one system first must reach it first.
  const after = open.filter(({ connection }) => connection === order.connection).map((one) => one.code);
  try {
    return await startChild<typeof deliver>('deliver', {
      workflowId: deliveryWorkflowId(code),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      memo: { wish: hash },
      args: [openDelivery(order, code, new Date().toISOString(), after)],
      staticSummary: `${code}: ${order.verb} at ${order.connection}`,
      staticDetails: `Asked for in call ${order.callId}, over ${order.channel}, of assistant ${order.assistant}.`,
      typedSearchAttributes: attributesOf({
        ...order,
        code,
        system: order.connection,
        state: 'delivering',
        waitingFor: 'system',
      }),
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}
