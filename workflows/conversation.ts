/** A conversation's turns: the model understands and words, code judges the yes, acts, and speaks what promises. */
import { ActivityFailure, isCancellation, proxyActivities, TimeoutFailure } from '@temporalio/workflow';
import type { Activities, JudgedReply } from '../activities';
import type { Caller } from '../src/agent/tools';
import type { CallStart, Json, Line, ModelContext, Outcome, Proposal } from '../src/domain/call';
import type { Answer, Heard } from '../src/domain/turn';
import { phrasesOf } from '../src/language/phrases-of';
import { carryOut } from './carrying-out';
import { forLine, forLookups, forTurns } from './options';

const shared = proxyActivities<Activities>(forTurns);
const { propose, readSystem } = proxyActivities<Activities>(forLookups);

/** Lines that a model is told of; older ones are forgotten by it, not by history. */
const linesKept = 40;
/** Looks and wishes a model may make in one turn, against one that asks for ever. */
const stepsPerTurn = 5;

/** A conversation as its workflow keeps it; plain data, so that it continues as new. */
export interface Conversation {
  lines: Line[];
  turns: number;
  codes: string[];
  /** Codes by the hash of what was asked, so that the same wish is taken once. */
  taken: Record<string, string>;
  /** What deliveries of this call have reported and nobody has said yet, by code. */
  outcomes: Record<string, Outcome>;
  memory?: Json;
  proposal?: Proposal;
  /** What a system's rule has just refused: the model may wish for it otherwise. */
  refused?: Proposal;
  ended?: 'caller' | 'channel' | 'silence';
}

/** A conversation that begins with the greeting. */
export const openConversation = (start: CallStart): Conversation => ({
  lines: [{ who: 'assistant', text: start.greeting, fixed: true }],
  turns: 0,
  codes: [],
  taken: {},
  outcomes: {},
});

/** Answers one turn, changing the conversation. */
export async function answerTurn(start: CallStart, talk: Conversation, turn: Heard): Promise<Answer> {
  const began = Date.now();
  const answer: Answer = { turnId: turn.turnId, say: [], ended: false };
  const say = (text: string, fixed = true): void => {
    if (text.trim() === '') return;
    answer.say.push(text);
    talk.lines.push({ who: 'assistant', text, fixed });
  };
  talk.turns += 1;
  talk.lines.push({ who: 'caller', text: turn.text });

  // A proposal lives for one answer: a yes makes it an order, anything else lets it lapse.
  const { proposal, refused } = talk;
  delete talk.proposal;
  delete talk.refused;
  const phrases = phrasesOf(start.language);
  try {
    if (proposal && phrases.consent(turn.text) === 'yes') {
      await carryOut({ start, talk, answer, say, began }, proposal);
    } else {
      await converse(start, talk, turn, { lapsed: proposal ?? refused, answer, say, began });
    }
  } catch (error) {
    // One turn that could not be had, after its retries, is no reason to lose the call.
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    say(phrases.cannotLook());
  }
  talk.lines.splice(0, Math.max(0, talk.lines.length - linesKept));
  return answer;
}

type Turning = {
  lapsed: Proposal | undefined;
  answer: Answer;
  say: (text: string, fixed?: boolean) => void;
  began: number;
};

async function converse(start: CallStart, talk: Conversation, turn: Heard, turning: Turning): Promise<void> {
  const { lapsed, say, answer } = turning;
  const phrases = phrasesOf(start.language);
  for (let step = 0; step < stepsPerTurn; step += 1) {
    const reply = await think(contextOf(start, talk, step === 0 ? lapsed : undefined), turn);
    if (reply.memory === undefined) delete talk.memory;
    else talk.memory = reply.memory;
    const [wish] = reply.toolCalls;
    // What a model says along with a wish to change something it has not seen done; code speaks of that.
    if (wish?.kind !== 'write') say(reply.text, false);
    if (reply.goodbye) {
      talk.ended = 'caller';
      answer.ended = true;
      return;
    }
    if (!wish) {
      if (answer.say.length === 0) say(phrases.notUnderstood());
      return;
    }
    const { kind, ...toolCall } = wish;
    const caller = callerOf(start);
    if (kind === 'write') {
      const proposed = await propose.executeWithOptions({ summary: `check ${toolCall.name}` }, [
        caller,
        toolCall,
      ]);
      if ('proposal' in proposed) return await offer(start, talk, turning, proposed.proposal);
      talk.lines.push({ who: 'tool', ...toolCall, result: proposed.result });
    } else if (kind === 'read') {
      const result = await readSystem.executeWithOptions({ summary: `look up ${toolCall.name}` }, [
        caller,
        toolCall,
      ]);
      talk.lines.push({ who: 'tool', ...toolCall, result });
    } else {
      const result = { data: { error: 'there is no such tool' }, say: phrases.notUnderstood() };
      talk.lines.push({ who: 'tool', ...toolCall, result });
    }
  }
  say(phrases.notUnderstood());
}

/** The gate: reads back and waits for the caller's own yes, unless their words asked for just this already. */
async function offer(
  start: CallStart,
  talk: Conversation,
  turning: Turning,
  proposal: Proposal,
): Promise<void> {
  const { say, answer, began } = turning;
  const code = talk.taken[proposal.hash];
  if (code) {
    answer.code = code;
    say(phrasesOf(start.language).alreadyTaken(code));
  } else if (proposal.needsYes) {
    say(proposal.readBack);
    talk.proposal = proposal;
  } else {
    await carryOut({ start, talk, answer, say, began }, proposal);
  }
}

/** One model turn: on the host that holds the line, so that it streams; on any host when that one is gone. */
async function think(context: ModelContext, turn: Heard): Promise<JudgedReply> {
  const summary = 'understand and answer';
  if (turn.host) {
    try {
      const { reply } = proxyActivities<Activities>(forLine(turn.host));
      return await reply.executeWithOptions({ summary: `${summary}, on the line` }, [context, turn.turnId]);
    } catch (error) {
      if (!(error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)) throw error;
    }
  }
  return await shared.reply.executeWithOptions({ summary }, [context, turn.turnId]);
}

const callerOf = (start: CallStart): Caller => ({
  callId: start.callId,
  assistant: start.assistant,
  channel: start.channel,
  language: start.language,
  now: new Date().toISOString(),
  ...(start.from ? { from: start.from } : {}),
});

function contextOf(start: CallStart, talk: Conversation, lapsed: Proposal | undefined): ModelContext {
  const { callId, assistant, language, now, from } = callerOf(start);
  return {
    ...{ callId, assistant, language, now, lines: talk.lines },
    ...(from ? { from } : {}),
    ...(talk.memory === undefined ? {} : { memory: talk.memory }),
    ...(lapsed
      ? { lapsed: { name: lapsed.toolCall.name, args: lapsed.toolCall.args, readBack: lapsed.readBack } }
      : {}),
  };
}
