/** A whole Recado with a carrier and stand-ins for speech, for tests of calls by telephone; and what its callers heard. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { CallDetail, DeskTicket } from '../../src/gateway/shapes';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import type { StandInPace } from '../../src/phone/stand-ins/stand-in-server';
import { type SpeechStandIns, startSpeechStandIns } from '../../src/phone/stand-ins/stand-ins';
import { eventually, request, ticketsOf } from './caller';
import { startSystem, type System, twilioAccount } from './system';

/** An assistant made from one of agents/, told apart by its id. */
export interface Variant {
  of: 'town-hall' | 'shop' | 'help-desk';
  id: string;
  change: Record<string, unknown>;
}

export interface PhoneSystem {
  system: System;
  speech: SpeechStandIns;
  carrier: Carrier;
  url: string;
  call(script: PhoneScriptInput): Promise<PhoneResult>;
  stop(): Promise<void>;
}

/** Starts it. Both providers of each kind of speech are there, and no model but the scripted one. */
export async function startPhoneSystem(
  options: { variants?: Variant[]; pace?: Partial<StandInPace>; env?: Record<string, string> } = {},
): Promise<PhoneSystem> {
  const speech = await startSpeechStandIns(options.pace);
  const { OPENAI_BASE_URL: _model, OPENAI_API_KEY: _key, ...servers } = speech.env;
  const agents = agentsWith([...(options.variants ?? []), brief('media'), brief('relay'), brief('gather')]);
  const providers = { RECADO_STT: 'deepgram,openai', RECADO_TTS: 'elevenlabs,openai' };
  const env = { RECADO_AGENTS: agents, ...options.env };
  const system = await startSystem({ phone: { ...servers, ...providers }, env });
  const carrier = await openCarrier({
    gateway: system.url,
    authToken: twilioAccount.TWILIO_AUTH_TOKEN,
    words: speech.words,
    statusPath: '/twilio/status/town-hall',
  });
  return {
    ...{ system, speech, carrier, url: system.url },
    call: async (script) => await carrier.call(script),
    async stop() {
      await carrier.close();
      await system.stop();
      await speech.close();
      rmSync(agents, { recursive: true, force: true });
    },
  };
}

/** A folder with the assistants of agents/, and variants of them. */
function agentsWith(variants: readonly Variant[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'recado-agents-'));
  const files = readdirSync('agents').filter((file) => file.endsWith('.yaml'));
  for (const file of files) {
    const text = readFileSync(join('agents', file), 'utf8');
    writeFileSync(join(folder, file), text);
    const original = parse(text) as { id: string };
    for (const { id, change } of variants.filter(({ of }) => of === original.id))
      writeFileSync(join(folder, `${id}.yaml`), stringify({ ...original, id, ...change }));
  }
  return folder;
}

/** Asks for few things in few words, so that a test need not listen for a minute: `brief`, `brief-relay`, `brief-gather`. */
export const brief = (transport: 'media' | 'relay' | 'gather'): Variant => ({
  of: 'town-hall',
  id: transport === 'media' ? 'brief' : `brief-${transport}`,
  change: {
    phone: { transport },
    greeting: 'Hola, dígame.',
    errands: [
      {
        ...{ name: 'street_light', verb: 'createTicket', title: 'avisar de una farola' },
        ...{ description: 'A street light is out.', when: ['farola', 'farola apagada'] },
        ticket: {
          category: 'public-lighting',
          priority: 'normal',
          team: 'Alumbrado público',
          due: { hours: 72 },
        },
        fields: [
          {
            ...{ name: 'place', kind: 'address', label: 'la dirección', ask: '¿En qué calle y número?' },
            hints: ['calle', 'dirección'],
          },
          { name: 'name', kind: 'name', label: 'su nombre', ask: '¿Su nombre?', hints: ['me llamo'] },
          { name: 'phone', kind: 'phone', label: 'su teléfono', ask: '¿Su teléfono?', hints: ['teléfono'] },
        ],
      },
    ],
  },
});

/** What was heard and said in a call, a line for each. */
export const heardIn = ({ transcript }: PhoneResult): string[] =>
  transcript.map(({ who, text }) => `${who}: ${text}`);

/** All that the caller heard, as one text. */
export const heardBy = ({ transcript }: PhoneResult): string =>
  plain(transcript.flatMap(({ who, text }) => (who === 'assistant' ? [text] : [])).join(' '));

/** All that the caller said aloud. */
export const saidBy = ({ transcript }: PhoneResult): string[] =>
  transcript.flatMap(({ who, text }) => (who === 'caller' ? [text] : []));

type HistoryLine = NonNullable<CallDetail['lines']>[number];

/** What the workflow of a call keeps of it, once it has ended, and the tickets it made. */
export async function endOf(
  url: string,
  callId: string,
  desk = 'town-hall-desk',
): Promise<{ history: HistoryLine[]; tickets: DeskTicket[]; codes: string[] }> {
  const { codes, history } = await eventually(`the end of ${callId}`, async () => {
    const call = await request<CallDetail>(`${url}/api/calls/${callId}`);
    return call.state === 'ended' && call.lines && { history: call.lines, codes: call.codes };
  });
  const tickets = await ticketsOf(url, desk);
  return { history, codes, tickets: tickets.filter(({ reference }) => codes.includes(`${reference}`)) };
}

/** What a history says of one side; the sign behind words that were cut off is none of them. */
export const wordsOf = (history: readonly HistoryLine[], who: HistoryLine['who']): string[] =>
  history.flatMap((line) => (line.who === who ? [plain(line.text.replace(/ …$/, ''))] : []));

/** A text by its sentences, in the order of the alphabet: the line's own come into history a turn late. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => sentence !== '')
    .toSorted();

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
