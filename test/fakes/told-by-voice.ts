/** People who are told of their ticket by a call of ours, since their WhatsApp seems to work and does not. */
import { addressKey } from '../../src/address-key';
import type { CaseDetail } from '../../src/gateway/shapes';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { caseOf, dial, eventually, office as deed } from './caller';
import { askForStreetLight } from './street-light';
import type { WrittenOffice } from './written-office';

/** A caller with a ticket. */
export async function withTicket(
  { system }: WrittenOffice,
  from: string,
  street: string,
): Promise<{ id: string; code: string }> {
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, street);
  const { recordId: id = '', code = '' } = await caller.say('sí');
  await caller.hangUp();
  const key = addressKey(system.config.secret, from);
  await system.installation.store.reach.heard(key, 'whatsapp', new Date().toISOString());
  return { id, code };
}

/** Their telephone, as it rings; `script` is what happens there. */
export const rung = (
  { carrier }: WrittenOffice,
  from: string,
  script: Partial<PhoneScriptInput>,
): Promise<PhoneResult> =>
  carrier.call({
    ...{ from, direction: 'outbound', withinMs: 60_000, patienceMs: 30_000, steps: [] },
    ...script,
  });

/** What was sent about a case, once it is as wanted. */
export const sentBy = async (
  { system }: WrittenOffice,
  code: string,
  isWanted: (sends: CaseDetail['sends']) => boolean,
  withinMs = 60_000,
): Promise<CaseDetail['sends']> =>
  await eventually(
    'what was sent',
    async () => {
      const { sends } = await caseOf(system.url, code);
      return isWanted(sends) && sends;
    },
    withinMs,
  );

/** Who hangs up right behind a notice, by these steps, was told by that call, and gets no message as well. */
export async function toldThoughGone(
  office: WrittenOffice,
  from: string,
  street: string,
  steps: NonNullable<PhoneScriptInput['steps']>,
): Promise<void> {
  const { id, code } = await withTicket(office, from, street);
  const talked = rung(office, from, { answers: { amdMs: 300 }, steps: [...steps, { hangUp: true }] });
  await deed(office.system.url, id, 'close');
  expect((await talked).failures).toEqual([]);
  const sends = await sentBy(office, code, (all) =>
    all.some(({ state }) => state === 'delivered' || state === 'undelivered'),
  );
  expect(sends[1]).toMatchObject({ channel: 'voice', state: 'delivered' });
  expect(office.textsOf(from).filter((text) => text.includes('cerrada'))).toEqual([]);
}
