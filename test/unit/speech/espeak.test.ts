import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEspeak, findEspeak, requireEspeak } from '../../../src/speech/espeak';
import { decodeMulaw } from '../../../src/audio/mulaw';
import { collect, faultOf } from './speaking';

const installed = findEspeak();
const ifInstalled = installed === undefined ? test.skip : test;
const folder = mkdtempSync(join(tmpdir(), 'recado-espeak-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in the place of espeak-ng. */
function program(script: string): string {
  const path = join(folder, `espeak-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const loudest = (sound: Buffer): number => Math.max(...decodeMulaw(sound).map(Math.abs));

ifInstalled.each([
  ['es', 'Su aviso ya está registrado; le enviaremos un mensaje.'],
  ['pt-BR', 'O seu aviso já está registrado; enviaremos uma mensagem.'],
  ['en', 'Your report is on record; we will send you a message.'],
] as const)('speaks %s', async (language, text) => {
  const sound = await collect(createEspeak({ program: installed ?? '' }).speak(text, { language }));
  expect(sound.length / 8).toBeGreaterThan(1500);
  expect(sound.length / 8).toBeLessThan(8000);
  expect(loudest(sound)).toBeGreaterThan(3000);
});

ifInstalled('reads what would be an option, a command or a phoneme aloud, and runs none of it', async () => {
  const spiteful = `-v en --help; $(touch ${folder}/was-here) \`touch ${folder}/was-here\` [[h@l'oU]]`;
  const sound = await collect(createEspeak({ program: installed ?? '' }).speak(spiteful, { language: 'es' }));
  expect(sound.length / 8).toBeGreaterThan(2000);
  expect(() => rmSync(join(folder, 'was-here'))).toThrow(/ENOENT/);
});

ifInstalled('double brackets are no phonemes', async () => {
  const espeak = createEspeak({ program: installed ?? '' });
  const said = async (text: string) => await collect(espeak.speak(text, { language: 'es' }));
  expect((await said("[[tr'es]]")).equals(await said(" tr'es "))).toBe(true);
});

ifInstalled('who cuts in ends it without an error', async () => {
  const barge = new AbortController();
  const long = 'Una frase bastante larga. '.repeat(200);
  let pieces = 0;
  const espeak = createEspeak({ program: installed ?? '' });
  for await (const _ of espeak.speak(long, { language: 'es', signal: barge.signal })) {
    pieces++;
    barge.abort();
  }
  expect(pieces).toBe(1);
});

test('where it is not installed, it is said how to get it', () => {
  expect(findEspeak({ PATH: folder })).toBeUndefined();
  expect(() => requireEspeak({ PATH: folder })).toThrow('espeak-ng is not on the PATH');
});

test.each([
  ['breaks off', 'exit 3', 'unavailable'],
  ['says nothing', 'exit 0', 'malformed'],
  [
    'says something that is no sound',
    'echo "Segmentation fault, and more of that sort of words"',
    'malformed',
  ],
  ['hangs', 'exec sleep 60', 'timeout'],
])('a program that %s is a fault', async (_, script, kind) => {
  const espeak = createEspeak({ program: program(script), patienceMs: 1000 });
  expect((await faultOf(collect(espeak.speak('Hola, buenas tardes.', { language: 'es' })))).kind).toBe(kind);
});

test('a program that is gone is away', async () => {
  const espeak = createEspeak({ program: join(folder, 'nothing-here') });
  expect((await faultOf(collect(espeak.speak('Hola.', { language: 'es' })))).kind).toBe('unavailable');
});
