/** A call without a workflow: listens, answers, and keeps the conversation in memory. */
import type { LineActivities } from '../../activities';
import type { Assistant } from '../../src/domain/assistant';
import type { CallStart, Json, Line } from '../../src/domain/call';
import { cutShort } from '../../src/domain/cut';
import { linesKept } from '../../src/domain/lines-kept';
import type { Listening } from '../../src/domain/listening';
import { firstLines } from '../../src/language/first-lines';
import { spokenPhrasesOf } from '../../src/language/spoken-phrases-of';

/** What the loop calls. */
export type BareCall = Pick<LineActivities, 'listen' | 'replyOnLine'>;

/** How the call begins, as its line may foresee the first reply from it. */
export const bareStart = (
  callId: string,
  from: string,
  { id, tenant, language, greeting, budgetMs, zone, person, phone }: Assistant,
): CallStart => ({
  ...{ callId, channel: 'phone', tenant, assistant: id, language, greeting, budgetMs, zone, from },
  ...{ personWithinHours: person.withinHours, spoken: true, ifDropped: phone.ifDropped },
});

/** Holds it until the caller has hung up. */
export async function holdCall({ listen, replyOnLine }: BareCall, start: CallStart): Promise<void> {
  const { callId, assistant, language, greeting, from } = start;
  const talk: { lines: Line[]; memory?: Json } = {
    lines: firstLines(start),
  };
  let say = [spokenPhrasesOf(language).isMachine(), greeting];
  for (let turn = 1; ; turn += 1) {
    const ask: Listening = { turnId: `v${turn}`, say, ...(turn === 1 ? { firstWords: true as const } : {}) };
    say = [];
    const came = await listen({ callId, epoch: 1 }, ask);
    if (came.cut) cutShort(talk, came.cut.heard);
    if (came.what !== 'words') return;
    talk.lines.push({ who: 'caller', text: came.text });
    const context = {
      ...{ callId, assistant, language, now: new Date().toISOString(), lines: talk.lines.slice(-linesKept) },
      ...(from === undefined ? {} : { from }),
      ...(talk.memory === undefined ? {} : { memory: talk.memory }),
    };
    const reply = await replyOnLine(context, { turnId: ask.turnId, name: ask.turnId });
    talk.lines.push({ who: 'assistant', text: reply.text, fixed: false });
    talk.lines.splice(0, Math.max(0, talk.lines.length - linesKept));
    if (reply.memory !== undefined) talk.memory = reply.memory;
  }
}
