/**
 * The turns of a call by `<Gather>`. Each is an update, as of a written call; no host holds a line, so that any gateway may
 * answer the carrier. What a line would do otherwise, the carrier is told when it asks where the call goes.
 */
import { condition, setHandler } from '@temporalio/workflow';
import type { Heard } from '../src/domain/turn';
import { attendCarrier, sentOn, whereTo } from './carrier-door';
import type { SpokenCall } from './line-of-call';
import { hungUp, playedOut, whereNext } from './messages';
import { beforeListening, noteTransfer } from './prelude';
import { isConsent } from './recording';
import type { Turns } from './spoken';
import { noteHeard, noteUnheard } from './spoken-notice';

/** The carrier tells of the end of a call; should it not, nobody is there any more after so long. */
const silenceEnds = '30 minutes';
/** How long the carrier is let wait for a decision before it asks again. */
const decidesWithin = '5 seconds';

/** The turns of such a call, as they come in. */
export function gatheredTurns(spoken: SpokenCall): Turns {
  const { start, line, call, door } = spoken;
  const { talk } = call;
  attendCarrier(spoken);
  attendRedirects(spoken);
  // Whoever says so, nobody hears an answer any more.
  setHandler(hungUp, () => {
    line.over = true;
    talk.ended ??= 'caller';
  });
  setHandler(playedOut, () => void (line.playedOut = true));
  // Of a call of ours the carrier tells by its leg.
  void condition(() => line.over === true).then(
    () => (talk.ended ??= 'caller'),
    () => undefined,
  );
  return {
    async next() {
      while (!talk.ended) {
        await beforeListening(spoken);
        const isTold = (): boolean =>
          line.playedOut === true && !line.noticeHeard && start.notice !== undefined;
        const isWoken = (): boolean => door.inbox.length > 0 || talk.ended !== undefined || isTold();
        const summary = 'wait for the caller; silence ends the call';
        if (!(await condition(isWoken, silenceEnds, { summary }))) talk.ended = 'silence';
        if (line.playedOut || door.inbox.length > 0) await noteHeard(spoken, { turnId: '', what: 'done' });
        const turns = await behindConsent(spoken, door.inbox.splice(0));
        if (turns.length > 0) return turns;
      }
      return [];
    },
    answered({ turnId }, answer) {
      // The carrier is brought back behind the turn that led it away.
      line.epoch = Number(turnId.replace(/\D/g, ''));
      line.toSay = [];
      noteTransfer(spoken, answer);
    },
    mayPause: () => line.transfer === undefined,
    end: async () => await noteUnheard(spoken),
  };
}

/** Where the call goes behind words that said so, and once what that came to is decided. */
function attendRedirects(spoken: SpokenCall): void {
  const { line, call } = spoken;
  setHandler(whereNext, async () => {
    const isDecided = (): boolean =>
      call.talk.ended !== undefined ||
      (!isRinging(spoken) && (!line.transfer || whereTo(spoken).to !== 'line'));
    const summary = 'where the call goes';
    if (!(await condition(isDecided, decidesWithin, { summary }))) return { to: 'later' as const };
    const next = sentOn(spoken);
    if (next.to !== 'line' || call.talk.ended !== undefined) return next;
    return { ...next, say: line.toSay };
  });
}

/** Nobody knows yet who picked up. */
const isRinging = ({ line }: SpokenCall): boolean =>
  line.ringing !== undefined && line.ringing.outcome === undefined;

/** The turns without the answer to the question whether the call may be recorded, where that is one. */
async function behindConsent(spoken: SpokenCall, turns: Heard[]): Promise<Heard[]> {
  const { line, call } = spoken;
  const [first, ...rest] = turns;
  if (!first || !line.asksConsent) return turns;
  const { turnId, text } = first;
  // What was noted while Temporal was away answers something else.
  if (first.noted) delete line.asksConsent;
  else if (await isConsent(spoken, { what: 'words', turnId, text, via: 'voice' })) {
    call.answers.push({ turnId, say: line.toSay, ended: false });
    return rest;
  }
  return turns;
}
