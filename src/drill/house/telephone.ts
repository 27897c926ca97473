/** The drill's own telephone: stand-ins for providers of speech, and a carrier that deals calls out to all gateways. */
import { freePort } from '../../cli/free-port';
import { type Carrier, openCarrier } from '../../phone/carrier';
import { type SpeechStandIns, startSpeechStandIns } from '../../phone/stand-ins/stand-ins';

/** What gateways need to know of it. */
export interface Exchange {
  /** For gateways and workers; `publicUrl` is the one address that the carrier knows. */
  env(publicUrl: string): Record<string, string>;
  /** Opens the carrier, once the gateways are there. */
  open(gateways: string[]): Promise<Carrier>;
  close(): Promise<void>;
}

const accountSid = `AC${'7'.repeat(32)}`;
const authToken = 'a-drilled-auth-token-00000000000';
/** As quick as providers are on a good day. */
const pace = { firstSoundMs: 120, realTimeFactor: 0.2, wordsMs: 60 };

/** Starts the stand-ins. */
export async function openExchange(): Promise<Exchange> {
  const speech: SpeechStandIns = await startSpeechStandIns(pace);
  const restPort = await freePort();
  let carrier: Carrier | undefined;
  // No model is meant, only voices: without it the scripted dialogue speaks.
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...voices } = speech.env;
  return {
    env: (publicUrl) => ({
      ...voices,
      RECADO_STT: 'deepgram,openai',
      RECADO_TTS: 'elevenlabs,openai',
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: `http://127.0.0.1:${restPort}`,
      TWILIO_FROM: '+34910000000',
      RECADO_PUBLIC_URL: publicUrl,
    }),
    async open(gateways) {
      carrier = await openCarrier({
        ...{ gateway: gateways, publicUrl: gateways[0], spread: true, restPort, accountSid, authToken },
        words: speech.words,
        statusPath: '/twilio/status/town-hall',
      });
      return carrier;
    },
    async close() {
      await carrier?.close();
      await speech.close();
    },
  };
}
