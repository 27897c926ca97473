import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssistants } from '../../src/agent/assistants';
import { readCallScript } from '../../src/cli/call-script';
import { isHeard } from '../../src/phone/wanted';
import { removeScratch, scratchFolder } from './scratch';

afterAll(removeScratch);

function read(text: string) {
  const path = join(scratchFolder(), 'script.yaml');
  writeFileSync(path, text);
  return readCallScript(path);
}

test('a script says who is called, what is said and what is expected', () => {
  expect(read('assistant: town-hall\nturns:\n  - say: Hola\n    expect: /buenos/i\n')).toEqual({
    assistant: 'town-hall',
    turns: [{ say: 'Hola', expect: '/buenos/i' }],
    hangUp: true,
  });
});

test.each([
  [
    'an unknown key',
    'assistant: a\nturns: [{say: x}]\nassistent: b\n',
    /line 1: Unrecognized key: "assistent"/,
    /Known keys: assistant/,
  ],
  [
    'an unknown key in a turn',
    'assistant: a\nturns:\n  - say: x\n    expects: y\n',
    /line 3: turns\[0\]: Unrecognized key: "expects"/,
    /say and expect/,
  ],
  [
    'a number where a text belongs',
    'assistant: a\nturns:\n  - say: x\n  - say: 12\n',
    /line 4: turns\[1\]\.say: .*expected string/,
    /Correct that line/,
  ],
  [
    'a word where a number belongs',
    'assistant: a\nturns: [{say: x}]\nwaitForReceiptSeconds: soon\n',
    /line 3: waitForReceiptSeconds: .*expected number/,
    /./,
  ],
  ['no assistant', 'turns: [{say: x}]\n', /assistant: /, /./],
  ['no turn', 'assistant: a\nturns: []\n', /line 2: turns: /, /./],
  ['an empty turn', 'assistant: a\nturns: [{say: "  "}]\n', /turns\[0\]\.say: say something/, /./],
  [
    'a number without its country',
    'assistant: a\nfrom: "600000001"\nturns: [{say: x}]\n',
    /from: .*\+34600000001/,
    /./,
  ],
  ['a language nobody speaks', 'assistant: a\nlanguage: fr\nturns: [{say: x}]\n', /language: /, /./],
  [
    'a broken expression',
    'assistant: a\nturns: [{say: x, expect: "/(/"}]\n',
    /turns\[0\]\.expect: is no valid regular expression/,
    /./,
  ],
  [
    'a negative wait',
    'assistant: a\nturns: [{say: x}]\nwaitForReceiptSeconds: -1\n',
    /waitForReceiptSeconds: /,
    /./,
  ],
  ['broken YAML', 'assistant: a\nturns: [{say: x\n', /line \d+: /, /quotes/],
  ['a list instead of keys', '- say: x\n', /expected object/, /./],
  ['an empty file', '', /expected object/, /./],
])('%s is refused with file, line and what to do', (_, text, message, fix) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      name: 'UsageError',
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    }),
  );
});

test('a script that is not there is refused by its name', () => {
  expect(() => readCallScript('/nowhere/script.yaml')).toThrow(
    '/nowhere/script.yaml cannot be read (ENOENT)',
  );
});

test('a text is found whatever its case and accents; an expression is taken as written', () => {
  expect(isHeard('¿en que CALLE está?', 'Dígame: ¿En qué  calle esta? Gracias')).toBe(true);
  expect(isHeard('calle Mayor 12', 'calle Mayor 21')).toBe(false);
  expect(isHeard('/número \\d{4}/', 'el número 1001')).toBe(true);
  expect(isHeard('/NÚMERO/', 'el número 1001')).toBe(false);
  expect(isHeard('1/2', 'son 1/2')).toBe(true);
});

test('the example scripts are valid and call assistants that are there', () => {
  const folder = join(__dirname, '../../agents');
  const assistants = loadAssistants(folder);
  const scripts = readdirSync(join(folder, 'calls')).map((name) =>
    readCallScript(join(folder, 'calls', name)),
  );
  expect(scripts.length).toBeGreaterThanOrEqual(3);
  for (const { assistant, language } of scripts) expect(assistants.get(assistant).language).toBe(language);
});
