/** A phone office that tells people by message: its recado.yaml, and what lies on their telephones. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from './caller';
import { makeHome, removeHome } from './embedded-store';
import { type OfficeOptions, type PhoneOffice, startPhoneOffice } from './phone-office';

/** The number that we send from. */
export const ours = '+34910000000';

export interface WrittenOffice extends PhoneOffice {
  /** What was written to a telephone, the oldest first. */
  textsOf(number: string): string[];
  /** Waits for one that is as wanted. */
  got(number: string, what: RegExp): Promise<string>;
}

interface Wanted extends OfficeOptions {
  /** How its calls come; by `relay` where it does not say. */
  transport?: 'relay' | 'media' | 'gather';
  ladder: string[];
  errands: string[];
  /** More of `reach`. */
  reach?: object;
  /** More of the environment. */
  env?: Record<string, string>;
}

/** A minute of quiet, far from now: nobody waits for the morning here. */
const hour = `${(new Date().getUTCHours() + 12) % 24}`.padStart(2, '0');
const quietHours = { from: `${hour}:00`, until: `${hour}:01` };

/** Starts it: a town hall whose messages go to Spain. */
export async function startWrittenOffice(wanted: Wanted): Promise<WrittenOffice> {
  const { ladder, errands, reach, agenda, transport = 'relay', languages = {} } = wanted;
  const home = makeHome();
  const file = join(home, 'recado.yaml');
  const desk = {
    system: 'sandbox-desk',
    url: '${RECADO_SANDBOX_URL}/desks/town-hall',
    token: 'sandbox',
    webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
  };
  const connections = { 'town-hall-desk': desk, ...(agenda ? { [agenda]: { system: 'agenda' } } : {}) };
  const settings = { connections, reach: { ladder, quietHours, allow: ['ES'], ...reach } };
  writeFileSync(file, stringify(settings));
  const env = {
    ...{ RECADO_CONFIG: file, TWILIO_SMS_FROM: ours },
    ...(ladder.includes('whatsapp') ? { TWILIO_WHATSAPP_FROM: ours } : {}),
    ...wanted.env,
  };
  const phones = Object.fromEntries(
    ['town-hall', ...Object.keys(languages)].map((id) => [id, { transport }]),
  );
  const office = await startPhoneOffice(phones, env, errands, wanted);
  const textsOf = (number: string): string[] =>
    office.carrier.messages.telephoneOf(number).map(({ text }) => text);
  return {
    ...office,
    textsOf,
    got: async (number, what) =>
      await eventually(`${what} on the telephone`, async () =>
        textsOf(number).find((text) => what.test(text)),
      ),
    async stop() {
      await office.stop();
      removeHome(home);
    },
  };
}
