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
import { gatheredTurns } from './gathered';
import { type OnLine, openLine, type SpokenCall } from './line-of-call';
import { spokenTurns, type Turns } from './spoken';
import { stateKey, waitingForKey } from './search-attributes';

/** A written conversation may pause; after this long nobody is there any more. Letters are answered when people come to it. */
const silenceEnds = (channel: string): '30 minutes' | '7 days' =>
  channel === 'email' ? '7 days' : '30 minutes';
/** Answers that are known again after continuing as new. */
const answersKept = 20;

/** A call as its workflow keeps it; plain data, so that it continues as new. */
export interface Call {
  talk: Conversation;
  answers: Answer[];
  startedAt: string;
  /** Grows with each projection into the store. */
  version: number;
  /** Only of a call that is spoken. */
  line?: OnLine;
}

/**
 * One conversation, from greeting to goodbye. Turns come as updates and are answered in the order they came; a turn that
 * is sent again gets the answer it got before. Deliveries outlive the call.
 */
export async function takeCall(start: CallStart, soFar?: Call): Promise<{ turns: number; codes: string[] }> {
  const startedAt = new Date().toISOString();
  const call: Call = soFar ?? { talk: openConversation(start), answers: [], startedAt, version: 0 };
  if (start.spoken || start.gathered) call.line ??= openLine(start);
  const { talk } = call;
  const behind = new Behind();
  // A queue of their own: a store that is away must not keep times from others.
  const releases = new Behind();
  const door = attendCaller(call, start.from);
  const { inbox } = door;
  const show = createCallView(start, call, behind);
  const { line } = call;
  const turns = line
    ? turnsByPhone({ start, call, line, door, show })
    : writtenTurns(call, inbox, start.channel);

  show();
  while (!talk.ended) {
    for (const turn of await turns.next()) {
      const voice = turns.voice?.();
      const answer = talk.ended ? unheard(turn) : await answerTurn(start, talk, turn, releases, voice);
      call.answers.push(answer);
      turns.answered?.(turn, answer, voice);
      show();
    }
    if (workflowInfo().continueAsNewSuggested && !talk.ended && turns.mayPause()) {
      await condition(allHandlersFinished);
      await Promise.all([behind.done(), releases.done()]);
      // Nothing is awaited between this test and the call, so no turn can slip between them.
      if (inbox.length === 0 && turns.mayPause()) {
        await continueAsNew<typeof takeCall>(start, { ...call, answers: call.answers.slice(-answersKept) });
      }
    }
  }
  // Before goodbye: the carrier asks what to do next when the line is put down, and gateways look here (CallDesk.isOver).
  upsertSearchAttributes([
    { key: stateKey, value: 'ended' },
    { key: waitingForKey, value: 'nobody' },
  ]);
  await turns.end?.();
  // What was said while the last turn was being answered: nobody listens any more, but nobody waits in vain either.
  call.answers.push(...inbox.splice(0).map(unheard));
  letTimeGo(talk, releases);
  show();
  await condition(allHandlersFinished);
  await Promise.all([behind.done(), releases.done()]);
  return { turns: talk.turns, codes: talk.codes };
}

const turnsByPhone = (spoken: SpokenCall): Turns =>
  spoken.start.gathered ? gatheredTurns(spoken) : spokenTurns(spoken);

/** The turns of a written conversation, as they come in. */
const writtenTurns = ({ talk }: Call, inbox: Heard[], channel: string): Turns => ({
  async next() {
    const summary = 'wait for the caller; silence ends the call';
    const isWoken = (): boolean => inbox.length > 0 || talk.ended !== undefined;
    if (!(await condition(isWoken, silenceEnds(channel), { summary }))) talk.ended = 'silence';
    return inbox.splice(0);
  },
  mayPause: () => true,
});

/** The answer to a turn that came after the call's end. */
const unheard = ({ turnId }: Heard): Answer => ({ turnId, say: [], ended: true });
