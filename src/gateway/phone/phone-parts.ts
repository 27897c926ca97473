/** What calls by telephone stand on, besides what every gateway has. */
import type { PublicAddresses } from '../../channels/twilio/addresses';
import type { LineTokens } from '../../channels/twilio/token';
import type { SignatureCheck } from '../../channels/twilio/signature';
import type { Foresights } from '../../line/foresight';
import type { LiveLines } from '../../line/live-lines';
import type { TurnTiming } from '../../line/timing';
import type { Language } from '../../domain/language';
import type { ModelContext } from '../../domain/call';
import type { Recognizer } from '../../speech/recognizer';
import type { SoundFolder } from '../../speech/sound-folder';
import type { Synthesizer } from '../../speech/synthesizer';
import type { PhoneMetrics } from './metrics';
import type { CallDesk } from '../call-desk';
import type { GatewayParts } from '../parts';

/** The telephone of one gateway. */
export interface Phone {
  live: LiveLines;
  foresights: Foresights;
  /** Replies that are begun before they are asked for. */
  prepared: { prepare(context: ModelContext): void; discard(callId: string): void };
  /** Absent where no provider is configured: then only Twilio can hear and speak. */
  speech?: {
    recognizer: Recognizer;
    synthesizer: Synthesizer;
    /** Whether a sentence is there as a file of sound. */
    keeps: (sentence: string, language: Language) => boolean;
  };
  /** Where callers' words are kept as sound; absent: nowhere. */
  sound?: { when: 'after-consent' | 'always'; folder: SoundFolder };
  metrics: PhoneMetrics;
  onTiming: (callId: string, timing: TurnTiming) => void;
  addresses: PublicAddresses;
  signature: SignatureCheck;
  tokens: LineTokens;
}

export interface PhoneParts {
  gateway: GatewayParts;
  desk: CallDesk;
  phone: Phone;
}
