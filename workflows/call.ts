import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { callCard } from '../src/domain/card';
import type { CallStart } from '../src/domain/call';
import { maskNumber } from '../src/domain/mask';
import type { Answer, Heard } from '../src/domain/turn';
import { answerTurn, type Conversation, openConversation } from './conversation';
import { callState, deliveryEnded, hear, hungUp } from './messages';
import { Behind, projectCall } from './projection';
import { stateKey, waitingForKey } from './search-attributes';

/** A written conversation may pause; after this long nobody is there any more. */
const silenceEnds = '30 minutes';

/** What a call carries over when its history grows long. */
export interface CallSoFar {
  talk: Conversation;
  answers: Answer[];
  startedAt: string;
  version: number;
}

/**
 * One conversation, from greeting to goodbye. Turns come as updates and are answered in the order they came; a turn that
 * is sent again gets the answer it got before. Deliveries outlive the call.
 */
export async function takeCall(
  start: CallStart,
  soFar?: CallSoFar,
): Promise<{ turns: number; codes: string[] }> {
  const talk = soFar?.talk ?? openConversation(start);
  const answers = new Map((soFar?.answers ?? []).map((answer) => [answer.turnId, answer]));
  const startedAt = soFar?.startedAt ?? new Date().toISOString();
  let version = soFar?.version ?? 0;
  const inbox: Heard[] = [];
  const behind = new Behind();

  setHandler(hear, async (turn) => await answerTo(turn), {
    validator: (turn) => {
      if (talk.ended && !answers.has(turn.turnId))
        throw ApplicationFailure.nonRetryable('the call is over', 'CallOver');
    },
  });
  setHandler(hungUp, ({ by }) => void (talk.ended ??= by));
  setHandler(deliveryEnded, (outcome) => void (talk.outcomes[outcome.code] = outcome));
  setHandler(callState, () => ({
    state: talk.ended ? 'ended' : 'live',
    lines: talk.lines,
    codes: talk.codes,
    answers: answers.size,
  }));

  show();
  while (!talk.ended) {
    const spoken = await condition(() => inbox.length > 0 || talk.ended !== undefined, silenceEnds, {
      summary: 'wait for the caller; silence ends the call',
    });
    if (!spoken) talk.ended = 'silence';
    for (const turn of inbox.splice(0)) await take(turn);
    if (workflowInfo().continueAsNewSuggested && !talk.ended) {
      await condition(allHandlersFinished);
      await behind.done();
      const kept = [...answers.values()].slice(-20);
      if (inbox.length === 0)
        await continueAsNew<typeof takeCall>(start, { talk, answers: kept, startedAt, version });
    }
  }
  show();
  upsertSearchAttributes([
    { key: stateKey, value: 'ended' },
    { key: waitingForKey, value: 'nobody' },
  ]);
  await condition(allHandlersFinished);
  await behind.done();
  return { turns: talk.turns, codes: talk.codes };

  async function answerTo(turn: Heard): Promise<Answer> {
    if (!answers.has(turn.turnId) && !inbox.some((waiting) => waiting.turnId === turn.turnId))
      inbox.push(turn);
    await condition(() => answers.has(turn.turnId));
    return answers.get(turn.turnId) ?? { turnId: turn.turnId, say: [], ended: true };
  }

  async function take(turn: Heard): Promise<void> {
    if (answers.has(turn.turnId)) return;
    const codes = talk.codes.length;
    answers.set(turn.turnId, await answerTurn(start, talk, turn));
    if (talk.codes.length > codes) show();
    else setCurrentDetails(callCard({ ...talk, waitsForYes: talk.proposal !== undefined }));
  }

  /** Shows operators where the call stands, on the card and in the store. */
  function show(): void {
    setCurrentDetails(callCard({ ...talk, waitsForYes: talk.proposal !== undefined }));
    version += 1;
    const record = {
      ...{ callId: start.callId, channel: start.channel, tenant: start.tenant, assistant: start.assistant },
      ...{
        workflowId: workflowInfo().workflowId,
        language: start.language,
        turns: talk.turns,
        startedAt,
        version,
      },
      codes: [...talk.codes],
      state: talk.ended ? ('ended' as const) : ('live' as const),
      ...(start.from ? { fromMasked: maskNumber(start.from) } : {}),
      ...(talk.ended ? { endedBy: talk.ended, endedAt: new Date().toISOString() } : {}),
    };
    behind.add(() => projectCall(record));
  }
}
