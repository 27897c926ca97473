import { type z } from 'zod';
import { answer } from '../../gateway/shapes';
import { openStoreAndAgenda } from '../../store/open-store';
import { settled } from '../settle';
import type { Cast } from '../cast';
import type { House } from '../house/house';
import type { Plan } from '../plan';
import { playCalls } from '../play-calls';
import type { Acted, DrillOptions } from '../run';
import { randomOf } from '../seeded-random';
import { callIdOf } from '../script';
import { places, raceAssistant, raceScript, sentenceFor } from './race-office';

const wishesEach = 8;

/** Many callers, few free times. */
export const race: Plan = {
  name: 'race',
  breaks: `ten times as many callers as there are free times (${places}) ask for them at once; half of them wish for the same ten first`,
  guards: 'holds while a time is read back, the agenda’s exclusion constraint and key',
  classes: ['key'],
  calls: { usual: 150, full: 500 },
  cast: (_options, { assistants, scripts }) => ({
    assistants: [raceAssistant(), ...assistants],
    scripts: [...scripts, raceScript()],
  }),
  play,
};

async function play(
  house: House,
  cast: Cast,
  options: DrillOptions,
  counts: Record<string, number>,
): Promise<Acted> {
  const random = randomOf(options.seed);
  const wishes = [...Array(options.calls)].map((_, caller) => wishesOf(caller, random));
  const ended: ('booked' | 'none left' | 'gave up')[] = [];
  let next = 0;
  const line = async (): Promise<void> => {
    for (let caller = next++; caller < wishes.length; caller = next++)
      ended.push(await askFor(house.url, options.seed, caller, wishes[caller] ?? []));
  };
  const racing = [...Array(Math.max(options.atOnce, 24))].map(async () => await line());
  // The reference calls go on beside, and are none of the race's figures.
  const scripts = cast.scripts.filter(({ id }) => id !== raceScript().id);
  const beside = await playCalls(house, { ...cast, scripts }, { ...options, atOnce: 4 });
  await Promise.all(racing);
  for (const one of ended) counts[`callers: ${one}`] = (counts[`callers: ${one}`] ?? 0) + 1;
  await settled(house.temporal.client, 120_000, options.onProgress);
  const booked = await bookings(house);
  counts['times booked in the agenda'] = booked.length;
  const told = ended.filter((one) => one === 'booked').length;
  return {
    calls: beside,
    scripts,
    mendedAtMs: Date.now(),
    accepted: told,
    delivered: booked.length,
    doubled: booked.length - new Set(booked).size,
    findings: [
      ...(booked.length === Math.min(places, options.calls)
        ? []
        : [`race: ${booked.length} times are booked, there are ${places}`]),
      ...(new Set(booked).size === booked.length ? [] : ['race: a time is booked twice']),
      ...(told === booked.length
        ? []
        : [`race: ${told} callers were told that it is booked, ${booked.length} are`]),
    ],
  };
}

/** Half wish for one of the first ten times first; all go on with others until they have one. */
function wishesOf(caller: number, random: () => number): number[] {
  const first = caller % 2 === 0 ? Math.floor(random() * 10) : Math.floor(random() * places);
  const rest = [...Array(places).keys()]
    .filter((place) => place !== first)
    .map((place) => ({ place, at: random() }));
  const shuffled = rest.toSorted((a, b) => a.at - b.at).map(({ place }) => place);
  return [first, ...shuffled].slice(0, wishesEach);
}

async function askFor(
  url: string,
  seed: number,
  caller: number,
  wishes: readonly number[],
): Promise<'booked' | 'none left' | 'gave up'> {
  const callId = callIdOf(`d${seed}-${caller}`, { id: 'race' });
  const from = `+3462${1_000_000 + caller}`;
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return await response.json();
  };
  let turn = 0;
  const say = async (text: string): Promise<z.infer<typeof answer>> =>
    answer.parse(await post(`/api/calls/${callId}/turns`, { turnId: `${(turn += 1)}`, text }));
  try {
    await post('/api/calls', { assistant: 'race', callId, from });
    for (const place of wishes) {
      await say(sentenceFor(place));
      const told = await say('sí');
      // Without a receipt in time there is a code, and the time is this caller's all the same.
      if (told.code !== undefined && told.delivery !== 'refused') return 'booked';
    }
    return 'none left';
  } catch {
    return 'gave up';
  } finally {
    await post(`/api/calls/${callId}/hang-up`, {}).catch(() => undefined);
  }
}

/** What the agenda itself holds: one text for each booked time. */
async function bookings({ home }: House): Promise<string[]> {
  const { store, book } = await openStoreAndAgenda({ home, databaseUrl: undefined });
  try {
    const [from, until] = [new Date().toISOString(), new Date(Date.now() + 4 * 86_400_000).toISOString()];
    const doctors = raceAssistant().agendaPlan?.professionals.map(({ id }) => id) ?? [];
    const busy = await book.busy('race', doctors, from, until);
    return busy.map((one) => `${one.professional} ${one.from}`);
  } finally {
    await store.close();
  }
}
