/** An appointment of our own agenda that is followed, without the call that asked for it. */
import { mintCode } from '../../src/domain/code';
import type { AppointmentWatch } from '../../src/domain/appointment-watch';
import type { Language } from '../../src/domain/language';
import { followUpWorkflowId } from '../../workflows/ids';
import type { System } from './system';

/** Whose it is: an assistant that speaks this language has its case. */
export interface Whose {
  from: string;
  assistant: string;
  language: Language;
}

/** Books the first free time for the register and has it followed. */
export async function watchAppointment(
  system: System,
  agenda: string,
  { from, assistant, language }: Whose,
): Promise<{ id: string; code: string }> {
  const { findSlots, bookAppointment } = system.installation.connectors.get(agenda)?.verbs ?? {};
  if (!findSlots || !bookAppointment) throw new Error('there is no such agenda');
  const code = mintCode(Math.random);
  const contact = { name: 'Ana Ruiz', phone: from };
  const at = new Date().toISOString();
  const origin = { channel: 'dev', callId: 'c1', at, language, intent: 'book', entities: {}, summary: '' };
  const [slot] = await findSlots({ service: 'padron', after: at, limit: 1 });
  if (!slot) throw new Error('no time is free');
  const booking = await bookAppointment({ slot, contact, origin }, code);
  if (booking.outcome !== 'booked') throw new Error('the time was taken meanwhile');
  const { ref: record, updatedAt } = booking.appointment;
  const workflowId = followUpWorkflowId(agenda, record.id);
  const who = { tenant: 'valdeseda', channel: 'dev', language };
  const state: AppointmentWatch = {
    ...{ ...who, code, zone: 'Europe/Madrid', title: 'padrón', contact, record, slot, updatedAt },
    ...{ status: 'booked', eventsSeen: [], notices: 0, entries: 0, since: at },
    ...{ reminded: 0, asked: [], told: [] },
  };
  const shown = {
    ...{ ...who, code, assistant, callId: 'c1', workflowId, connection: agenda, verb: 'bookAppointment' },
    ...{ title: state.title, state: 'delivered', attempts: 1, waitingFor: 'nobody', nextStep: 'Watched.' },
    ...{ createdAt: at, flagged: false, recordId: record.id },
  };
  await system.temporal.workflow.start('followAppointment', {
    ...{ workflowId, taskQueue: system.config.taskQueue, args: [{ state, record: shown }] },
  });
  return { id: record.id, code };
}
