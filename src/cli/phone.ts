/** `recado phone`: calls the running gateway as Twilio would, with sound in real time, and says what held. */
import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError } from '../errors';
import { type Carrier, openCarrier } from '../phone/carrier';
import { playLoad, summarize } from '../phone/load';
import { resultLines, summaryLines } from '../phone/result-table';
import { readPhoneScript } from '../phone/script-file';
import type { PhoneScript } from '../phone/script-shape';
import { Words } from '../phone/words';
import { createEspeak, findEspeak } from '../speech/espeak';
import type { Synthesizer } from '../speech/synthesizer';
import { type Api, apiTarget, createApi } from './api';
import { add, type Run } from './command';
import { exitCode } from './exit';
import type { Output } from './output';
import { awaitReceipt, isDelivered } from './receipt';

const count = z.coerce.number().int().min(1).max(10_000);
const wish = z.strictObject({
  gateway: z.url().optional(),
  assistant: z.string().optional(),
  from: z.string().optional(),
  publicUrl: z.url().optional(),
  statusPath: z.string().startsWith('/').optional(),
  restPort: z.coerce.number().int().min(1).max(65_535).optional(),
  tags: z.boolean().default(true),
  calls: count.default(1),
  atOnce: count.optional(),
  rampMs: z.coerce.number().min(0).max(600_000).default(0),
});
type Wish = z.infer<typeof wish>;

/** Adds the command. */
export function addPhone(recado: Command, run: Run): void {
  const phone = add(
    recado,
    'phone <script>',
    'call the gateway as Twilio would, with sound, and check what is heard',
  )
    .option('--gateway <url>', 'where the gateway is; by default the script’s, else this machine’s')
    .option('--assistant <id>', 'assistant instead of the one in the script')
    .option('--from <number>', 'calling number, like +34600000001')
    .option(
      '--public-url <url>',
      'the address the gateway believes to be reached by; requests are signed for it',
    )
    .option('--status-path <path>', 'where the end of an inbound call is told')
    .option('--rest-port <port>', 'where the simulated REST API listens (the gateway’s TWILIO_API_BASE_URL)')
    .option(
      '--no-tags',
      'no spoken tags: for real recognisers and voices; what is heard is known by its end only',
    )
    .option('--calls <n>', 'play the script that often, each time from another number')
    .option('--at-once <m>', 'live calls at the same time')
    .option('--ramp-ms <ms>', 'between two calls’ beginnings');
  phone.action(
    run(async (output, file = '') => {
      const { json: _, ...words } = phone.opts<Record<string, unknown>>();
      return await playPhone(file, read(words), output);
    }),
  );
}

async function playPhone(file: string, asked: Wish, output: Output): Promise<number> {
  const given = readPhoneScript(file);
  const api = createApi(apiTarget());
  const script = adjusted(given, asked);
  const carrier = await openCarrier({
    gateway: asked.gateway ?? given.gateway ?? api.url,
    publicUrl: asked.publicUrl,
    statusPath: asked.statusPath,
    restPort: asked.restPort,
    ...accountOf(process.env),
    ...(asked.tags ? { words: new Words() } : {}),
    synthesizer: voiceOf(output),
    ticketOf: async (code, withinMs) => await hasRecord(api, code, withinMs),
  });
  output.progress(`The simulated REST API listens at ${carrier.restUrl}, account ${carrier.accountSid}.`);
  try {
    return await playAll(carrier, script, asked, output);
  } finally {
    await carrier.close();
  }
}

async function playAll(carrier: Carrier, script: PhoneScript, asked: Wish, output: Output): Promise<number> {
  const { calls, atOnce, rampMs } = asked;
  const results = await playLoad(carrier, script, { calls, atOnce, rampMs }, (result) => {
    output.result(result);
    if (calls === 1) for (const line of resultLines(result)) output.print(line);
    else for (const failure of result.failures) output.progress(`${result.callSid}: ${failure}`);
  });
  if (calls > 1) for (const line of summaryLines(summarize(results))) output.print(line);
  return results.every(({ ok }) => ok) ? exitCode.ok : exitCode.failed;
}

function adjusted(script: PhoneScript, { assistant, from }: Wish): PhoneScript {
  const made = { ...script, ...(assistant ? { assistant } : {}), ...(from ? { from } : {}) };
  if (made.assistant !== undefined || made.direction === 'outbound') return made;
  throw new UsageError(
    'Nobody is called.',
    'Name the assistant in the script, or with --assistant town-hall.',
  );
}

function accountOf(env: NodeJS.ProcessEnv): { authToken: string; accountSid?: string } {
  const authToken = env['TWILIO_AUTH_TOKEN']?.trim();
  const accountSid = env['TWILIO_ACCOUNT_SID']?.trim();
  if (authToken) return { authToken, ...(accountSid ? { accountSid } : {}) };
  throw new UsageError(
    'TWILIO_AUTH_TOKEN is not set, so the gateway would refuse every request.',
    'Set TWILIO_AUTH_TOKEN and TWILIO_ACCOUNT_SID to what the gateway was started with; any values do for both.',
  );
}

function voiceOf(output: Output): Synthesizer | undefined {
  const program = findEspeak();
  if (program !== undefined) return createEspeak({ program });
  output.progress('espeak-ng is not installed: callers make a sound that is like a voice.');
  return undefined;
}

async function hasRecord(api: Api, code: string, withinMs: number): Promise<boolean> {
  return isDelivered(await awaitReceipt(api, code, withinMs));
}

function read(words: Record<string, unknown>): Wish {
  const parsed = wish.safeParse(words);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${option}: ${issue?.message}`, 'recado phone --help lists what may be asked for.');
}
