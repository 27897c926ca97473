import type { Caller, Tools } from '../src/agent/tools';
import type { Order } from '../src/domain/call';
import type { Intake } from '../src/domain/intake';
import { saidIn, wasBegun } from '../src/domain/intake-rules';
import type { Answer, Heard } from '../src/domain/turn';
import { intakePhrasesOf } from '../src/language/intake-phrases-of';
import { type NotedWords, readNotedWords } from '../src/language/noted-words';
import { bare, capital, cut } from '../src/language/wording';
import type { Store } from '../src/store/store';

/** Which call is meant. */
export interface CallRef {
  channel: string;
  callId: string;
}

/** Where a call stands. `lastSaid` is what the assistant said last; `from` is E.164. */
export interface CallSeen {
  state: 'live' | 'ended' | 'unknown';
  codes: string[];
  lastSaid?: string;
  from?: string;
}

/** What became of a noted turn: its answer, or that the call is over, or that nothing could answer it. */
export type HeardNoted = { answer: Answer } | { missed: 'over' | 'unanswered' };

/** The conversations at Temporal, as an intake reaches them. */
export interface Conversations {
  look(call: CallRef): Promise<CallSeen>;
  hear(call: CallRef, turn: Heard): Promise<HeardNoted>;
}

/** The caller's own words. `asked` is what the assistant had said before them; `phone` a number they left, E.164. */
export interface NotedWish {
  asked: string | undefined;
  said: string[];
  phone: string | undefined;
}

/** The activities of an intake. */
export interface IntakeActivities {
  /** Where a call stands. */
  lookAtCall(call: CallRef): Promise<CallSeen>;
  /** What the noted words ask for. */
  readNoted(intake: Intake): Promise<NotedWords>;
  /** The ticket for people to see to, with the caller's own words; undefined where the assistant has no ticket system. */
  orderOfWords(caller: Caller, wish: NotedWish): Promise<Order | undefined>;
  /** The conversation has heard it: what was said is no longer kept in the journal. */
  forgetNoted(code: string): Promise<void>;
}

/** What the activities of an intake stand on. */
export interface IntakeDependencies {
  conversations: Pick<Conversations, 'look'>;
  tools: Pick<Tools, 'propose'>;
  store: Pick<Store, 'intakeHeard'>;
  now: () => Date;
}

/** How long a turn is known again by the journal after it was handed over. */
const knownForMs = 7 * 24 * 3_600_000;

/** Makes them. */
export function createIntake({ conversations, tools, store, now }: IntakeDependencies): IntakeActivities {
  return {
    lookAtCall: async (call) => await conversations.look(call),
    async readNoted(intake) {
      const { language, zone } = intake.start;
      const texts = saidIn(intake).map(({ text }) => text);
      const at = { language, zone, now: intake.createdAt };
      return readNotedWords(texts, { ...at, answersCall: !wasBegun(intake) });
    },
    orderOfWords: async (caller, wish) => await orderOfWords(tools, caller, wish),
    forgetNoted: async (code) =>
      await store.intakeHeard(code, new Date(now().getTime() - knownForMs).toISOString()),
  };
}

/** What `request_person` would make, with the caller's own words in it. */
async function orderOfWords(
  tools: Pick<Tools, 'propose'>,
  caller: Caller,
  { asked, said, phone }: NotedWish,
): Promise<Order | undefined> {
  const words = [...(asked === undefined ? [] : [`«${asked}»`]), ...said];
  const args = { topic: cut(words.join(' '), 300) };
  const proposed = await tools.propose(caller, { id: 'noted', name: 'request_person', args });
  if (!('proposal' in proposed) || proposed.proposal.order.verb !== 'createTicket') return undefined;
  const { order } = proposed.proposal;
  const title = intakePhrasesOf(caller.language).title();
  const number = caller.from ?? phone;
  const contact = { ...order.contact, ...(number === undefined ? {} : { phone: number }) };
  return {
    ...order,
    title,
    contact,
    args: {
      ...order.args,
      subject: cut(`${capital(title)}: ${bare(said[0] ?? '')}`, 200),
      description: words.join('\n').slice(0, 4000),
      contact,
      origin: { ...order.args.origin, intent: 'intake', summary: cut(words.join(' '), 2000) },
    },
  };
}
