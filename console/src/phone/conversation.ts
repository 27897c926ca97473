/** What the dev phone knows of one call; changed by `converse` only. */
import type { AnswerView, CallBegun, CallDetail, Problem } from '../../../src/gateway/shapes';
import type { TranscriptLine } from '../api';

/** One turn of the caller and what became of it. */
export interface Turn {
  turnId: string;
  text: string;
  /** Said again after a reload; the transcript before it ends with its words already. */
  repeated: boolean;
  /** What has been said of the answer so far. */
  partial: string;
  answer?: AnswerView;
  problem?: Problem;
}

/** How turns reach the assistant at the moment. */
export type Link = 'connecting' | 'connected' | 'reconnecting' | 'posting';

export interface Conversation {
  callId: string;
  workflowId: string;
  workflowUrl: string;
  language: string;
  /** What was said before the turns below: the greeting, or the transcript after a reload. */
  earlier: TranscriptLine[];
  turns: Turn[];
  /** Codes of the deliveries that this call began. */
  codes: string[];
  link: Link;
  ended: boolean;
}

export type Happening =
  | { what: 'began'; call: CallBegun }
  | { what: 'rejoined'; call: CallDetail }
  /** `resumed`: it was said before a reload and is said again. */
  | { what: 'said'; turnId: string; text: string; resumed?: boolean }
  | { what: 'sent'; turnId: string }
  | { what: 'piece'; turnId: string; text: string }
  | { what: 'answered'; answer: AnswerView }
  | { what: 'failed'; turnId: string; problem: Problem }
  | { what: 'link'; link: Link }
  | { what: 'ended' }
  | { what: 'left' };

/** The conversation after a happening. Repeated and late ones change nothing. */
export function converse(before: Conversation | undefined, now: Happening): Conversation | undefined {
  if (now.what === 'left') return undefined;
  if (now.what === 'began')
    return {
      ...now.call,
      earlier: [{ who: 'assistant', text: now.call.greeting }],
      turns: [],
      codes: [],
      link: 'connecting',
      ended: false,
    };
  if (now.what === 'rejoined') return rejoin(before, now.call);
  if (!before) return before;
  switch (now.what) {
    case 'said':
      return { ...before, turns: [...before.turns, saidIn(before, now)] };
    case 'sent':
      return withTurn(before, now.turnId, begunAgain);
    case 'piece':
      return withTurn(before, now.turnId, (turn) => ({ ...turn, partial: turn.partial + now.text }));
    case 'answered':
      return answered(before, now.answer);
    case 'failed':
      return withTurn(before, now.turnId, (turn) => ({ ...turn, partial: '', problem: now.problem }));
    case 'link':
      return { ...before, link: now.link };
    case 'ended':
      return { ...before, ended: true };
  }
}

function saidIn({ earlier }: Conversation, said: Happening & { what: 'said' }): Turn {
  const lastWords = earlier.findLast((line) => line.who === 'caller')?.text;
  const repeated = said.resumed === true && lastWords === said.text;
  return { turnId: said.turnId, text: said.text, partial: '', repeated };
}

const begunAgain = ({ turnId, text, repeated }: Turn): Turn => ({ turnId, text, repeated, partial: '' });

/** The transcript as the workflow tells it takes the place of everything that has been answered. */
function rejoin(before: Conversation | undefined, call: CallDetail): Conversation {
  const same = before?.callId === call.callId ? before : undefined;
  return {
    callId: call.callId,
    workflowId: call.workflowId,
    workflowUrl: call.workflowUrl,
    language: call.language,
    earlier: call.lines?.filter(({ who }) => who !== 'tool') ?? same?.earlier ?? [],
    turns: (same?.turns ?? []).filter((turn) => !turn.answer || !call.lines),
    codes: [...new Set([...(same?.codes ?? []), ...call.codes])],
    link: same?.link ?? 'connecting',
    ended: call.state === 'ended',
  };
}

function withTurn(before: Conversation, turnId: string, change: (turn: Turn) => Turn): Conversation {
  const turns = before.turns.map((turn) => (turn.turnId === turnId && !turn.answer ? change(turn) : turn));
  return { ...before, turns };
}

function answered(before: Conversation, answer: AnswerView): Conversation {
  const after = withTurn(before, answer.turnId, (turn) => ({ ...begunAgain(turn), answer }));
  const codes =
    answer.code && !before.codes.includes(answer.code) ? [...before.codes, answer.code] : before.codes;
  return { ...after, codes, ended: before.ended || answer.ended };
}
