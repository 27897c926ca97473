/** The telephone: the carrier's account, whether it reaches us, and who hears and speaks. */
import { loadAssistants } from '../../agent/assistants';
import type { Config } from '../../config';
import type { Assistant } from '../../domain/assistant';
import { isLoopback } from '../../gateway/guard';
import { findEspeak } from '../../speech/espeak';
import { type Check, ok, type Patient, warn, wordsOf } from './check';

/** Looks at it; without an account there is no telephone, which is no fault. */
export async function checkTelephone({ config, env }: Patient): Promise<Check[]> {
  if (!config) return [];
  const voice = checkVoice(config, env);
  if (!config.twilio) return [ok('telephone', 'not connected; docs/phone.md says how'), voice];
  const assistants = assistantsOf(config);
  return [
    ok('telephone', `account ${config.twilio.accountSid.slice(0, 6)}…${config.twilio.accountSid.slice(-4)}`),
    checkNumber(config.twilio, assistants),
    checkSenders(config.twilio),
    await checkPublicUrl(config.twilio),
    checkEars(config, assistants),
    voice,
  ];
}

function checkNumber({ from }: NonNullable<Config['twilio']>, assistants: Assistant[]): Check {
  if (from !== undefined) return ok('number', `calls show …${from.slice(-3)}`);
  const callers = assistants.filter(
    ({ phone }) => phone.transfer?.kind === 'warm' || phone.ifDropped === 'call-back',
  );
  if (callers.length === 0) return ok('number', 'none; only calls that come in are taken');
  const names = callers.map(({ id }) => id).join(', ');
  return warn(
    'number',
    `TWILIO_FROM is not set, and ${names} must call people`,
    'Set TWILIO_FROM to a number of the account.',
  );
}

function checkSenders({ smsFrom, whatsappFrom, messagingServiceSid }: NonNullable<Config['twilio']>): Check {
  const senders = [
    ...(smsFrom ? ['SMS'] : []),
    ...(whatsappFrom ? ['WhatsApp'] : []),
    ...(messagingServiceSid ? [`service ${messagingServiceSid.slice(0, 6)}…`] : []),
  ];
  if (senders.length > 0) return ok('messages', senders.join(', '));
  return ok('messages', 'neither SMS nor WhatsApp; docs/messages.md says how');
}

const reachMs = 4000;

async function checkPublicUrl({ publicUrl }: NonNullable<Config['twilio']>): Promise<Check> {
  const { hostname, protocol } = new URL(publicUrl);
  if (isLoopback(hostname)) {
    return warn(
      'public address',
      `RECADO_PUBLIC_URL is ${publicUrl}, which only the simulator reaches`,
      'Set RECADO_PUBLIC_URL to the https address at which Twilio reaches the gateway.',
    );
  }
  try {
    // A forged webhook: whoever answers 403 to it is a gateway that checks signatures.
    const { status } = await fetch(`${publicUrl}/twilio/status/doctor`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'CallSid=none',
      redirect: 'manual',
      signal: AbortSignal.timeout(reachMs),
    });
    if (status === 403) return ok('public address', `${publicUrl} leads to a gateway (${protocol})`);
    return notReached(publicUrl, `answers ${status} where a gateway would answer 403`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return notReached(publicUrl, `does not answer: ${wordsOf(cause)}`);
  }
}

const notReached = (publicUrl: string, why: string): Check =>
  warn(
    'public address',
    `${publicUrl} ${why}`,
    'Start Recado, and let the proxy or tunnel pass /twilio/… with its sockets to RECADO_PORT.',
  );

function checkEars({ speech }: Config, assistants: Assistant[]): Check {
  const { recognizers } = speech;
  if (recognizers.length > 0) return ok('hearing', recognizers.join(', then '));
  const names = assistants.filter(({ phone }) => phone.transport === 'media').map(({ id }) => id);
  if (names.length === 0) return ok('hearing', 'Twilio’s own');
  return warn(
    'hearing',
    `nobody hears for ${names.join(', ')} (transport media), so their calls go by relay`,
    'Set DEEPGRAM_API_KEY or OPENAI_API_KEY, or transport: relay.',
  );
}

function checkVoice({ speech }: Config, env: NodeJS.ProcessEnv): Check {
  const program = findEspeak(env);
  const named = speech.synthesizers.filter((name) => name !== 'espeak');
  const local = program === undefined ? [] : [`espeak-ng (${program})`];
  if (named.length + local.length > 0) return ok('voice', [...named, ...local].join(', then '));
  return ok('voice', 'none but Twilio’s own; espeak-ng would speak without a key');
}

/** Mistakes in the files have a check of their own. */
function assistantsOf(config: Config): Assistant[] {
  try {
    return loadAssistants(config.agents, new Set(Object.keys(config.connections))).list();
  } catch {
    return [];
  }
}
