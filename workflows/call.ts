import {
  allHandlersFinished,
  condition,
  continueAsNew,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CallStart } from '../src/domain/call';
import type { Answer, Heard } from '../src/domain/turn';
import { attendCaller } from './call-door';
import { createCallView } from './call-view';
import { answerTurn, type Conversation, openConversation } from './conversation';
import { letTimeGo } from './holding';
import { Behind } from './projection';
import { stateKey, waitingForKey } from './search-attributes';

/** A written conversation may pause; after this long nobody is there any more. */
const silenceEnds = '30 minutes';
/** Answers that are known again after continuing as new. */
const answersKept = 20;

/** A call as its workflow keeps it; plain data, so that it continues as new. */
export interface Call {
  talk: Conversation;
  answers: Answer[];
  startedAt: string;
  /** Grows with each projection into the store. */
  version: number;
}

/**
 * One conversation, from greeting to goodbye. Turns come as updates and are answered in the order they came; a turn that
 * is sent again gets the answer it got before. Deliveries outlive the call.
 */
export async function takeCall(start: CallStart, soFar?: Call): Promise<{ turns: number; codes: string[] }> {
  const startedAt = new Date().toISOString();
  const call = soFar ?? { talk: openConversation(start), answers: [], startedAt, version: 0 };
  const { talk } = call;
  const behind = new Behind();
  // A queue of their own: a store that is away must not keep times from others.
  const releases = new Behind();
  const inbox = attendCaller(call, start.from);
  const show = createCallView(start, call, behind);

  show();
  while (!talk.ended) {
    const summary = 'wait for the caller; silence ends the call';
    const spoken = await condition(() => inbox.length > 0 || talk.ended !== undefined, silenceEnds, {
      summary,
    });
    if (!spoken) talk.ended = 'silence';
    for (const turn of inbox.splice(0)) {
      call.answers.push(talk.ended ? unheard(turn) : await answerTurn(start, talk, turn, releases));
      show();
    }
    if (workflowInfo().continueAsNewSuggested && !talk.ended) {
      await condition(allHandlersFinished);
      await Promise.all([behind.done(), releases.done()]);
      // Nothing is awaited between this test and the call, so no turn can slip between them.
      if (inbox.length === 0) {
        await continueAsNew<typeof takeCall>(start, { ...call, answers: call.answers.slice(-answersKept) });
      }
    }
  }
  // What was said while the last turn was being answered: nobody listens any more, but nobody waits in vain either.
  call.answers.push(...inbox.splice(0).map(unheard));
  letTimeGo(talk, releases);
  show();
  upsertSearchAttributes([
    { key: stateKey, value: 'ended' },
    { key: waitingForKey, value: 'nobody' },
  ]);
  await condition(allHandlersFinished);
  await Promise.all([behind.done(), releases.done()]);
  return { turns: talk.turns, codes: talk.codes };
}

/** The answer to a turn that came after the call's end. */
const unheard = ({ turnId }: Heard): Answer => ({ turnId, say: [], ended: true });
