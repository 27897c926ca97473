/** Two hours of one call’s sound, as fast as it goes: the line hears as well at the end, and has kept nothing of it. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createAudioLine } from '../../src/line/audio-line';
import { VirtualClock } from './virtual-clock';
import { virtualRecognizer, virtualSynthesizer, Voices } from './virtual-voices';

const framesAnHour = 180_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heldMb(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

test('after two hours of sound a line understands as it did at first, and holds no more memory', async () => {
  const clock = new VirtualClock();
  const voices = new Voices();
  const mood = { delayMs: 150, away: false };
  const transport = {
    play: () => undefined,
    mark: () => undefined,
    clear: () => undefined,
    close: () => undefined,
  };
  const line = createAudioLine({
    ...{ callId: 'call/1', epoch: 1, language: 'es' as const, transport, clock },
    recognizer: virtualRecognizer(clock, voices, mood),
    synthesizer: virtualSynthesizer(clock, mood),
    hooks: { keepSound: () => 'kept elsewhere' },
    patience: { askAgainMs: Infinity },
  });
  const hears = async (frames: readonly Buffer[]): Promise<void> => {
    for (const frame of frames) {
      // Bytes of its own, as they come from a socket.
      line.events.onSound(Buffer.from(frame));
      await clock.advance(20);
    }
  };
  const quiet = Array.from({ length: 1500 }, () => Buffer.alloc(160, 0xff));
  const turn = async (turnId: string): Promise<unknown> => {
    const listened = line.listen({ turnId, say: [] }, new AbortController().signal);
    await hears([...voices.frames('hay una farola apagada'), ...quiet]);
    return await listened;
  };
  await turn('t0');
  const before = heldMb();
  let heard = 0;
  for (let frames = 0; frames < 2 * framesAnHour; frames += quiet.length) {
    expect(await turn(`t${(heard += 1)}`)).toMatchObject({ what: 'words', text: 'hay una farola apagada' });
  }
  expect(heldMb() - before).toBeLessThan(20);
  line.close();
}, 120_000);
