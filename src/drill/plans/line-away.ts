import { setTimeout as sleep } from 'node:timers/promises';
import type { Arguments } from '../../connectors/connector';
import type { Plan } from '../plan';
import type { DrillScript } from '../script';
import { casesOf, settled } from '../settle';
import { lineFigures, playedCalls, playSpoken, type SpokenCall, spokenHouse } from '../spoken-play';

const betweenMs = 1_000;
const [shortMs, longMs] = [40_000, 300_000] as const;
const beforeMs = 15_000;
const settleWithinMs = 5 * 60_000;
/** A code leads to what was done, by ourselves or by people. */
const resolved = new Set(['delivered', 'settled']);

/** Temporal cannot be reached while people talk on the telephone, and others ring up. */
export const lineAway: Plan = {
  name: 'line-away',
  breaks:
    'worker and gateways cannot reach Temporal for 5 minutes (40 s in a small drill) while spoken calls go on and begin',
  guards: 'the fixed intake on the line, the journal, lines that say that they are still there',
  classes: ['reference', 'key'],
  calls: { usual: 40, full: 200 },
  ...spokenHouse,
  async play(house, { scripts }, { full, onProgress }, counts) {
    const awayMs = full ? longMs : shortMs;
    const { gate } = house.temporal;
    // Calls begin before, all the while, and to the last of it.
    const rampMs = Math.max(beforeMs + awayMs * 0.9, Math.min(awayMs, scripts.length * betweenMs));
    const breaking = (async () => {
      await sleep(beforeMs);
      gate.shut();
      onProgress('Temporal is out of reach.');
      await sleep(awayMs);
      gate.open();
      onProgress('Temporal is back.');
    })();
    const calls = await playSpoken(house, { ...{ scripts, rampMs }, isDead: () => false, onEnd: onProgress });
    await breaking;
    const mendedAtMs = Date.now();
    await settled(house.temporal.client, settleWithinMs, onProgress);
    const codes = [...new Set(calls.flatMap(codesHeard))];
    const { soundBackMs: _sound, socketBackMs: _socket, ...told } = lineFigures(calls);
    Object.assign(counts, told, { 'codes told by the fixed intake or a slow system': codes.length });
    const cases = await casesOf(house.url, codes);
    const found = new Map(cases.map(({ code, state }) => [code, state]));
    return {
      calls: await playedCalls(house, calls),
      scripts: calls.map(wantedOf),
      mendedAtMs,
      findings: [
        ...codes
          .filter((code) => !resolved.has(found.get(code) ?? ''))
          .map((code) => `code ${code} leads to ${found.get(code) ?? 'nothing'}`),
        ...calls
          .filter((call) => codesHeard(call).length === 0 && !hasEnded(call))
          .map(({ first }) => `call ${first.callSid} ended otherwise: ${first.ended?.why}`),
      ],
    };
  },
};

/** Who speaks to a recorder is asked nothing: their words are in the ticket, and not always in the field they are meant for. */
function wantedOf(call: SpokenCall): DrillScript {
  const { script } = call;
  if (codesHeard(call).length === 0) return script;
  const writes = script.writes.map((write) => ({ ...write, arguments: pickCategory(write.arguments) }));
  return { ...script, writes };
}

const pickCategory = ({ category = null }: Arguments): Arguments => ({ category });

const codesHeard = ({ first, back }: SpokenCall): string[] => [...first.codes, ...(back?.codes ?? [])];
/** The assistant said goodbye. */
const hasEnded = ({ first, back }: SpokenCall): boolean => (back ?? first).ended?.by === 'assistant';
