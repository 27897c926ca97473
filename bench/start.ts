import type { Bench } from './main';
import { post, turns } from './conversation';
import { startRunning } from './running-system';

/** From `npm start` to ready, and to the first answered turn; with the Temporal server cached. */
export const benchStart: Bench = async (tell) => {
  const system = await startRunning();
  try {
    tell(`ready after ${system.readyMs} ms`);
    const { callId } = await post(`${system.url}/api/calls`, {
      assistant: 'town-hall',
      from: '+34600000001',
    });
    await post(`${system.url}/api/calls/${String(callId)}/turns`, { turnId: 't1', text: turns[0] });
    const firstAnswerMs = Math.round(performance.now() - system.startedAt);
    tell(`first answer after ${firstAnswerMs} ms`);
    return { readyMs: system.readyMs, firstAnswerMs };
  } finally {
    await system.stop();
  }
};
