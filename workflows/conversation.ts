/** A conversation's turns: the model understands and words, code judges the yes, acts, and speaks what promises. */
import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Caller } from '../src/agent/tools';
import type { CallStart, Json, Line, ModelContext, Outcome, Proposal } from '../src/domain/call';
import type { Expectation } from '../src/domain/listening';
import type { Contact } from '../src/domain/ticket';
import type { Answer, Heard } from '../src/domain/turn';
import { linesKept } from '../src/domain/lines-kept';
import { firstLines } from '../src/language/first-lines';
import { phrasesOf } from '../src/language/phrases-of';
import { carryOut } from './carrying-out';
import { handoverOf } from './handover';
import { type Held, keepTime, letTimeGo } from './holding';
import { forLookups, forProjections } from './options';
import { confirm } from './confirming';
import { answerToNotice } from './notice-answer';
import type { Behind } from './projection';
import { think, type Told, type Voice } from './thinking';

const { propose, readSystem } = proxyActivities<Activities>(forLookups);
const { keepAnswered } = proxyActivities<Activities>(forProjections);

/** Looks and wishes a model may make in one turn, against one that asks for ever. */
const stepsPerTurn = 5;

/** A conversation as its workflow keeps it; plain data, so that it continues as new. */
export interface Conversation {
  lines: Line[];
  turns: number;
  codes: string[];
  /** Deliveries of this call whose end it has not heard of, in the order they were begun. */
  open: { code: string; connection: string }[];
  /** How the caller wants to be reached, as they said it with what they ordered last. */
  contact?: Contact;
  /** What deliveries of this call have reported and nobody has said yet, by code. */
  outcomes: Record<string, Outcome>;
  memory?: Json;
  proposal?: Proposal;
  /** The turn that the last proposal was read back in answer to; absent where the caller did not hear that answer. */
  proposedIn?: string;
  /** What a system's rule has just refused: the model may wish for it otherwise. */
  refused?: Proposal;
  /** What the caller was asked for last, where the model said so. */
  expects?: Expectation;
  /** What the host that holds the line was told of the conversation last. */
  told?: Told;
  /** A free time that is kept for the caller while it is read back. */
  held?: Held;
  /** The notice that this call began with was just said again: what comes next answers it. */
  saidAgain?: true;
  ended?: 'caller' | 'channel' | 'silence';
}

/** A conversation that begins with the greeting; one about a notice belongs to its case. */
export const openConversation = (start: CallStart): Conversation => ({
  lines: firstLines(start),
  turns: 0,
  codes: start.notice?.code === undefined ? [] : [start.notice.code],
  open: [],
  outcomes: {},
});

/** Notes sentences of code's own that were spoken outside of any turn. */
export function keepSaid(talk: Conversation, sentences: readonly string[]): void {
  for (const text of sentences) talk.lines.push({ who: 'assistant', text, fixed: true });
}

/** Answers one turn, changing the conversation. `releases` lets go of times that are kept, behind the caller's back. */
export async function answerTurn(
  start: CallStart,
  talk: Conversation,
  turn: Heard,
  releases: Behind,
  voice?: Voice,
): Promise<Answer> {
  const began = Date.now();
  const answer: Answer = { turnId: turn.turnId, say: [], ended: false };
  const say = (text: string, fixed = true, isSpoken = false): void => {
    if (text.trim() === '') return;
    answer.say.push(text);
    if (!isSpoken) voice?.unspoken.push(text);
    talk.lines.push({ who: 'assistant', text, fixed });
  };
  talk.turns += 1;
  keepSaid(talk, turn.said ?? []);
  talk.lines.push({ who: 'caller', text: turn.text });

  try {
    const unheard = turn.noted !== undefined;
    await respond(start, talk, turn, { answer, say, began, releases, unheard, ...(voice ? { voice } : {}) });
  } catch (error) {
    // One turn that could not be had, after its retries, is no reason to lose the call.
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    say(phrasesOf(start.language).cannotLook());
  }
  // Whether something is a second one is a question of ours; who does not answer it has asked for nothing more.
  if (talk.proposal && !talk.proposal.same) answer.offers = talk.proposal.code;
  delete talk.proposedIn;
  if (talk.proposal && !turn.noted) talk.proposedIn = turn.turnId;
  letTimeGo(talk, releases, talk.proposal?.code);
  forget(talk);
  return answer;
}

/** A model is told of so many lines only. */
function forget(talk: Conversation): void {
  const gone = Math.max(0, talk.lines.length - linesKept);
  talk.lines.splice(0, gone);
  if (talk.told) talk.told.lines -= gone;
  if (talk.told && talk.told.lines < 0) delete talk.told;
}

type Turning = {
  answer: Answer;
  say: (text: string, fixed?: boolean, isSpoken?: boolean) => void;
  voice?: Voice;
  began: number;
  releases: Behind;
  unheard: boolean;
};

/** A proposal lives for one answer: a yes makes it an order, anything else lets it lapse. */
async function respond(start: CallStart, talk: Conversation, turn: Heard, turning: Turning): Promise<void> {
  const { proposal, refused } = talk;
  delete talk.proposal;
  delete talk.refused;
  delete talk.expects;
  const phrases = phrasesOf(start.language);
  // Who did not hear the read-back agrees to nothing.
  const heard = turn.noted ? turn.noted.heard : talk.proposedIn;
  const heardIt = heard !== undefined && heard === talk.proposedIn;
  const consent = proposal && heardIt ? phrases.consent(turn.text) : undefined;
  if (proposal && consent === 'yes') {
    // Its booking takes what is kept.
    delete talk.held;
    await carryOut({ start, talk, ...turning }, proposal);
  } else if (proposal?.same && consent === 'no') {
    sayTaken(start, talk, turning, proposal.same.code);
    turning.say(phrases.anythingElse());
    delete talk.memory;
  } else {
    const words = proposal ? turn.text : await leftToSay(start, talk, turn, turning);
    if (words !== undefined)
      await converse(start, talk, { ...turn, text: words }, turning, proposal ?? refused);
  }
}

/** What of the words the assistant is to answer: none where they answer the notice that this call began with. */
async function leftToSay(
  start: CallStart,
  talk: Conversation,
  turn: Heard,
  turning: Turning,
): Promise<string | undefined> {
  const isFirst = talk.turns === 1 || talk.saidAgain === true;
  delete talk.saidAgain;
  const answered = isFirst && !turn.noted ? await answerToNotice(start, turn) : undefined;
  if (!answered) return turn.text;
  if (answered.is === 'again') {
    talk.saidAgain = true;
    turning.say(start.greeting);
    return undefined;
  }
  const phrases = phrasesOf(start.language);
  if (answered.is === 'order') await begin(start, talk, turning, answered.proposal);
  else if (answered.is === 'talk') talk.lines.splice(-1, 1, { who: 'caller', text: answered.text });
  else if (answered.is === 'noted') {
    if (answered.record) await confirm(answered.record, { by: 'voice', at: new Date().toISOString() });
    if (answered.what === 'confirmed') turning.say(phrases.notice(confirmed, '', start.zone));
    turning.say(phrases.anythingElse());
  }
  await keepAnswered.executeWithOptions({ summary: 'what was asked is answered' }, [answered.question]);
  return answered.is === 'talk' ? answered.text : undefined;
}

/** A key is pressed in error, a word misheard: what takes an appointment away is read back first. */
async function begin(
  start: CallStart,
  talk: Conversation,
  turning: Turning,
  proposal: Proposal,
): Promise<void> {
  if (proposal.order.verb === 'cancelAppointment') await offer(start, talk, turning, proposal);
  else await carryOut({ start, talk, ...turning }, proposal);
}

const confirmed = { what: 'confirmed' as const, title: '' };

async function converse(
  start: CallStart,
  talk: Conversation,
  turn: Heard,
  turning: Turning,
  lapsed: Proposal | undefined,
): Promise<void> {
  const { say, answer } = turning;
  const phrases = phrasesOf(start.language);
  for (let step = 0; step < stepsPerTurn; step += 1) {
    const context = contextOf(start, talk, step === 0 ? lapsed : undefined);
    const { reply, isSpoken } = await think(talk, context, turn, { step, voice: turning.voice });
    if (reply.memory === undefined) delete talk.memory;
    else talk.memory = reply.memory;
    if (reply.expects) talk.expects = reply.expects;
    const [wish] = reply.toolCalls;
    // What a model says along with a wish to change something it has not seen done; code speaks of that.
    if (isSpoken || wish?.kind !== 'write') say(reply.text, false, isSpoken);
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
  const { say } = turning;
  const { same, order, needsYes } = proposal;
  const phrases = phrasesOf(start.language);
  if (same && handoverOf(start, talk, proposal)) {
    // Who asks for a person again, and can have one, is put through: whether it is a second wish is no question then.
    await carryOut({ start, talk, ...turning }, { ...proposal, code: same.code });
  } else if (same && !needsYes && talk.codes.includes(same.code)) {
    sayTaken(start, talk, turning, same.code);
  } else if (same) {
    turning.answer.code = same.code;
    const question = phrases.anotherOne(same.code);
    say(question);
    talk.proposal = { ...proposal, readBack: question };
  } else if (needsYes) {
    const refusal = await keepTime(talk, proposal, turning.releases);
    say(refusal ? phrases.refused(order, refusal) : proposal.readBack);
    if (refusal) talk.refused = proposal;
    else talk.proposal = proposal;
  } else {
    await carryOut({ start, talk, ...turning }, proposal);
  }
}

function sayTaken(start: CallStart, talk: Conversation, { say, answer }: Turning, code: string): void {
  answer.code = code;
  if (!talk.codes.includes(code)) talk.codes.push(code);
  say(phrasesOf(start.language).alreadyTaken(code));
}

const callerOf = (start: CallStart): Caller => ({
  callId: start.callId,
  assistant: start.assistant,
  channel: start.channel,
  language: start.language,
  now: new Date().toISOString(),
  ...(start.from ? { from: start.from } : {}),
  ...(start.email ? { email: start.email } : {}),
});

function contextOf(start: CallStart, talk: Conversation, lapsed: Proposal | undefined): ModelContext {
  const { callId, assistant, language, now, from, email } = callerOf(start);
  return {
    ...{ callId, assistant, language, now, lines: talk.lines.slice(-linesKept) },
    ...(from ? { from } : {}),
    ...(email ? { email } : {}),
    ...(start.openCase ? { openCase: start.openCase } : {}),
    ...(talk.memory === undefined ? {} : { memory: talk.memory }),
    ...(lapsed
      ? { lapsed: { name: lapsed.toolCall.name, args: lapsed.toolCall.args, readBack: lapsed.readBack } }
      : {}),
  };
}
