/** Opens the telephone of this process, where Twilio is configured. */
import { join } from 'node:path';
import { createSignatureCheck } from '../channels/twilio/signature';
import { createLineTokens } from '../channels/twilio/token';
import { publicAddresses } from '../channels/twilio/addresses';
import type { Config } from '../config';
import { createPhoneMetrics } from '../gateway/phone/metrics';
import type { Phone } from '../gateway/phone/phone-parts';
import { linePhrasesOf } from '../language/line-phrases-of';
import { spokenPhrasesOf } from '../language/spoken-phrases-of';
import type { Assistant } from '../domain/assistant';
import type { Language } from '../domain/language';
import type { Log } from '../log';
import { openSpeech } from '../speech/open-speech';
import { createSoundFolder } from '../speech/sound-folder';
import type { FixedSentence } from '../speech/clips';
import type { Host } from './host';

/** Of an assistant: what of it is said in fixed words. */
type Greeting = Pick<Assistant, 'language' | 'name' | 'greeting'>;

/** The telephone, or undefined where no Twilio account is set. */
export function openPhone(
  config: Config,
  { live, foresights, prepared }: Host,
  greetings: readonly Greeting[],
  log: Log,
): Phone | undefined {
  const { twilio, speech } = config;
  if (!twilio) return undefined;
  const { recognizer, voice } = openSpeech(speech, {
    clipsFolder: join(config.home, 'clips'),
    onAway: ({ port, name, fault, restMs }) =>
      log.warn({ port, name, kind: fault.kind, restMs }, 'speech provider away'),
    onBack: ({ port, name }) => log.info({ port, name }, 'speech provider back'),
  });
  // Behind the start: a call that comes first is spoken live.
  void voice?.warm(fixedSentences(greetings)).then(({ missing, fault }) => {
    if (missing > 0)
      log.warn({ missing, kind: fault?.kind }, 'fixed sentences could not be spoken beforehand');
  });
  const metrics = createPhoneMetrics(() => live.size);
  return {
    ...{ live, foresights, prepared, metrics },
    ...(recognizer && voice
      ? {
          speech: {
            recognizer,
            synthesizer: voice,
            keeps: (text: string, language: Language) => voice.keeps(text, language),
          },
        }
      : {}),
    ...soundOf(config, log),
    onTiming: (_callId, timing) => metrics.observe(timing),
    addresses: publicAddresses(twilio.publicUrl),
    signature: createSignatureCheck(twilio),
    tokens: createLineTokens({ secret: config.secret }),
  };
}

/** Where callers' words are kept as sound, if they are. */
function soundOf({ home, speech }: Config, log: Log): Pick<Phone, 'sound'> {
  const when = speech.variables.RECADO_KEEP_SOUND;
  if (when === 'never') return {};
  const folder = createSoundFolder(home, (fault) => log.error({ err: fault }, 'sound could not be kept'));
  return { sound: { when, folder } };
}

/** What is always said in the same words: it is there when every provider is away. */
function fixedSentences(greetings: readonly Greeting[]): FixedSentence[] {
  return greetings.flatMap(({ language, name, greeting }) => {
    const line = linePhrasesOf(language);
    const spoken = spokenPhrasesOf(language);
    const texts = [
      ...[greeting, spoken.isMachine(), spoken.backAgain(), spoken.nobodyThere(), spoken.faulty()],
      spoken.callsAgain(name),
      ...[
        line.moment(0),
        line.moment(1),
        line.moment(2),
        line.stillThere(),
        line.offerKeys(),
        line.sayAgain(),
      ],
    ];
    return texts.map((text) => ({ text, language }));
  });
}
