/** `recado call`: plays a scripted conversation against the running gateway. */
import { isHeard } from '../phone/wanted';
import type { Api } from './api';
import type { CallScript } from './call-script';
import { begin, hangUp, say } from './conversation';
import { exitCode } from './exit';
import type { Output } from './output';
import { awaitReceipt, isDelivered, type Receipt } from './receipt';

/** What a played call came to; the object of `--json`. */
export interface PlayedCall {
  ok: boolean;
  callId: string;
  assistant: string;
  language: string;
  workflowUrl: string;
  transcript: { who: 'caller' | 'assistant'; text: string }[];
  codes: string[];
  receipts: Receipt[];
  /** Why it is not ok, one sentence each. */
  failures: string[];
}

/** Plays the script, prints it as it goes, and answers the exit code. */
export async function call(api: Api, script: CallScript, output: Output): Promise<number> {
  const played = await play(api, script, output);
  for (const receipt of played.receipts) output.print(receiptWords(receipt));
  for (const failure of played.failures) output.print(`FAILED: ${failure}`);
  output.result(played);
  return played.ok ? exitCode.ok : exitCode.failed;
}

async function play(api: Api, script: CallScript, output: Output): Promise<PlayedCall> {
  const begun = await begin(api, script);
  const played: PlayedCall = {
    ok: true,
    callId: begun.callId,
    assistant: script.assistant,
    language: begun.language,
    workflowUrl: begun.workflowUrl,
    transcript: [],
    codes: [],
    receipts: [],
    failures: [],
  };
  const tell = (who: 'caller' | 'assistant', text: string): void => {
    played.transcript.push({ who, text });
    output.print(`${who === 'caller' ? '> ' : ''}${text}`);
  };
  tell('assistant', begun.greeting);
  if (script.language && script.language !== begun.language) {
    played.failures.push(`The assistant speaks ${begun.language}, and ${script.language} was expected.`);
  }
  const ended = await speak(api, script, played, tell);
  if (script.hangUp && !ended) await hangUp(api, begun.callId);
  if (script.waitForReceiptSeconds !== undefined) await collect(api, script.waitForReceiptSeconds, played);
  return { ...played, ok: played.failures.length === 0 };
}

/** Says the turns; answers whether the call has ended by itself. An expectation that is not met ends the talk. */
async function speak(
  api: Api,
  { turns }: CallScript,
  played: PlayedCall,
  tell: (who: 'caller' | 'assistant', text: string) => void,
): Promise<boolean> {
  for (const [index, { say: text, expect }] of turns.entries()) {
    tell('caller', text);
    const answer = await say(api, played.callId, text);
    for (const sentence of answer.say) tell('assistant', sentence);
    if (answer.code && !played.codes.includes(answer.code)) played.codes.push(answer.code);
    if (expect && !isHeard(expect, answer.say.join(' '))) {
      played.failures.push(unmet(`The answer to turn ${index + 1}`, expect));
      return answer.ended;
    }
    if (answer.ended && index < turns.length - 1) {
      played.failures.push(`The call ended after turn ${index + 1} of ${turns.length}.`);
    }
    if (answer.ended) return true;
  }
  return false;
}

async function collect(api: Api, seconds: number, played: PlayedCall): Promise<void> {
  if (played.codes.length === 0) {
    if (played.failures.length === 0)
      played.failures.push('No code was given, so there is no receipt to wait for.');
    return;
  }
  const until = performance.now() + seconds * 1000;
  for (const code of played.codes) {
    const receipt = await awaitReceipt(api, code, Math.max(0, until - performance.now()));
    played.receipts.push(receipt);
    if (!isDelivered(receipt)) played.failures.push(`${receiptWords(receipt)} after ${seconds} s.`);
  }
}

const unmet = (what: string, expected: string): string =>
  `${what} does not hold ${JSON.stringify(expected)}.`;

/** A receipt in words. */
export function receiptWords({ code, state, recordId, lastError }: Receipt): string {
  const record = recordId === undefined ? '' : `, record ${recordId}`;
  const fault = lastError === undefined ? '' : ` (${lastError})`;
  return `${code}: ${state ?? 'not seen yet'}${record}${fault}`;
}
