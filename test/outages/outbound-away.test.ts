/** Who picks up a call of ours while Temporal is out of reach: the host speaks to them alone, and they are told in another way. */
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, office as deed } from '../fakes/caller';
import { type Cut, cuttableLine, type CuttableLine } from '../fakes/cuttable-line';
import { rung, sentBy, withTicket } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { Step } from '../../src/phone/script-shape';

let line: CuttableLine;
let office: WrittenOffice;

const openOffice = async (transport: 'media' | 'relay'): Promise<void> => {
  line = await cuttableLine(process.env.TEMPORAL_TEST_ADDRESS ?? '');
  office = await startWrittenOffice({
    ...{ ladder: ['whatsapp', 'voice', 'sms'], errands: ['street_light'], transport },
    env: { TEMPORAL_ADDRESS: line.address },
  });
};
afterEach(async () => {
  line?.mend();
  // A client that is closed while it tries again breaks its process.
  if (office) await eventually('Temporal', isReady, 30_000);
  await office?.stop();
  await line?.close();
});

/** Somebody whose ticket is closed is rung up, and Temporal goes away while it rings. */
async function rungInOutage(from: string, how: Cut, steps: Step[]) {
  const { id, code } = await withTicket(office, from, 'calle del Sauce 1');
  const talked = rung(office, from, { answers: { amdMs: 300, ringMs: 5000 }, steps });
  office.door.asked.length = 0;
  await deed(office.system.url, id, 'close');
  await eventually('the ringing', async () => office.door.asked.includes('POST Calls'));
  // That it was placed is still to be written down.
  await pause(1000);
  line.cut(how);
  return { code, talked };
}
const heardIn = ({ transcript }: PhoneResult): string =>
  transcript.flatMap(({ who, text }) => (who === 'assistant' ? [text] : [])).join(' ');
const isReady = async (): Promise<boolean> => (await fetch(`${office.system.url}/readyz`)).status === 200;
const isHeld = async (): Promise<boolean> =>
  /recado_live_lines 1/.test(await (await fetch(`${office.system.url}/metrics`)).text());

test.each([
  ['media', 'silent', '+34600000841'],
  ['relay', 'refuse', '+34600000842'],
] as const)(
  'over %s, Temporal being %s: they hear who calls and that we call again, and are told by message',
  async (transport, how, from) => {
    await openOffice(transport);
    const { code, talked } = await rungInOutage(from, how, [
      { hear: 'inteligencia artificial' },
      { hear: 'Ayuntamiento de Valdeseda' },
      { hear: 'Volveremos a llamarle o le escribiremos' },
      { expect: { ended: true } },
    ]);
    const result = await talked;
    expect(result.failures).toEqual([]);
    expect(heardIn(result).match(/inteligencia artificial/g)).toHaveLength(1);
    expect(heardIn(result)).not.toContain('cerrada');
    process.stdout.write(
      `${transport}: first words after ${result.firstSoundMs} ms, silent for ${result.longestSilenceMs} ms at most, simulator late by ${result.simulatorLagMs}\n`,
    );
    // Two seconds, and what a busy machine adds.
    expect(result.longestSilenceMs).toBeLessThan(4_500 + 2 * result.simulatorLagMs);
    await pause(3_000);
    line.mend();
    await office.got(from, /cerrada/);
    const sends = await sentBy(office, code, (all) => all.some(({ channel }) => channel === 'sms'));
    expect(sends[1]).toMatchObject({ channel: 'voice', state: 'undelivered' });
    expect(office.textsOf(from).filter((text) => text.includes('cerrada'))).toHaveLength(1);
    expect(office.door.asked.filter((what) => what === 'POST Calls')).toHaveLength(1);
  },
  180_000,
);

test('Temporal is back within moments: the notice follows the first words, which are not said again', async () => {
  const from = '+34600000843';
  await openOffice('media');
  const { code, talked } = await rungInOutage(from, 'silent', [
    { hear: 'inteligencia artificial' },
    { hear: 'está cerrada' },
    { pause: 6000 },
    { hangUp: true },
  ]);
  await eventually('a line', isHeld);
  await pause(1_500);
  line.mend();
  const result = await talked;
  expect(result.failures).toEqual([]);
  expect(heardIn(result).match(/inteligencia artificial/g)).toHaveLength(1);
  expect(heardIn(result)).not.toContain('Volveremos a llamarle');
  const sends = await sentBy(office, code, (all) => all.some(({ state }) => state === 'delivered'));
  expect(sends[1]).toMatchObject({ channel: 'voice', state: 'delivered' });
  expect(office.textsOf(from).filter((text) => text.includes('cerrada'))).toEqual([]);
}, 180_000);
