import type { Slot, SlotQuery } from '../domain/appointment';

const offered = 3;

/** The next free times from a wanted one on: at the same place, or elsewhere where it has none. */
export async function nextFree(
  findSlots: (query: SlotQuery) => Promise<Slot[]>,
  { service, place, startsAt }: Slot,
  callId?: string,
): Promise<Slot[]> {
  const query: SlotQuery = { service, after: startsAt, limit: offered, ...(callId ? { callId } : {}) };
  const here = await findSlots({ ...query, place });
  return here.length > 0 ? here : await findSlots(query);
}
