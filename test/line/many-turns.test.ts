/** A call of 2,000 turns: what its line and its host keep of it does not grow, and the last turn goes like the first. */
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CallStart, ModelContext } from '../../src/domain/call';
import { createAudioLine } from '../../src/line/audio-line';
import { Foresight } from '../../src/line/foresight';
import type { LineHooks } from '../../src/line/line-options';
import type { OpenLine } from '../../src/line/open-line';
import { createRelayLine } from '../../src/line/relay-line';
import { VirtualClock } from './virtual-clock';
import { virtualRecognizer, Voices } from './virtual-voices';

const turns = 2_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heldMb(): number {
  for (let nth = 0; nth < 3; nth += 1) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

interface Talker {
  line: OpenLine;
  clock: VirtualClock;
  /** The caller ends a turn. */
  says: (turn: number) => void;
}

/** Two tenths of a second for each clause. */
async function* hum(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.alloc(1600, 0x55));
}

const bySound = (hooks: LineHooks): Talker => {
  const clock = new VirtualClock();
  const mood = { delayMs: 20, away: false };
  const line = createAudioLine({
    ...{ callId: 'call/1', epoch: 1, language: 'es' as const, clock, hooks },
    // Plays what it gets at once.
    transport: {
      ...{ play: () => undefined, clear: () => undefined, close: () => undefined },
      mark: (name) => void clock.sleep(5).then(() => line.events.onMark(name)),
    },
    recognizer: virtualRecognizer(clock, new Voices(), mood),
    synthesizer: { name: 'hum', speak: hum },
  });
  return {
    ...{ line, clock },
    says(turn) {
      for (const key of `${turn}#`) line.events.onKey(key);
    },
  };
};

const byText = (hooks: LineHooks): Talker => {
  const clock = new VirtualClock();
  const transport = { say: () => undefined, tone: () => undefined, close: () => undefined };
  const line = createRelayLine({
    ...{ callId: 'call/1', epoch: 1, language: 'es' as const, clock, hooks, transport },
  });
  return { line, clock, says: (turn) => line.events.onWords(`${turn}`) };
};

/** Sixty sentences, each of this turn only. */
const answerTo = (turn: number): string =>
  Array.from({ length: 60 }, (_, nth) => `La respuesta número ${turn} tiene también la parte ${nth}.`).join(
    ' ',
  );

const start: CallStart = {
  ...{ callId: 'call/1', assistant: 'town-hall', language: 'es', channel: 'phone', greeting: 'Hola.' },
} as CallStart;

test.each([
  ['by sound', bySound],
  ['by text', byText],
] as const)(
  '%s: after 2,000 turns no more is held than after 1,000',
  async (name, open) => {
    let timings = 0;
    const foresight = new Foresight(start);
    const { line, clock, says } = open({ onTiming: () => void (timings += 1) });
    const { signal } = new AbortController();
    let before = 0;
    for (let turn = 1; turn <= turns; turn += 1) {
      if (turn === 1_000) before = heldMb();
      const turnId = `v${turn}`;
      const ask = { turnId, say: [`Pregunta ${turn}.`] };
      const listened = line.listen(ask, signal);
      foresight.says(ask);
      says(turn);
      expect(await listened).toMatchObject({ what: 'words', text: `${turn}`, turnId });
      line.answering(turnId);
      const context = foresight.foresee(`${turn}`) as ModelContext;
      line.speak(turnId, answerTo(turn));
      line.spoken(turnId);
      foresight.replied(turnId, context, { text: answerTo(turn), toolCalls: [], model: 'test' });
      await clock.advance(60);
    }
    const grownMb = heldMb() - before;
    process.stdout.write(`${name}, ${turns} turns: the last thousand left ${grownMb.toFixed(2)} MB\n`);
    expect(grownMb).toBeLessThan(3);
    expect(foresight.foresee('y ahora')?.lines.length).toBeLessThanOrEqual(40);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(timings).toBeGreaterThan(turns - 2);
    line.close();
  },
  120_000,
);
