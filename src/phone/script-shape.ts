/** What a call of the simulator is, as YAML. */
import { z } from 'zod';
import { language } from '../domain/language';
import { patternOf } from './wanted';

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number like +34600000001, in quotes');
const ms = z.number().int().min(0).max(3_600_000);
const wanted = z
  .string()
  .min(1)
  .refine((text) => patternOf(text) !== undefined, 'is no valid regular expression');
const words = z.string().min(1).max(1000);

/** Noise behind the caller, louder with a smaller distance to the voice. */
export const noise = z.strictObject({
  snrDb: z.number().min(-10).max(60).describe('How many dB the voice is above the noise.'),
  seed: z.number().int().min(0).default(1).describe('The same noise for the same seed.'),
});

const expectation = z.strictObject({
  ticket: z
    .boolean()
    .optional()
    .describe('Whether a code that was said must have become a record; looked up at the gateway.'),
  codeSaid: z
    .union([z.boolean(), wanted])
    .optional()
    .describe('Whether a code like R-7K3F-92QD was said, or which text.'),
  ended: z.boolean().optional().describe('Whether the assistant ends the call, within withinMs.'),
  transferredTo: z
    .string()
    .optional()
    .describe('Number, or name of a conference, that the caller was put through to.'),
  maxSilenceMs: ms.optional().describe('The longest silence while the caller waited for something.'),
  voiceToVoiceMs: ms.optional().describe('The slowest answer: end of own words to first sound.'),
});

/** What a step may do; each has exactly one of these. */
const verbs = {
  hear: wanted.describe(
    'Waits until this was said: a text (case and accents do not matter) or /an expression/.',
  ),
  say: words.describe('Says this.'),
  answer: z
    .strictObject({
      to: z
        .array(z.strictObject({ hear: wanted, say: z.union([words, z.array(words).min(1).max(50)]) }))
        .min(1)
        .max(50)
        .describe(
          'Of several answers to one question, the first that was not said yet; the last one again and again.',
        ),
      until: wanted
        .optional()
        .describe('Ends the step when it is heard; by default the end of the call does.'),
    })
    .describe(
      'Answers what it is asked, in any order and as often as it is asked; withinMs for each question.',
    ),
  wav: z
    .string()
    .min(1)
    .describe('Plays this file (8 to 48 kHz, 16 bit or mu-law); with say, the words in it.'),
  press: z
    .string()
    .regex(/^[0-9*#w]{1,40}$/, 'holds 0-9, *, # and w (half a second) only')
    .describe('Presses keys.'),
  bargeIn: z.strictObject({
    afterMs: ms.describe('Counted from when the assistant began to speak.'),
    say: words,
  }),
  pause: ms.describe('Waits, in milliseconds.'),
  mumble: z
    .union([words, z.strictObject({ afterMs: ms, say: words })])
    .describe('Says it while the assistant speaks, who must go on.'),
  cough: z
    .union([z.literal(true), z.strictObject({ afterMs: ms })])
    .describe('Coughs; while the assistant speaks where afterMs is given.'),
  drop: z
    .strictObject({ afterMs: ms.default(0), reconnect: z.boolean().default(true) })
    .describe(
      'Kills the socket without a stop; the carrier goes on with its instructions, or the line is dead.',
    ),
  hangUp: z.literal(true),
  expect: expectation,
};
const verbNames = Object.keys(verbs) as (keyof typeof verbs)[];

/** One step of a caller. */
export const step = z
  .strictObject({
    ...z.object(verbs).partial().shape,
    withinMs: ms
      .optional()
      .describe('How long hear, bargeIn, mumble and expect wait; by default the script’s patienceMs.'),
    noise: noise.optional().describe('Instead of the script’s, while this is said.'),
  })
  .superRefine((given, context) => {
    const found = verbNames.filter((name) => given[name] !== undefined);
    const isOne =
      found.length === 1 || (found.length === 2 && given.say !== undefined && given.wav !== undefined);
    if (!isOne)
      context.addIssue({ code: 'custom', message: `A step does one thing: ${verbNames.join(', ')}` });
  });
export type Step = z.infer<typeof step>;
export type Expectation = z.infer<typeof expectation>;
export type Noise = z.infer<typeof noise>;

/** How somebody's phone is answered. */
export const answering = z.strictObject({
  as: z
    .enum([
      'human',
      'machine_end_beep',
      'machine_end_silence',
      'machine_start',
      'fax',
      'unknown',
      'no-answer',
      'busy',
      'failed',
    ])
    .default('human'),
  ringMs: ms.default(300).describe('How long it rings.'),
  amdMs: ms.default(500).describe('How long the carrier takes to tell a person from a machine.'),
});
export type Answering = z.infer<typeof answering>;

/** Somebody else whom the assistant may call or transfer to. */
const other = answering.extend({ steps: z.array(step).max(100).default([]) });
export type Other = z.infer<typeof other>;

export const phoneScript = z.strictObject({
  assistant: z.string().min(1).max(60).optional().describe('Id of the assistant: town-hall.'),
  gateway: z.url().optional().describe('Where the gateway is: http://127.0.0.1:8790.'),
  from: number.describe('The person’s number: the calling one, or the called one of an outbound call.'),
  to: number.default('+34910000000').describe('The assistant’s number.'),
  language: language.default('es'),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  answers: answering.optional().describe('How an outbound call is answered.'),
  withinMs: ms.default(60_000).describe('How long an outbound call is waited for.'),
  transport: z.enum(['media', 'relay', 'gather']).optional().describe('What the gateway must use.'),
  noise: noise.optional(),
  patienceMs: ms.default(20_000).describe('How long a step waits.'),
  others: z.record(z.string(), other).default({}).describe('Other people by number.'),
  steps: z.array(step).max(2500).default([]),
});
export type PhoneScript = z.infer<typeof phoneScript>;
/** A script before its defaults are filled in. */
export type PhoneScriptInput = z.input<typeof phoneScript>;
