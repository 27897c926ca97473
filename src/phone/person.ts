/** The person at the phone: goes through the steps of a script, and notes what did not go as expected. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCode } from '../domain/code';
import { Answers } from './answers';
import { pauseMs } from './hearing';
import { longestSilence, measureTurns, type OwnTurn } from './measures';
import type { VoiceKind } from './mouth';
import type { PhoneCall } from './phone-call';
import { Rumble } from './rumble';
import type { Expectation, PhoneScript, Step } from './script-shape';
import type { Voice } from './voice';
import { isHeard } from './wanted';

/** What a person needs besides a phone. */
export interface PersonOptions {
  voice: Voice;
  /** False: words cannot be told from sound, so `hear` waits for an end of speech. */
  hearsWords: boolean;
  /** Whether a code has become a record; undefined where nobody can tell. */
  ticketOf?: ((code: string, withinMs: number) => Promise<boolean>) | undefined;
}

/** How long the other must be silent before somebody polite begins to speak. */
const politeMs = 500;
/** Where words are not known, an end of speech must be told from a breath. */
const politeWithoutWordsMs = 900;
/** After a mumble or a cough the other must still be speaking. */
const goesOnMs = 800;
const keyEveryMs = 200;
const waitedKeyMs = 500;
/** So many times their patience is all that somebody has for one who goes on speaking and asks nothing. */
const mostPatience = 4;

/** Something did not go as the script says. */
class Unmet extends Error {}

/** One person in one call. */
export class Person {
  readonly failures: string[] = [];
  readonly own: OwnTurn[] = [];
  readonly waits: { fromMs: number; toMs: number }[] = [];
  /** What was heard from here on answers what was last said. */
  private sinceMs: number;

  constructor(
    private readonly call: PhoneCall,
    private readonly script: Pick<PhoneScript, 'steps' | 'patienceMs' | 'language'>,
    private readonly options: PersonOptions,
  ) {
    this.sinceMs = performance.now();
  }

  /** Plays the steps; hangs up at the end, unless `stays`. Never throws. */
  async play({ stays = false } = {}): Promise<void> {
    for (const [at, step] of this.script.steps.entries()) {
      try {
        await this.take(step);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.failures.push(`Step ${at + 1}: ${why}`);
        break;
      }
    }
    if (stays && this.failures.length === 0) await this.call.until(() => false, 3_600_000);
    this.call.over({ by: 'caller', why: 'hung up' });
  }

  /** The codes that were said so far. */
  codes(): string[] {
    const said = this.call.hearing.wordsSince(0);
    const found = said.match(/R[-\s]?[0-9A-Z]{4}[-\s]?[0-9A-Z]{4}(?![0-9A-Za-z])/g) ?? [];
    return [...new Set(found.flatMap((text) => parseCode(text) ?? []))];
  }

  private async take(step: Step): Promise<void> {
    const withinMs = step.withinMs ?? this.script.patienceMs;
    if (step.hear !== undefined) return await this.hear(step.hear, withinMs);
    if (step.say !== undefined || step.wav !== undefined) return await this.say('say', step.say ?? '', step);
    if (step.answer) return await this.answer(step.answer, withinMs);
    if (step.press !== undefined) return await this.press(step.press);
    if (step.bargeIn) return await this.bargeIn(step.bargeIn, step, withinMs);
    if (step.pause !== undefined) return await this.pause(step.pause);
    if (step.mumble !== undefined) return await this.mumble(step.mumble, step, withinMs);
    if (step.cough !== undefined) return await this.cough(step.cough, step, withinMs);
    if (step.drop) return await this.drop(step.drop);
    if (step.hangUp) return this.call.over({ by: 'caller', why: 'hung up' });
    if (step.expect) await this.expect(step.expect, withinMs);
  }

  private async hear(wanted: string, withinMs: number): Promise<void> {
    const { call } = this;
    const fromMs = performance.now();
    const isMet = (): boolean => {
      const now = performance.now();
      const lastMs = call.hearing.lastSoundMs ?? -Infinity;
      const quietMs = call.isOver ? Infinity : now - lastMs;
      if (!this.knowsWords()) return lastMs > this.sinceMs && quietMs >= politeWithoutWordsMs;
      return quietMs >= politeMs && isHeard(wanted, call.hearing.wordsSince(this.sinceMs));
    };
    const how = await call.until(isMet, withinMs);
    this.waits.push({ fromMs, toMs: call.isOver ? (call.hearing.lastSoundMs ?? fromMs) : performance.now() });
    if (how === 'met') return;
    const end =
      how === 'over' ? `the call was over (${call.end?.by}: ${call.end?.why})` : `${withinMs} ms went by`;
    const said =
      call.hearing.wordsSince(this.sinceMs) ||
      (call.hearing.isSilentSince(this.sinceMs) ? '' : '(sound without known words)');
    throw new Unmet(`${JSON.stringify(wanted)} was not heard before ${end}; heard: ${JSON.stringify(said)}`);
  }

  /** A carrier that speaks itself knows the words; of a media stream only tags tell them. */
  private knowsWords(): boolean {
    return this.options.hearsWords || !this.call.transports.has('media');
  }

  private async say(kind: VoiceKind, text: string, { wav, noise }: Step): Promise<void> {
    const { call, script } = this;
    const utterance = await this.options.voice.utter({ kind, text, wav, language: script.language });
    if (call.isOver)
      throw new Unmet(`the call was over (${call.end?.why}) before ${JSON.stringify(text)} was said`);
    const rumble = noise ? new Rumble(noise) : undefined;
    const spoken = await call.mouth.say({ ...utterance, rumble });
    if (kind !== 'say' && kind !== 'bargeIn') return;
    this.own.push({ ...spoken, kind });
    this.sinceMs = kind === 'bargeIn' ? spoken.beganMs : spoken.endedMs;
  }

  private async answer({ to, until }: NonNullable<Step['answer']>, withinMs: number): Promise<void> {
    const { call } = this;
    const answers = new Answers(call, to);
    for (;;) {
      const heard = (): string => {
        this.sinceMs = answers.since(this.sinceMs);
        return call.hearing.wordsSince(this.sinceMs);
      };
      const isQuiet = (): boolean => performance.now() - (call.hearing.lastSoundMs ?? -Infinity) >= politeMs;
      const isDone = (): boolean => until !== undefined && isHeard(until, heard());
      const how = await this.patiently(
        () => isQuiet() && (isDone() || answers.asked(heard()) !== undefined),
        withinMs,
      );
      if (how === 'over' && until === undefined) return;
      if (how === 'met' && isDone()) return;
      const question = answers.asked(heard());
      const say = how === 'met' && question ? answers.answerTo(question) : undefined;
      if (say === undefined)
        throw new Unmet(`nothing that has an answer was asked; heard: ${JSON.stringify(heard())}`);
      await this.say('say', say, {});
    }
  }

  /** Waits as long as the other is heard: nobody hangs up on who is speaking to them, unless it goes on for ever. */
  private async patiently(met: () => boolean, withinMs: number): Promise<'met' | 'late' | 'over'> {
    const { call } = this;
    const untilMs = performance.now() + withinMs * mostPatience;
    for (let leftMs = withinMs; ;) {
      const how = await call.until(met, leftMs);
      const now = performance.now();
      leftMs = (call.hearing.lastSoundMs ?? -Infinity) + withinMs - now;
      if (how !== 'late' || leftMs <= 0 || now >= untilMs) return how;
    }
  }

  private async press(keys: string): Promise<void> {
    const beganMs = performance.now();
    for (const [at, key] of [...keys].entries()) {
      if (at > 0) await sleep(keyEveryMs);
      if (key === 'w') await sleep(waitedKeyMs);
      else this.call.connection?.press(key);
    }
    const endedMs = performance.now();
    this.own.push({ kind: 'press', text: keys, beganMs, endedMs });
    this.sinceMs = endedMs;
  }

  private async bargeIn(
    { afterMs, say }: { afterMs: number; say: string },
    step: Step,
    withinMs: number,
  ): Promise<void> {
    await this.amidSpeech(afterMs, withinMs);
    await this.say('bargeIn', say, step);
  }

  private async mumble(mumble: NonNullable<Step['mumble']>, step: Step, withinMs: number): Promise<void> {
    const { afterMs, say } = typeof mumble === 'string' ? { afterMs: 400, say: mumble } : mumble;
    await this.amidSpeech(afterMs, withinMs);
    await this.goesOn('mumble', say, step);
  }

  private async cough(cough: NonNullable<Step['cough']>, step: Step, withinMs: number): Promise<void> {
    if (cough !== true) await this.amidSpeech(cough.afterMs, withinMs);
    await this.goesOn('cough', '', step);
  }

  /** The other must not be stopped by it. */
  private async goesOn(kind: VoiceKind, text: string, step: Step): Promise<void> {
    const { call } = this;
    const fromMs = performance.now();
    const wasSpeaking = call.hearing.isSounding(fromMs);
    await this.say(kind, text, step);
    // Of a relay the carrier decides what stops it.
    if (!wasSpeaking || call.connection?.transport !== 'media') return;
    const how = await call.until(() => call.clearedMs.some((ms) => ms >= fromMs), goesOnMs);
    if (how === 'met') throw new Unmet(`a ${kind} stopped the assistant`);
  }

  /** Waits until the other has been speaking for that long. */
  private async amidSpeech(afterMs: number, withinMs: number): Promise<void> {
    const { call } = this;
    const speech = (): { beganMs: number } | undefined => {
      const span = call.hearing.spans.at(-1);
      return span && span.endedMs > this.sinceMs && call.hearing.isSounding(performance.now())
        ? span
        : undefined;
    };
    const how = await call.until(() => speech() !== undefined, withinMs);
    if (how !== 'met') throw new Unmet(`the assistant did not speak within ${withinMs} ms`);
    const dueMs = (speech()?.beganMs ?? 0) + afterMs;
    await call.until(() => performance.now() >= dueMs, afterMs + 1000);
    const lastMs = call.hearing.lastSoundMs ?? 0;
    if (call.isOver || performance.now() - lastMs >= pauseMs) {
      throw new Unmet(`the assistant had stopped before ${afterMs} ms of speech`);
    }
  }

  private async pause(ms: number): Promise<void> {
    await this.call.until(() => false, ms);
  }

  private async drop({ afterMs, reconnect }: { afterMs: number; reconnect: boolean }): Promise<void> {
    const { call } = this;
    await this.pause(afterMs);
    const leg = call.connection;
    if (!leg || leg.transport === 'gather') throw new Unmet('there was no socket to drop');
    call.isLineDead = !reconnect;
    this.sinceMs = performance.now();
    leg.drop();
    const want = (): boolean => call.connection !== leg || call.isOver;
    await call.until(want, 1000);
  }

  private async expect(expectation: Expectation, withinMs: number): Promise<void> {
    const { call } = this;
    const { codeSaid, ended, transferredTo, ticket, maxSilenceMs, voiceToVoiceMs } = expectation;
    if (codeSaid !== undefined) await this.expectCode(codeSaid, withinMs);
    if (ended === true && (await call.until(() => call.isOver, withinMs)) === 'late') {
      throw new Unmet(`the assistant did not end the call within ${withinMs} ms`);
    }
    if (ended === false && call.isOver) throw new Unmet(`the call was over (${call.end?.why})`);
    if (ended === true && call.end?.by !== 'assistant')
      throw new Unmet(`the call ended otherwise: ${call.end?.why}`);
    if (transferredTo !== undefined) {
      const how = await call.until(() => call.transferredTo.has(transferredTo), withinMs);
      const to = [...call.transferredTo].join(', ') || 'nobody';
      if (how !== 'met') throw new Unmet(`the caller was put through to ${to}, not to ${transferredTo}`);
    }
    if (ticket !== undefined) await this.expectTicket(ticket, withinMs);
    if (maxSilenceMs !== undefined) this.expectSilence(maxSilenceMs);
    if (voiceToVoiceMs !== undefined) this.expectQuick(voiceToVoiceMs);
  }

  private async expectCode(wanted: string | boolean, withinMs: number): Promise<void> {
    const { call } = this;
    const isSaid = (): boolean =>
      typeof wanted === 'string' ? isHeard(wanted, call.hearing.wordsSince(0)) : this.codes().length > 0;
    if (wanted === false && isSaid()) throw new Unmet(`a code was said: ${this.codes().join(', ')}`);
    if (wanted === false) return;
    const how = await call.until(isSaid, withinMs);
    if (how !== 'met') throw new Unmet(wanted === true ? 'no code was said' : `${wanted} was not said`);
  }

  private async expectTicket(wanted: boolean, withinMs: number): Promise<void> {
    const codes = this.codes();
    const { ticketOf } = this.options;
    if (!ticketOf) throw new Unmet('there is nobody to ask for tickets');
    if (wanted && codes.length === 0) throw new Unmet('no code was said, so there is no ticket to look for');
    for (const code of codes) {
      const isThere = await ticketOf(code, wanted ? withinMs : 0);
      if (isThere !== wanted) throw new Unmet(`${code} has ${isThere ? 'a' : 'no'} record`);
    }
  }

  private expectSilence(mostMs: number): void {
    const longestMs = longestSilence(this.waits, [...this.call.hearing.spans, ...this.call.mouth.spoken]);
    if (longestMs > mostMs)
      throw new Unmet(`it was silent for ${longestMs} ms, and ${mostMs} ms are allowed`);
  }

  private expectQuick(mostMs: number): void {
    const { spans, sentences } = this.call.hearing;
    const slow = measureTurns(this.own, spans, sentences).filter(
      ({ voiceToVoiceMs }) => (voiceToVoiceMs ?? 0) > mostMs,
    );
    const [first] = slow;
    if (first) throw new Unmet(`the answer to ${JSON.stringify(first.said)} took ${first.voiceToVoiceMs} ms`);
  }
}
