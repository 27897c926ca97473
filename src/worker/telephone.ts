/** What workflows have the carrier do, by Twilio's API. */
import type { TelephoneActivities } from '../../activities/telephone';
import { publicAddresses } from '../channels/twilio/addresses';
import { createTwilioRest } from '../channels/twilio/rest';
import type { Config } from '../config';
import { ConnectorError } from '../errors';
import { legProgress } from '../gateway/phone/leg-progress';

/** A live call is short of time; the carrier answers in a fraction of this. */
const timeoutMs = 5000;

/** Opens them. Without an account each rejects; without TWILIO_FROM those that place calls do. */
export function openTelephone({ twilio }: Pick<Config, 'twilio'>): TelephoneActivities {
  if (!twilio) return withoutAccount();
  const rest = createTwilioRest(twilio, { timeoutMs });
  const addresses = publicAddresses(twilio.publicUrl);
  const web = (path: string): string => addresses.web(path);
  const hasNumber = (): void => {
    if (!twilio.from) throw refused('no TWILIO_FROM is set to call from');
  };
  return {
    async placeCall({ callId, assistant, to, ringS, detectsMachines }) {
      hasNumber();
      const of = `${assistant}/${callId}`;
      return await rest.placeCall({
        ...{ to, ringS, url: web(`/twilio/out/${of}`), statusUrl: web(`/twilio/out-status/${of}`) },
        ...(detectsMachines ? { machineDetectionUrl: web(`/twilio/out-machine/${of}`) } : {}),
      });
    },
    async callPerson({ callId, assistant, to, ringS, transfer }) {
      hasNumber();
      const of = `${assistant}/${callId}/${transfer}`;
      return await rest.placeCall({
        ...{ to, ringS, url: web(`/twilio/person/${of}`), statusUrl: web(`/twilio/person-status/${of}`) },
      });
    },
    async bringBack({ callSid, callId, assistant, epoch }) {
      try {
        await rest.redirectCall(callSid, web(`/twilio/return/${assistant}/${callId}/${epoch}`));
        return 'done';
      } catch (error) {
        if (error instanceof ConnectorError && error.kind === 'missing') return 'gone';
        throw error;
      }
    },
    readLeg: async ({ callSid }) => legProgress[(await rest.readCall(callSid)).progress],
    endLeg: async ({ callSid }) => await rest.endCall(callSid),
    startRecording: async ({ callSid, callId, assistant, consentAt }) =>
      await rest.startRecording(callSid, {
        consent: { givenAt: consentAt },
        statusUrl: web(`/twilio/recording/${assistant}/${callId}`),
      }),
    stopRecording: async ({ callSid, recordingSid }) => await rest.stopRecording(callSid, recordingSid),
  };
}

const refused = (why: string): ConnectorError => new ConnectorError('twilio', 'rejected', why);

function withoutAccount(): TelephoneActivities {
  const reject = async (): Promise<never> => await Promise.reject(refused('no account of Twilio is set'));
  return {
    placeCall: reject,
    callPerson: reject,
    bringBack: reject,
    readLeg: reject,
    endLeg: reject,
    startRecording: reject,
    stopRecording: reject,
  };
}
