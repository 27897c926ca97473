/** Two wishes in one breath: the first is done, and the second is not forgotten. */
import type { Errand } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { begin } from './ask';
import { recognise } from './recognise';
import { speak, type Turn } from './turn';
import { findPhrase, saysAny, type Word, wordsOf } from './words';

/** A sentence with two wishes: its words for the first one and those for what comes after it. */
interface TwoWishes {
  first?: Errand;
  said: string;
  later: { errands: Errand[]; said: string };
}

interface Part {
  text: string;
  announced: boolean;
  errands: Errand[];
}

/** Splits a sentence that asks for a second errand after the first: "…y también quiero cita". */
export function twoWishesIn(turn: Turn, text: string): TwoWishes | undefined {
  const parts = partsOf(turn, text);
  const at = parts.findIndex(({ errands }) => errands.length === 1);
  const first = parts[at]?.errands[0];
  const agreed = turn.phrases.consent(parts[0]?.text ?? '') === 'yes';
  const second = parts.findIndex(
    ({ errands, announced }, place) =>
      announced &&
      errands.length > 0 &&
      (place > at || agreed) &&
      place > 0 &&
      (agreed || !errands.includes(first!)),
  );
  const later = parts[second];
  if (!later || (!agreed && !first)) return undefined;
  const join = (some: Part[]): string => some.map((part) => part.text).join(', ');
  return {
    ...(first && !agreed ? { first } : {}),
    said: join(parts.slice(0, second)),
    later: { errands: later.errands, said: join(parts.slice(second)) },
  };
}

/** A sentence cut at its commas and at "y": each part with the errands it asks for. */
function partsOf(turn: Turn, text: string): Part[] {
  const { cues, assistant } = turn;
  const words = wordsOf(text);
  const opening = (at: number): number => {
    const lengths = cues.also.map((phrase) =>
      findPhrase(words.slice(at), phrase, 0)?.[0] === 0 ? wordsOf(phrase).length : 0,
    );
    return Math.max(0, ...lengths);
  };
  const starts = words.flatMap((word, at) => {
    const before = words[at - 1];
    const cutAt = before && /[,.;:!?]/.test(text.slice(before.end, word.start));
    return at === 0 || cutAt || cues.and.includes(word.plain) || opening(at) > 0 ? [at] : [];
  });
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? words.length;
    const part = textOf(text, words, start, end);
    const joined = starts
      .slice(0, index + 1)
      .some((one, place) => one === start - 1 && opening(one) > 0 && place >= 0);
    const announced = opening(start) > 0 || joined || saysAny(part, [...cues.wishes, ...cues.announces]);
    return { text: part, announced, errands: recognise(assistant.errands, part).errands };
  });
}

const textOf = (text: string, words: readonly Word[], from: number, until: number): string =>
  text.slice(words[from]?.start ?? 0, words[until - 1]?.end ?? text.length);

/** The second wish of a sentence said earlier that was neither begun nor offered since. */
function forgottenWish(turn: Turn): TwoWishes['later'] | undefined {
  const { lines } = turn.context;
  for (let at = lines.length - 2; at >= 0; at--) {
    const line = lines[at];
    const later = line?.who === 'caller' ? twoWishesIn(turn, line.text)?.later : undefined;
    if (!later) continue;
    const since = lines.slice(at + 1, -1);
    const offer = offerOf(turn, later.errands);
    const begun = later.errands.flatMap(({ title }) => [
      turn.sentences.begin(title),
      turn.sentences.turnTo(title),
    ]);
    // The errand's words alone settle nothing: "vpn" may be the answer to a question.
    const settled = since.some(
      (one) =>
        (one.who === 'assistant' && [offer, ...begun].some((text) => one.text.includes(text))) ||
        (one.who === 'tool' && later.errands.some(({ name }) => name === one.name)),
    );
    return settled ? undefined : later;
  }
  return undefined;
}

const offerOf = ({ sentences }: Turn, errands: readonly Errand[]): string =>
  sentences.offerLater(errands.map(({ title }) => title));

/** Offers the second wish of an earlier sentence; undefined where there is none. `lead` is said before it. */
export function offerLater(turn: Turn, lead = ''): ModelReply | undefined {
  const later = forgottenWish(turn);
  if (!later) return undefined;
  const text = [lead, offerOf(turn, later.errands)].filter((one) => one !== '').join(' ');
  return speak(turn, text, { for: 'later', said: later.said });
}

/** Begins the first of two wishes and says that the other one follows; undefined where only one was said. */
export function beginFirst(turn: Turn): ModelReply | undefined {
  const wishes = twoWishesIn(turn, turn.said);
  if (!wishes?.first) return undefined;
  const titles = wishes.later.errands.map(({ title }) => title);
  return begin(
    turn,
    wishes.first,
    wishes.said,
    turn.sentences.beginFirst(wishes.first.title, titles),
    turn.said,
  );
}
