/** The lines of calls whose sockets come here: made, handed to the workflow, prepared for, and left when they end. */
import { z } from 'zod';
import type { Assistant } from '../../domain/assistant';
import type { Listened } from '../../domain/listening';
import { Foresight } from '../../line/foresight';
import type { LineHooks, LineOptions } from '../../line/line-options';
import type { OpenLine } from '../../line/open-line';
import { spokenPhrasesOf } from '../../language/spoken-phrases-of';
import { Refused } from '../problem';
import { attendUntaken } from './alone';
import { attach } from './attaching';
import { openKeptSound } from './kept-sound';
import type { PhoneParts } from './phone-parts';
import { noteTiming } from './timings';
import { attendWaiting, type Waiting } from './waiting';

/** What our TwiML hands to a socket; Twilio gives it back in the first frame. */
export const lineParameters = z.object({
  callId: z.string().min(1).max(64),
  epoch: z.coerce.number().int().positive(),
  assistant: z.string().min(1).max(60),
  token: z.string().max(100),
  /** The call had a line before. */
  again: z.literal('yes').optional(),
  /** We call: nothing is said before the workflow says it. */
  quiet: z.literal('yes').optional(),
});
type LineParameters = z.infer<typeof lineParameters>;

/** A line stays known so long after its socket is gone, so that the workflow hears how it ended. */
const keptMs = 60_000;

/** What a socket's first frame says, if it is from TwiML of ours. Throws `Refused`. */
export function admitted(
  { phone, gateway }: PhoneParts,
  parameters: Readonly<Record<string, string>>,
): { line: LineParameters; assistant: Assistant } {
  const parsed = lineParameters.safeParse(parameters);
  const line = parsed.data;
  if (!line) throw refused('shows no parameters of ours');
  const verdict = phone.tokens.redeem({ callId: line.callId, epoch: line.epoch }, line.token);
  if (verdict !== 'valid') throw refused(`shows a token that is ${verdict}`);
  return { line, assistant: gateway.assistants.get(line.assistant) };
}

const refused = (why: string): Refused =>
  new Refused(403, `The socket ${why}`, 'Only Twilio opens it, as the TwiML of this gateway says.');

/** What every line is made with. */
export function lineOptions(
  parts: PhoneParts,
  { callId, epoch, again, quiet }: LineParameters,
  assistant: Assistant,
): LineOptions {
  const { language } = assistant;
  const phrases = spokenPhrasesOf(language);
  const opening = again ? { say: phrases.backAgain(), atOnce: true as const } : { say: phrases.isMachine() };
  return {
    ...{ callId, epoch, language, hooks: hooksOf(parts, callId, assistant) },
    opening: quiet ? 'nothing' : opening,
  };
}

function hooksOf(parts: PhoneParts, callId: string, assistant: Assistant): LineHooks {
  const { phone, gateway } = parts;
  /** The turn that was told of last, and how often. */
  let untaken = { turnId: '', times: 0 };
  const sound = openKeptSound(parts, callId, assistant);
  return {
    ...(sound && { keepSound: (turnId: string, mulaw: Buffer) => sound.keep(turnId, mulaw) }),
    onLikelyWords(text: string, listened: Listened) {
      sound?.look();
      const context = phone.foresights.get(callId)?.foresee(text, listened.cut?.heard);
      if (context) phone.prepared.prepare(context);
    },
    onWordsGoOn: () => phone.prepared.discard(callId),
    onTiming: (timing) => noteTiming(parts, callId, timing),
    onUntaken(turn) {
      const line = phone.live.get(callId);
      const turnId = turn?.turnId ?? '';
      const before = untaken.turnId === turnId ? untaken.times : 0;
      untaken = { turnId, times: before + 1 };
      if (!line) return;
      void attendUntaken(parts, line, { assistant, turn, before }).catch((error: unknown) =>
        gateway.log.error({ err: error, callId }, 'a line could not be attended'),
      );
    },
    onMute() {
      phone.metrics.mute();
      gateway.log.warn({ callId }, 'no provider spoke: the caller heard tones');
    },
    onFault: (error) => gateway.log.warn({ err: error, callId }, 'a provider failed on a line'),
  };
}

/**
 * Takes a line in and tells its workflow. `waiting`: it keeps silent until the workflow says what is to be said. Returns what
 * its socket must call when it is gone.
 */
export function takeIn(
  parts: PhoneParts,
  line: OpenLine,
  { again, waiting }: Pick<LineParameters, 'again'> & { waiting?: Omit<Waiting, 'isGone'> | undefined },
): (hungUp: boolean) => void {
  const { phone, desk, gateway } = parts;
  const { callId } = line;
  let isGone = false;
  if (!phone.live.open(line)) return () => undefined;
  desk.comesByPhone(callId);
  if (!phone.foresights.has(callId)) phone.foresights.set(callId, new Foresight(desk.startOf(callId)));
  void attach(parts, line, { isBack: again !== undefined && !waiting, isGone: () => isGone }).catch(
    (error: unknown) =>
      gateway.log.error({ err: error, callId }, 'a line could not be handed to its workflow'),
  );
  if (waiting)
    void attendWaiting(parts, line, { ...waiting, isGone: () => isGone }).catch((error: unknown) =>
      gateway.log.error({ err: error, callId }, 'a line that waits could not be attended'),
    );
  return (hungUp) => {
    isGone = true;
    if (hungUp)
      void desk.hangUp(callId).catch((error: unknown) => {
        gateway.log.warn({ err: error, callId }, 'a hang-up could not be told');
      });
    setTimeout(() => {
      phone.live.drop(line);
      if (phone.live.get(callId)) return;
      phone.prepared.discard(callId);
      phone.foresights.delete(callId);
    }, keptMs).unref();
  };
}
