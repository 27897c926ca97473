/**
 * Stands between a model and the caller: nobody is told that something is done, a number or a date, unless it stands.
 * Sentences that promise come from code with the receipt in hand; a model's sentence that does is not spoken.
 */
import type { Assistant } from '../domain/assistant';
import type { ModelContext, ModelReply } from '../domain/call';
import { claimsIn } from '../language/claims-of';
import { phrasesOf } from '../language/phrases-of';
import { evidenceOf } from './evidence';
import { knownFacts, type KnownFacts } from './known-facts';
import { SentenceStream } from './sentence-stream';
import type { Model } from './model';

/** Why a sentence was not spoken: it claims a deed, names what nobody said, or cannot be judged. */
export type DropReason = 'deed' | 'code' | 'number' | 'day' | 'time' | 'language';

/** A reply that may be spoken, and why sentences of it were not. */
export interface GuardedReply {
  reply: ModelReply;
  dropped: DropReason[];
}

/** Has a model answer, and speaks and returns only those of its sentences that stand. */
export async function answerTruly(
  model: Model,
  context: ModelContext,
  {
    assistant,
    onText,
    signal,
  }: { assistant: Assistant; onText: (piece: string) => void; signal?: AbortSignal },
): Promise<GuardedReply> {
  const judge = judgedOnce(createJudge(assistant, context));
  const streamed = new TrueSpeech(judge, context, onText);
  let pieces = 0;
  const reply = await model.reply(context, {
    onText: (piece) => {
      pieces += 1;
      streamed.take(piece);
    },
    ...(signal ? { signal } : {}),
  });
  const wishes = reply.toolCalls.length > 0;
  if (pieces > 0) streamed.end(wishes);

  // Judged once more as a whole: what was streamed may not be all of it.
  const whole = new TrueSpeech(judge, context);
  whole.take(reply.text);
  whole.end(wishes);
  const { dropped } = whole;
  if (dropped.length === 0) return { reply, dropped };
  const { goodbye, ...rest } = reply;
  // Whoever was about to hear that it is done must not be hung up on instead.
  const ends = goodbye && (wishes || !dropped.some(isClaim));
  return {
    reply: { ...rest, text: whole.text.trim(), dropped: dropped.length, ...(ends ? { goodbye } : {}) },
    dropped,
  };
}

const isClaim = (reason: DropReason): boolean =>
  reason === 'deed' || reason === 'code' || reason === 'number';

/** Speech that is judged sentence by sentence. After a claim the rest waits, so that the truth is spoken before it. */
class TrueSpeech {
  readonly dropped: DropReason[] = [];
  text = '';
  private readonly sentences = new SentenceStream();
  private readonly held: string[] = [];

  constructor(
    private readonly judge: (sentence: string) => DropReason | undefined,
    private readonly context: ModelContext,
    private readonly onText: (piece: string) => void = () => undefined,
  ) {}

  take(piece: string): void {
    for (const sentence of this.sentences.take(piece)) this.hear(sentence);
  }

  /** Speaks what waits, and the truth where the model claimed and wishes for nothing that code would speak of. */
  end(wishes: boolean): void {
    for (const sentence of this.sentences.end()) this.hear(sentence);
    const silent = this.text.trim() === '' && this.held.length === 0;
    if (!wishes && (this.dropped.some(isClaim) || (silent && this.dropped.length > 0)))
      this.speak(this.truth(this.held.length === 0));
    for (const sentence of this.held.splice(0)) this.speak(sentence);
  }

  private hear(sentence: string): void {
    const reason = this.judge(sentence);
    if (reason) this.dropped.push(reason);
    else if (this.dropped.some(isClaim)) this.held.push(sentence);
    else this.speak(sentence);
  }

  private speak(sentence: string): void {
    const gap = this.text !== '' && !/\s$/.test(this.text) && !/^\s/.test(sentence) ? ' ' : '';
    const spoken = this.text === '' ? sentence.trimStart() : `${gap}${sentence}`;
    this.text += spoken;
    this.onText(spoken);
  }

  private truth(asking: boolean): string {
    const phrases = phrasesOf(this.context.language);
    const { lines } = this.context;
    const told =
      lines.length > 20 || lines.some((line, index) => index > 0 && line.who === 'assistant' && line.fixed);
    return [phrases.nothingDoneYet(told), ...(asking ? [phrases.tellMeWhat()] : [])].join(' ');
  }
}

/** The judge, who remembers: most sentences come twice, and judging is most of what a reply costs here. */
function judgedOnce(
  judge: (sentence: string) => DropReason | undefined,
): (sentence: string) => DropReason | undefined {
  const verdicts = new Map<string, DropReason | undefined>();
  return (sentence) => {
    if (!verdicts.has(sentence)) verdicts.set(sentence, judge(sentence));
    return verdicts.get(sentence);
  };
}

/** Judges a model's sentences by what was said, looked up and configured. Pure. */
export function createJudge(
  assistant: Assistant,
  context: ModelContext,
): (sentence: string) => DropReason | undefined {
  const frame = { now: context.now, zone: assistant.zone };
  const evidence = evidenceOf(assistant, context);
  let facts: KnownFacts | undefined;
  let found: KnownFacts | undefined;

  return (sentence) => {
    const text = sentence.trim();
    if (!/[\p{L}\p{N}✅✔☑👍]/u.test(text)) return undefined;
    // Not one of our languages, so nobody can say what it claims.
    if (/\p{L}/u.test(text.replace(/[\p{Script=Latin}\p{Script=Common}]/gu, ''))) return 'language';
    if (evidence.saidByCode(text)) return undefined;
    const claims = claimsIn(text);
    if (claims.some((claim) => !evidence.proves(claim, text))) return 'deed';
    facts ??= knownFacts(evidence.known, frame, evidence.configured);
    if (claims.length > 0) found ??= knownFacts(evidence.proofs, frame);
    return inventedIn(text, claims.length > 0 && found ? found : facts);
  };
}

/** Days and times are promises where they are told, not where they are asked or looked for. */
function inventedIn(text: string, facts: KnownFacts): DropReason | undefined {
  const named = facts.invented(text, ['codes', 'numbers']);
  if (named) return named === 'codes' ? 'code' : 'number';
  const told = text.includes('?') ? (/^([^¿]*)¿/.exec(text)?.[1] ?? '') : looksFor.test(text) ? '' : text;
  const when = facts.invented(told, ['days', 'times', 'spans']);
  return when && (when === 'days' ? 'day' : 'time');
}

/** Looking for a time, or asking for one without a question mark. */
const looksFor =
  /(?<!\p{L})(?:mir(?:o|ar|amos|e)|consult\p{L}+|comprob\p{L}+|comprueb\p{L}+|busc\p{L}+|ver (?:si|qué|que)|veo si|prefier\p{L}+|quier\p{L}+|d[ií]game|check|look|search|see (?:if|whether|what)|prefer|whether|would like|tell me|verific\p{L}+|procur\p{L}+|olh\p{L}+|confer\p{L}+|quer|diga|me diz|prefere)(?!\p{L})/iu;
