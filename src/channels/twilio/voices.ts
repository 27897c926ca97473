/** How Twilio speaks and hears each language. */
import type { Language } from '../../domain/language';

/** A language of ours at Twilio. */
export interface Voice {
  /** BCP 47, for speech and recognition. */
  locale: 'es-ES' | 'pt-BR' | 'en-GB' | 'en-US';
  /** A voice of `<Say>`: `Polly.…` or `Google.…`. */
  say: string;
  /** The same for ConversationRelay, which names the provider apart. */
  relay: { provider: 'Amazon' | 'Google' | 'ElevenLabs'; voice: string };
}

/** The voices used where an assistant names none. */
export const defaultVoices: Readonly<Record<Language, Voice>> = {
  es: { locale: 'es-ES', say: 'Polly.Lucia-Neural', relay: { provider: 'Amazon', voice: 'Lucia-Neural' } },
  'pt-BR': {
    locale: 'pt-BR',
    say: 'Polly.Camila-Neural',
    relay: { provider: 'Amazon', voice: 'Camila-Neural' },
  },
  en: { locale: 'en-US', say: 'Polly.Joanna-Neural', relay: { provider: 'Amazon', voice: 'Joanna-Neural' } },
};

/** The British voice; an assistant chooses it instead of the default. */
export const britishVoice: Voice = {
  locale: 'en-GB',
  say: 'Polly.Amy-Neural',
  relay: { provider: 'Amazon', voice: 'Amy-Neural' },
};
