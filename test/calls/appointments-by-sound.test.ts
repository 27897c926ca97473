/** A moved appointment, told by a call over Media Streams in three languages, and answered in the person's own words. */
import type { Language } from '../../src/domain/language';
import { caseOf, eventually, request } from '../fakes/caller';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { openAppointmentOffice } from '../fakes/own-agenda';
import { rung } from '../fakes/told-by-voice';
import { watchAppointment } from '../fakes/watched-appointment';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

interface Tongue {
  asked: string;
  confirm: string;
  confirmed: RegExp;
  cancel: string;
  readBack: RegExp;
  yes: string;
  cancelled: RegExp;
}
const tongues: Record<Language, Tongue> = {
  es: {
    ...{ asked: 'para anularla', confirm: 'sí, confirmo', confirmed: /confirmad/i },
    ...{ cancel: 'cancelar', readBack: /¿La anulo\?/, yes: 'sí', cancelled: /anulada/i },
  },
  'pt-BR': {
    ...{ asked: '3', confirm: 'sim, confirmo', confirmed: /confirmad/i },
    ...{ cancel: 'cancelar', readBack: /cancel.*\?/i, yes: 'sim', cancelled: /cancelad/i },
  },
  en: {
    ...{ asked: '3', confirm: 'yes, I confirm', confirmed: /confirmed/i },
    ...{ cancel: 'cancel', readBack: /cancel.*\?/i, yes: 'yes', cancelled: /cancelled/i },
  },
};

const slash = ({ source, flags }: RegExp): string => `/${source}/${flags}`;

describe.each(Object.keys(tongues) as Language[])('by sound, in %s', (language) => {
  const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
  const tongue = tongues[language];
  let office: WrittenOffice;
  let callers = 0;
  beforeAll(async () => {
    office = await startWrittenOffice({
      ...{ ladder: ['voice', 'sms'], errands: ['cancel_appointment'], agenda, transport: 'media' },
      languages: { 'town-hall': language },
    });
  }, 120_000);
  afterAll(async () => await office?.stop());

  /** Their telephone rings when the office moves the appointment; whose that is. */
  async function moved(steps: PhoneScriptInput['steps']) {
    callers += 1;
    const from = `+3460000860${callers}`;
    const desk = openAppointmentOffice(office.system, agenda);
    const whose = { assistant: 'town-hall', from, language };
    const { id, code } = await watchAppointment(office.system, agenda, whose);
    const talked = rung(office, from, {
      ...{ language, answers: { amdMs: 300 }, withinMs: 90_000 },
      steps: [{ hear: tongue.asked }, { pause: 1000 }, ...(steps ?? []), { hangUp: true }],
    });
    await desk.followed(id, true);
    await desk.move(id, await desk.free(id, 6));
    expect((await talked).failures).toEqual([]);
    return { id, code };
  }

  test('who hears that it was moved and says that they confirm has confirmed', async () => {
    const { code } = await moved([{ say: tongue.confirm }, { hear: slash(tongue.confirmed) }]);
    await eventually('the line on the trail', async () =>
      (await caseOf(office.system.url, code)).audit.some(({ what }) => what === 'confirmed'),
    );
  }, 150_000);

  test('who says that they cancel is asked first, and a yes cancels', async () => {
    const { cancel, readBack, yes, cancelled } = tongue;
    const { id } = await moved([
      ...[{ say: cancel }, { hear: slash(readBack) }],
      ...[{ say: yes }, { hear: slash(cancelled) }],
    ]);
    const { appointment } = await request<{ appointment: { status: string } }>(
      `${office.system.url}/api/systems/${agenda}/appointments/${id}`,
    );
    expect(appointment.status).toBe('cancelled');
  }, 150_000);
});
