import fc from 'fast-check';
import { loadAssistants } from '../../src/agent/assistants';
import { SentenceStream } from '../../src/agent/sentence-stream';
import { answerTruly, createJudge } from '../../src/agent/truth-guard';
import type { ModelContext } from '../../src/domain/call';
import * as en from './language/claim-corpus/en';
import * as es from './language/claim-corpus/es';
import * as ptBr from './language/claim-corpus/pt-br';

const assistants = loadAssistants('agents');
const corpora = { 'town-hall': es, shop: ptBr, 'help-desk': en };
const ids = Object.keys(corpora) as (keyof typeof corpora)[];

/** Cuts a text at the places given as parts of its length. */
function chopped(text: string, cuts: number[]): string[] {
  const places = [...new Set(cuts.map((cut) => Math.floor(cut * text.length)))].toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, [...places, text.length][index]));
}
const someCuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 25 });
const someTalk = fc.constantFrom(...ids).chain((id) => {
  const { harmless, falseDeeds, falseNames } = corpora[id];
  const sentence = fc.oneof(fc.constantFrom(...harmless), fc.constantFrom(...falseDeeds, ...falseNames));
  const talk = fc.array(sentence, { minLength: 1, maxLength: 4 });
  return fc.record({ id: fc.constant(id), talk, between: fc.constantFrom(' ', '\n', '  ') });
});
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test('however a stream is chopped, the same is spoken, it is what is returned, and nothing of a lie is in it', async () => {
  await fc.assert(
    fc.asyncProperty(someTalk, someCuts, fc.boolean(), async ({ id, talk, between }, cuts, wishes) => {
      const assistant = assistants.get(id);
      const context = contextOf(id);
      const text = talk.join(between);
      const toolCalls = wishes ? [{ id: '1', name: 'any', args: {} }] : [];
      const run = async (pieces: string[]) => {
        const spoken: string[] = [];
        const model = {
          reply: (_: ModelContext, { onText }: { onText?: (piece: string) => void }) => {
            for (const piece of pieces) onText?.(piece);
            return Promise.resolve({ text, toolCalls, model: 'm' });
          },
        };
        const { reply } = await answerTruly(model, context, {
          assistant,
          onText: (piece) => void spoken.push(piece),
        });
        return { spoken: spoken.join(''), returned: reply.text };
      };
      const whole = await run([text]);
      const pieces = await run(chopped(text, cuts));
      expect(pieces).toEqual(whole);
      expect(pieces.spoken.trim()).toBe(pieces.returned);
      const judge = createJudge(assistant, context);
      for (const lie of talk.filter((sentence) => judge(sentence) !== undefined))
        expect(pieces.spoken).not.toContain(lie);
    }),
    { seed, numRuns: 60 },
  );
}, 60_000);

test('sentences are the same however the stream is chopped, and nothing is lost', () => {
  const text = fc.array(
    fc.constantFrom(
      'Sí. ',
      'El Sr. Ruiz vive en la C. Mayor',
      '… ',
      '¿Y? ',
      'a las 10.30 h',
      '\n',
      'Vale!',
      ' ',
    ),
  );
  fc.assert(
    fc.property(text, someCuts, (parts, cuts) => {
      const whole = parts.join('');
      const cut = (pieces: string[]): string[] => {
        const stream = new SentenceStream();
        return [...pieces.flatMap((piece) => stream.take(piece)), ...stream.end()]
          .map((one) => one.trim())
          .filter(Boolean);
      };
      expect(cut(chopped(whole, cuts))).toEqual(cut([whole]));
      expect(cut([whole]).join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
    }),
    { seed },
  );
});

function contextOf(id: keyof typeof corpora): ModelContext {
  const { language, greeting } = assistants.get(id);
  const now = '2026-11-21T10:00:00Z';
  const lines: ModelContext['lines'] = [
    { who: 'assistant', text: greeting, fixed: true },
    { who: 'caller', text: corpora[id].said },
  ];
  return { callId: 'c', assistant: id, language, now, lines };
}
