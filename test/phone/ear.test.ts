import fc from 'fast-check';
import { encodeMulaw } from '../../src/audio/mulaw';
import { Ear } from '../../src/phone/ear';
import { Hearing } from '../../src/phone/hearing';
import { longestSilence, measureTurns } from '../../src/phone/measures';
import { tagSound } from '../../src/phone/spoken-tag';
import { TextPlayer } from '../../src/phone/text-player';
import { voiceLike } from '../../src/phone/voice-like';
import { Words } from '../../src/phone/words';

const words = new Words();
const open = (): { hearing: Hearing; ear: Ear; marks: string[] } => {
  const hearing = new Hearing((id) => words.get(id));
  const marks: string[] = [];
  return { hearing, marks, ear: new Ear(hearing, (name) => void marks.push(name)) };
};
const spoken = (text: string, forMs: number): Buffer =>
  Buffer.concat([encodeMulaw(tagSound(words.idOf(text))), encodeMulaw(voiceLike(forMs))]);
const play = ({ ear, hearing }: { ear: Ear; hearing: Hearing }, fromMs: number, toMs: number): void => {
  for (let now = fromMs; now <= toMs; now += 20) {
    ear.tick(now);
    hearing.tick(now);
  }
};

test('what is sent at once is heard in real time, sentence by sentence, however it is cut into frames', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (size) => {
      const phone = open();
      const sound = Buffer.concat([spoken('Uno.', 500), spoken('Dos.', 700)]);
      for (let at = 0; at < sound.length; at += size) phone.ear.play(sound.subarray(at, at + size), 1000);
      phone.ear.mark('end');
      play(phone, 1000, 2400);
      expect(phone.marks).toEqual([]);
      play(phone, 2420, 3200);
      expect(phone.marks).toEqual(['end']);
      const [one, two] = phone.hearing.sentences;
      expect([one?.text, two?.text]).toEqual(['Uno.', 'Dos.']);
      expect(one?.beganMs).toBeCloseTo(1000, -1);
      expect(two?.beganMs).toBeCloseTo(1620, -1);
      expect(Math.abs((one?.playedMs ?? 0) - 620)).toBeLessThan(10);
      expect(Math.abs((two?.playedMs ?? 0) - 820)).toBeLessThan(60);
      expect(phone.hearing.spans).toHaveLength(1);
    }),
    { numRuns: 8 },
  );
});

test('clear empties the buffer and gives its marks back; what comes later is heard from then on', () => {
  const phone = open();
  phone.ear.play(spoken('Una frase larga que nadie oirá entera.', 4000), 0);
  phone.ear.mark('long');
  play(phone, 0, 1000);
  phone.ear.clear(1000);
  expect(phone.marks).toEqual(['long']);
  expect(phone.ear.waitingMs).toBe(0);
  phone.ear.play(spoken('Corto.', 300), 2000);
  play(phone, 1020, 3000);
  expect(phone.hearing.sentences.map(({ text, whole }) => [text, whole])).toEqual([
    ['Una frase larga que nadie oirá entera.', false],
    ['Corto.', true],
  ]);
  expect(phone.hearing.sentences[0]?.playedMs).toBeGreaterThan(900);
  expect(phone.hearing.sentences[0]?.playedMs).toBeLessThanOrEqual(1000);
  expect(phone.hearing.spans[1]?.beganMs).toBeCloseTo(2000, -1);
});

test('a late tick plays what was due meanwhile, at the time it was due', () => {
  const phone = open();
  phone.ear.play(spoken('Hola.', 400), 100);
  play(phone, 1500, 2000);
  expect(phone.hearing.spans[0]?.beganMs).toBeCloseTo(100, -1);
  expect(phone.hearing.sentences[0]?.text).toBe('Hola.');
});

test('sound in pieces with small gaps is one stretch of speech; a long gap makes two', () => {
  const { hearing } = open();
  hearing.loud(0, 500);
  hearing.loud(700, 900);
  hearing.loud(1300, 1500);
  expect(hearing.spans).toEqual([
    { beganMs: 0, endedMs: 900 },
    { beganMs: 1300, endedMs: 1500 },
  ]);
});

test('text is played at a voice’s pace, and stopping it tells what was heard in whole words', () => {
  const { hearing } = open();
  const player = new TextPlayer(hearing);
  player.say('one two three four five ', false);
  player.say('six seven', true);
  for (let now = 0; now <= 1000; now += 20) player.tick(now);
  // 15 characters a second.
  expect(player.stop(1000)).toEqual({ heard: 'one two three', forMs: 1000 });
  expect(player.isPlaying).toBe(false);
  expect(hearing.sentences[0]).toMatchObject({ text: 'one two three f', whole: false });
});

test('any texts are played to their end in the time they need', async () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 97 }), async (said, stepMs) => {
      const { hearing } = open();
      const player = new TextPlayer(hearing);
      for (const text of said) player.say(text, true);
      const length = said.join('').length;
      for (let now = 0; now <= (length / 15) * 1000 + 2 * stepMs; now += stepMs) player.tick(now);
      expect(player.isPlaying).toBe(false);
      await player.idle();
      expect(hearing.sentences.map(({ text }) => text)).toEqual(said.map((text) => text.trim()));
    }),
  );
});

test('voice to voice is the end of own speech to the first sound after it', () => {
  const own = [
    { kind: 'say' as const, text: 'a', beganMs: 0, endedMs: 1000 },
    { kind: 'bargeIn' as const, text: 'b', beganMs: 2500, endedMs: 3000 },
    { kind: 'say' as const, text: 'c', beganMs: 6000, endedMs: 7000 },
  ];
  const spans = [
    { beganMs: 1600, endedMs: 2800 },
    { beganMs: 3900, endedMs: 5000 },
  ];
  expect(measureTurns(own, spans, [])).toEqual([
    { said: 'a', voiceToVoiceMs: 600, heard: [] },
    { said: 'b', voiceToVoiceMs: 900, heard: [], yieldMs: 300 },
    { said: 'c', voiceToVoiceMs: null, heard: [] },
  ]);
});

test('silence counts while the caller waits, and not while they hesitate themselves', () => {
  const sounds = [
    { beganMs: 1000, endedMs: 2000 },
    { beganMs: 5000, endedMs: 6000 },
    { beganMs: 9000, endedMs: 9500 },
  ];
  expect(longestSilence([{ fromMs: 0, toMs: 2500 }], sounds)).toBe(1000);
  expect(longestSilence([{ fromMs: 4500, toMs: 9600 }], sounds)).toBe(3000);
  expect(longestSilence([{ fromMs: 6000, toMs: 8500 }], sounds)).toBe(2500);
  expect(longestSilence([], sounds)).toBe(0);
});
