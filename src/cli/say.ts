/** `recado say`: one turn of a conversation, going on where the last one stopped. */
import { assistantView, listed, type AnswerView } from '../gateway/shapes';
import { type Api, Refusal } from './api';
import { begin, say as speak } from './conversation';
import { exitCode, Failed } from './exit';
import { firstOf } from './first-assistant';
import { type LastCall, readLastCall, writeLastCall } from './last-call';
import type { Output } from './output';

/** What is said, and in which call. */
export interface Saying {
  text: string;
  home: string;
  assistant?: string;
  /** Id of a call; the last one from this shell by default. */
  call?: string;
  from?: string;
  /** Begins another call. */
  fresh?: boolean;
}

/** Says it, prints the answer, and answers the exit code. */
export async function say(api: Api, saying: Saying, output: Output): Promise<number> {
  const { callId, answer, greeting } = await inCall(api, saying, output);
  if (answer.ended && readLastCall(saying.home)?.callId === callId) writeLastCall(saying.home, undefined);
  for (const sentence of answer.say) output.print(sentence);
  if (answer.code)
    output.progress(
      `Code ${answer.code}, ${answer.delivery ?? 'pending'}. recado cases ${answer.code} tells more.`,
    );
  if (answer.ended) output.progress('The call has ended.');
  output.result({ callId, ...(greeting === undefined ? {} : { greeting }), ...answer });
  return exitCode.ok;
}

interface Said {
  callId: string;
  answer: AnswerView;
  /** Where the call was begun by this turn. */
  greeting?: string;
}

async function inCall(api: Api, saying: Saying, output: Output): Promise<Said> {
  if (saying.call !== undefined)
    return { callId: saying.call, answer: await speak(api, saying.call, saying.text) };
  const last = goesOn(readLastCall(saying.home), saying, api.url);
  if (last) {
    try {
      return { callId: last.callId, answer: await speak(api, last.callId, saying.text) };
    } catch (error) {
      const over = error instanceof Refusal && [404, 409, 410].includes(error.status);
      if (!over) throw error;
      output.progress('The last call is over; this begins another.');
    }
  }
  const assistant = saying.assistant ?? last?.assistant ?? (await firstAssistant(api, output));
  const begun = await begin(api, { assistant, from: saying.from ?? last?.from });
  const { from = last?.from } = saying;
  writeLastCall(saying.home, {
    callId: begun.callId,
    assistant,
    url: api.url,
    ...(from === undefined ? {} : { from }),
  });
  output.print(begun.greeting);
  return {
    callId: begun.callId,
    greeting: begun.greeting,
    answer: await speak(api, begun.callId, saying.text),
  };
}

/** The last call, unless another assistant, caller or gateway is meant. */
function goesOn(last: LastCall | undefined, saying: Saying, url: string): LastCall | undefined {
  if (!last || saying.fresh || last.url !== url) return undefined;
  if (saying.assistant !== undefined && saying.assistant !== last.assistant) return undefined;
  if (saying.from !== undefined && saying.from !== last.from) return undefined;
  return last;
}

async function firstAssistant(api: Api, output: Output): Promise<string> {
  const { items } = await api.get('/api/assistants', listed(assistantView));
  const ids = items.map(({ id }) => id);
  const first = firstOf(ids);
  const others = ids.filter((id) => id !== first);
  if (first === undefined)
    throw new Failed('The gateway has no assistant.', 'Put one into agents/ and start again.');
  if (others.length > 0)
    output.progress(`(Talking to ${first}; --assistant ${others.join(' | ')} for another.)`);
  return first;
}
