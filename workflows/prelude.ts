/** What a spoken call goes through before its turns begin, and between them: ringing, introductions, consent, a person. */
import { hasHeard } from '../src/domain/cut';
import type { Listened } from '../src/domain/listening';
import type { Answer } from '../src/domain/turn';
import type { SpokenCall } from './line-of-call';
import { ringUp } from './outbound';
import { isConsent } from './recording';
import { putThrough } from './transfer';

/** Does what must be done before the caller is listened to again. */
export async function beforeListening(spoken: SpokenCall): Promise<void> {
  await ringUp(spoken);
  await putThrough(spoken);
}

/** Notes that an answer puts the caller through to a person. */
export function noteTransfer({ line, start }: SpokenCall, { transfers }: Answer): void {
  if (!transfers || !start.transfer) return;
  const number = (line.transfers?.length ?? 0) + 1;
  line.transfer = { ...transfers, number, kind: start.transfer.kind, leads: false, parked: false };
}

/** Whether words are no turn of the conversation: said before the introduction was heard, or about the recording. */
export async function isPrelude(spoken: SpokenCall, words: Listened & { what: 'words' }): Promise<boolean> {
  return isGreeting(spoken, words) || (spoken.line.asksConsent ? await isConsent(spoken, words) : false);
}

/** "¿Diga?" — who is called says so before they have heard who calls; then it is said again. */
function isGreeting({ line }: SpokenCall, { cut }: Listened & { what: 'words' }): boolean {
  if (!line.unintroduced) return false;
  delete line.unintroduced;
  const [, ...rest] = line.said;
  const unheard = cut ? rest.filter((sentence) => !hasHeard(cut.heard, sentence)) : [];
  if (unheard.length === 0) return false;
  line.toSay = unheard;
  return true;
}
