/** From the caller's yes to a delivery, and what the caller hears of it. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, startChild, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { CallStart, Order, Proposal } from '../src/domain/call';
import { mintCode } from '../src/domain/code';
import { openDelivery } from '../src/domain/delivery';
import type { Answer } from '../src/domain/turn';
import { phrasesOf } from '../src/language/phrases-of';
import type { Conversation } from './conversation';
import type { deliver } from './delivery';
import { deliveryWorkflowId } from './ids';
import { callerHeard } from './messages';
import { attributesOf } from './case-attributes';

/** What is kept of the caller's patience for the way of the answer itself. */
const reserveMs = 1000;

/** The turn within which something is carried out. */
export interface Carrying {
  start: CallStart;
  talk: Conversation;
  answer: Answer;
  say: (text: string) => void;
  /** Milliseconds since the epoch at which the turn began. */
  began: number;
}

/** Starts the delivery and says what came of it within the caller's patience; without a receipt, code and promise. */
export async function carryOut(
  { start, talk, answer, say, began }: Carrying,
  proposal: Proposal,
): Promise<void> {
  const { order, hash, toolCall } = proposal;
  const phrases = phrasesOf(start.language);
  const { code, child } = await startDelivery(order);
  talk.codes.push(code);
  talk.taken[hash] = code;
  answer.code = code;

  const patienceMs = Math.max(0, start.budgetMs - reserveMs - (Date.now() - began));
  await condition(() => talk.outcomes[code] !== undefined || talk.ended !== undefined, patienceMs, {
    summary: `the caller’s patience for ${code}`,
  });
  const outcome = talk.outcomes[code];
  delete talk.outcomes[code];
  // Who has hung up hears nothing of this answer, so the delivery must send a notice.
  const what = outcome && !talk.ended ? 'outcome' : 'promise';
  // A delivery that waited for us in vain, because no worker ran, is over by now and has sent one.
  await child.signal(callerHeard, { what }).catch(() => undefined);

  if (toolCall.name === 'request_person') {
    answer.delivery = outcome ? 'delivered' : 'pending';
    say(phrases.personPromised(code, start.personWithinHours));
  } else if (outcome?.state === 'delivered') {
    answer.delivery = 'delivered';
    answer.recordId = outcome.receipt.record.id;
    say(phrases.done(order, outcome.receipt));
  } else if (outcome?.state === 'refused') {
    answer.delivery = 'refused';
    // What was refused may be wished again, for another time.
    delete talk.taken[hash];
    talk.refused = proposal;
    say(phrases.refused(order, outcome.refusal, start.zone));
    return;
  } else {
    answer.delivery = 'pending';
    say(phrases.promised(order, code));
  }
  delete talk.memory;
  say(phrases.anythingElse());
}

/** Starts a delivery under a fresh code; a code that is in use by chance is minted again. */
async function startDelivery(
  order: Order,
): Promise<{ code: string; child: ChildWorkflowHandle<typeof deliver> }> {
  for (;;) {
    const code = mintCode(Math.random);
    try {
      const child = await startChild<typeof deliver>('deliver', {
        workflowId: deliveryWorkflowId(code),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [openDelivery(order, code, new Date().toISOString())],
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
      return { code, child };
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
