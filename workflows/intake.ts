import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Activities } from '../activities';
import type { NotedWish } from '../activities/intake';
import type { Order } from '../src/domain/call';
import { openDelivery } from '../src/domain/delivery';
import type { Intake } from '../src/domain/intake';
import { wasBegun } from '../src/domain/intake-rules';
import { intakePhrasesOf } from '../src/language/intake-phrases-of';
import { attributesOf } from './case-attributes';
import type { deliver } from './delivery';
import { deliveryWorkflowId } from './ids';
import { codesOfRest, type Hearing, laterCode, sayNoted } from './intake-conversation';
import { tellLater } from './intake-earlier';
import { carriedOut, owedWishes } from './intake-owed';
import { createIntakeView, type IntakeView } from './intake-view';
import { callerHeard, intakeHeard } from './messages';
import { forLookups, forProjections } from './options';
import { Behind } from './projection';
import { tell } from './telling';

const { readNoted, orderOfWords } = proxyActivities<Activities>(forLookups);
const { forgetNoted } = proxyActivities<Activities>(forProjections);

/** What came of an intake: deliveries of the conversation's, a ticket with the caller's words, nothing, or work for a person. */
export type TakenIn =
  | { came: 'deliveries'; codes: string[] }
  | { came: 'ticket' }
  | { came: 'nothing' }
  | { came: 'parked' };

/**
 * Takes in what was noted while Temporal was away. It is said to the conversation it belongs to; where a delivery comes of
 * that, the intake's code stands for it. Where none does, the caller's own words become a ticket for people to see to.
 */
export async function takeIn(intake: Intake): Promise<TakenIn> {
  const behind = new Behind();
  let isHeard = false;
  setHandler(intakeHeard, async () => await condition(() => isHeard));
  tellLater(() => isHeard);
  const view = createIntakeView(intake, behind);
  view.note('handed over', 'to the conversation', {
    waitingFor: 'system',
    nextStep: 'Its conversation hears what was said.',
  });

  const hearing = await sayNoted(intake);
  isHeard = true;
  // A queue of its own: the journal's row is forgotten even while the case cannot be written.
  const forgotten = forgetNoted.executeWithOptions({ summary: 'forget the words' }, [intake.code]);
  await tellUnheard(intake, hearing);
  const taken = await settle(intake, hearing, view, behind);
  await condition(allHandlersFinished);
  await behind.done();
  await forgotten;
  return taken;
}

async function settle(intake: Intake, hearing: Hearing, view: IntakeView, behind: Behind): Promise<TakenIn> {
  const { words, phone } = await readNoted.executeWithOptions({ summary: 'what was asked for' }, [intake]);
  const { before } = hearing;
  const { codes, covered: coveredHere } = carriedOut(hearing);
  const from = intake.start.from ?? before.from;
  // Who is known by no number and left one must be told there, which no delivery of the conversation knows.
  const leftNumber = from === undefined && phone !== undefined;
  const owed = leftNumber ? [] : owedWishes(intake, hearing);
  const missed = owed.length > 0 ? await missingOf(intake, owed, view) : [];
  if (owed.length > 0 && missed.length === 0) return became(view, [...codes, ...owed]);
  const covered = leftNumber || missed.length > 0 ? -1 : coveredHere;
  const open = words.slice(covered + 1).filter((text) => text !== '');
  const goesOn = open.length > 0 && !leftNumber && missed.length === 0;
  const later = goesOn ? await awaitRest(intake, [...before.codes, ...codes], view) : undefined;
  const all = later === undefined ? codes : [...codes, later];

  if (open.length === 0 || later !== undefined) {
    const now = { state: 'settled' as const, waitingFor: 'nobody' };
    if (all.length === 0) {
      view.note('nothing asked', 'nothing was asked for', { ...now, nextStep: 'Nothing.' });
      return { came: 'nothing' };
    }
    return became(view, all);
  }
  // What the assistant had said last tells people what a bare yes was meant for.
  const asked = covered < 0 && !wasBegun(intake) ? before.lastSaid : undefined;
  const order = await orderFor(intake, from, { asked, said: open, phone });
  if (!order) return park(view);
  view.note('for people', 'a ticket with the caller’s own words', {
    ...{ waitingFor: 'system', nextStep: 'A ticket is made for people to see to.' },
    workflowId: deliveryWorkflowId(intake.code),
    ...(all.length > 0 ? { became: all } : {}),
  });
  await behind.done();
  await deliverWords(intake, order, view.entries());
  return { came: 'ticket' };
}

function became(view: IntakeView, all: string[]): TakenIn {
  const codes = [...new Set(all)];
  const told = codes.join(', ');
  const now = { state: 'settled' as const, waitingFor: 'nobody', nextStep: `It became ${told}.` };
  view.note('understood', told, { ...now, became: codes });
  return { came: 'deliveries', codes };
}

/** Those of the owed wishes that the rest of the call does not carry out. */
async function missingOf(intake: Intake, owed: string[], view: IntakeView): Promise<string[]> {
  view.note('heard', 'it waits for a yes that was heard', {
    ...{ waitingFor: 'caller', nextStep: 'When the call ends without it, people see to it.' },
  });
  const done = await codesOfRest(intake, owed);
  return owed.filter((code) => !done.includes(code));
}

/** A call that is live goes on: what was noted may yet become a delivery there. */
async function awaitRest(intake: Intake, known: string[], view: IntakeView): Promise<string | undefined> {
  view.note('heard', 'nothing came of it yet', {
    ...{ waitingFor: 'caller', nextStep: 'When the call ends without a delivery, people see to it.' },
  });
  return await laterCode(intake, known);
}

/** An answer that says what was done, and that nobody was there to hear: the turn had been taken before Temporal went. */
async function tellUnheard(intake: Intake, { before, answers }: Hearing): Promise<void> {
  const { start, code } = intake;
  const { tenant, channel, language, zone } = start;
  const phone = start.from ?? before.from;
  const done = answers.find(
    (one) => one?.code && (one.delivery === 'delivered' || one.delivery === 'refused'),
  );
  const [text] = done?.say ?? [];
  if (text === undefined) return;
  const title = intakePhrasesOf(language).title();
  await tell({
    ...{ code, number: 0, tenant, channel, language, zone },
    contact: phone === undefined ? {} : { phone },
    news: { what: 'answered', title, text },
  });
}

async function orderFor(
  { start }: Intake,
  from: string | undefined,
  words: NotedWish,
): Promise<Order | undefined> {
  const { callId, assistant, channel, language } = start;
  const caller = { callId, assistant, channel, language, now: new Date().toISOString() };
  try {
    const summary = 'a ticket with the caller’s own words';
    return await orderOfWords.executeWithOptions({ summary }, [
      { ...caller, ...(from === undefined ? {} : { from }) },
      words,
    ]);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return undefined;
  }
}

/** Delivers the words under the intake's own code; its trail and the case go on with the delivery. */
async function deliverWords({ code }: Intake, order: Order, entries: number): Promise<void> {
  try {
    const child = await startChild<typeof deliver>('deliver', {
      workflowId: deliveryWorkflowId(code),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ ...openDelivery(order, code, new Date().toISOString()), entries }],
      staticSummary: `${code}: ${order.verb} at ${order.connection}`,
      staticDetails: `Noted while Temporal was away, in call ${order.callId}.`,
      typedSearchAttributes: attributesOf({
        ...order,
        ...{ code, system: order.connection, state: 'delivering', waitingFor: 'system' },
      }),
    });
    // The caller has heard the promise, with the code.
    await child.signal(callerHeard, { what: 'promise' }).catch(() => undefined);
  } catch (error) {
    // It goes already, as after a reset of this workflow.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function park(view: IntakeView): TakenIn {
  const reason = 'the assistant has no ticket system for words that no delivery came of';
  view.note('parked', reason, {
    ...{ state: 'parked' as const, waitingFor: 'operator', owner: 'operators', parkedFor: reason },
    nextStep: 'Read the words in this workflow’s input and call the caller back.',
  });
  return { came: 'parked' };
}
