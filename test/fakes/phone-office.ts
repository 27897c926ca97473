/** A whole Recado with a telephone, the carrier it is reached by and that it calls by, and assistants of a test's own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../src/cli/free-port';
import type { Language } from '../../src/domain/language';
import type { CallDetail } from '../../src/gateway/shapes';
import type { ReaderPace } from '../../src/gateway/mailbox/reader';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import type { PhoneResult } from '../../src/phone/phone-result';
import { eventually, request } from './caller';
import { openRestDoor, type RestDoor } from './rest-door';
import { type SpeechStandIns, startSpeechStandIns } from '../../src/phone/stand-ins/stand-ins';
import { startSystem, type System, twilioAccount } from './system';

/** Short, since it is spoken in real time. */
const greeting = 'Ayuntamiento, ¿en qué puedo ayudarle?';
export const desk = '+34911111111';

export interface PhoneOffice {
  system: System;
  carrier: Carrier;
  /** Between us and the carrier's API. */
  door: RestDoor;
  /** A call as operators see it, once it is as wanted. */
  callSeen(callId: string, isWanted: (call: CallDetail) => boolean): Promise<CallDetail>;
  stop(): Promise<void>;
}

/**
 * `agenda`: the connection it gives appointments of. `consoleFolder`: where the console was built. `asksEmail`: of who reports
 * something. `languages`: of assistants that do not speak Spanish, by id.
 */
export interface OfficeOptions {
  languages?: Record<string, Language> | undefined;
  agenda?: string | undefined;
  consoleFolder?: string | undefined;
  asksEmail?: boolean | undefined;
  mailPace?: Partial<ReaderPace> | undefined;
}

const email = { name: 'email', kind: 'email', label: 'el correo', ask: '¿A qué correo le escribimos?' };

/** Starts it. `phones` are `phone` sections by the id of an assistant that has them; each is a small town hall. */
export async function startPhoneOffice(
  phones: Record<string, object>,
  env: Record<string, string> = {},
  wanted: readonly string[] = ['street_light'],
  { agenda, consoleFolder, asksEmail, mailPace, languages = {} }: OfficeOptions = {},
): Promise<PhoneOffice> {
  const agents = mkdtempSync(join(tmpdir(), 'recado-agents-'));
  const townHall = parse(readFileSync(join(__dirname, '../../agents/town-hall.es.yaml'), 'utf8')) as {
    errands: { name: string; verb: string; fields: object[] }[];
  };
  const { agenda: _agenda, agendaPlan, ...small } = townHall as typeof townHall & Record<string, unknown>;
  const errands = townHall.errands
    .filter(({ name }) => wanted.includes(name))
    .map((one) =>
      asksEmail && one.verb === 'createTicket' ? { ...one, fields: [...one.fields, email] } : one,
    );
  for (const [id, phone] of Object.entries(phones))
    writeFileSync(
      join(agents, `${id}.yaml`),
      stringify({
        ...{ ...small, ...(agenda ? { agenda, agendaPlan } : {}), id, errands, greeting, phone },
        ...(languages[id] ? { language: languages[id] } : {}),
      }),
    );

  const speech: SpeechStandIns = await startSpeechStandIns();
  const { OPENAI_BASE_URL: _url, OPENAI_API_KEY: _key, OPENAI_SPEECH_BASE_URL: _speech, ...own } = speech.env;
  const restPort = await freePort();
  const door = await openRestDoor(`http://127.0.0.1:${restPort}`);
  const system = await startSystem({
    phone: { ...own, TWILIO_API_BASE_URL: door.url },
    env: { RECADO_AGENTS: agents, ...env },
    ...(consoleFolder ? { consoleFolder } : {}),
    ...(mailPace ? { mailPace } : {}),
  });
  const carrier = await openCarrier({
    ...{ gateway: system.url, restPort, words: speech.words },
    accountSid: twilioAccount.TWILIO_ACCOUNT_SID,
    authToken: twilioAccount.TWILIO_AUTH_TOKEN,
  });
  return {
    ...{ system, carrier, door },
    callSeen: async (callId, isWanted) =>
      await eventually(`the call ${callId}`, async () => {
        const seen = await request<CallDetail>(`${system.url}/api/calls/${callId}`);
        return isWanted(seen) && seen;
      }),
    async stop() {
      await carrier.close();
      await system.stop();
      await door.close();
      await speech.close();
      rmSync(agents, { recursive: true, force: true });
    },
  };
}

/** What was said, in order. */
export const said = ({ transcript }: PhoneResult): string[] =>
  transcript.map(({ who, text }) => `${who}: ${text}`);
