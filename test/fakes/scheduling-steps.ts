/** The requests to the scheduling server, as a connector to such a system would make them. */
import { z } from 'zod';
import type { BookingSteps } from '../../src/connectors/booking-saga';
import { slot } from '../../src/domain/appointment';
import { contact } from '../../src/domain/ticket';
import { ConnectorError } from '../../src/errors';
import { createHttp, unlessMissing } from '../../src/http';

const visit = z
  .object({
    id: z.string(),
    reference: z.string(),
    status: z.enum(['booked', 'cancelled']),
    slot,
    contact,
    updatedAt: z.string(),
  })
  .transform(({ id, ...rest }) => ({ ref: { connection: 'scheduling', id }, ...rest }));
const visits = z.object({ visits: z.array(visit) });
const slots = z.object({ slots: z.array(slot) });
const reservation = z.object({ until: z.string() });

export function schedulingSteps(baseUrl: string, timeoutMs: number): BookingSteps {
  const http = createHttp({ system: 'scheduling', baseUrl, timeoutMs });
  return {
    system: 'scheduling',
    findSlots: async ({ after, limit }) =>
      (await http.get('slots', slots, { query: { after, limit } })).slots,
    find: async (key) => (await http.get('visits', visits, { query: { reference: key } })).visits,
    read: (id) => unlessMissing(http.get(`visits/${id}`, visit)),
    create: (wanted, reference) =>
      unlessTaken(
        http.post('visits', visit, { body: { reference, slot: wanted.slot, contact: wanted.contact } }),
      ),
    cancel: (id) => http.post(`visits/${id}/cancel`, visit),
    reservations: {
      reserve: (draft, reference, milliseconds) =>
        unlessTaken(
          http.post('reservations', reservation, { body: { reference, slot: draft.slot, milliseconds } }),
        ),
      release: async (reference) =>
        void (await http.post('reservations/release', z.object({ released: z.boolean() }), {
          body: { reference },
        })),
    },
  };
}

/** This system says 409 for a taken time and nothing else. */
async function unlessTaken<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectorError && / 409 /.test(error.message)) return undefined;
    throw error;
  }
}
