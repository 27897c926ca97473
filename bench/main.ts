/** `npm run bench -- <name> [--json]`: measures, and prints one JSON object as its last line where asked to. */
import { benchSound } from './sound';
import { benchStart } from './start';
import { benchText } from './text';
import { benchAttacks } from './attacks';
import { benchPeers } from './peers/peers';
import { benchCalls } from './calls';
import { benchTurn } from './turn';
import { benchWebhooks } from './webhooks';
import { UsageError } from '../src/errors';

/** A bench: tells its progress line by line, answers its figures. */
export type Bench = (tell: (line: string) => void) => Promise<Record<string, number>>;

const benches: Record<string, Bench> = { start: benchStart, text: benchText, sound: benchSound };
/** Those that take options of their own and print what they found; they answer the exit code. */
const benchesWithOptions: Record<string, (words: string[]) => Promise<number>> = {
  peers: benchPeers,
  turn: benchTurn,
  calls: benchCalls,
  webhooks: benchWebhooks,
  attacks: benchAttacks,
};

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const withOptions = benchesWithOptions[words[0] ?? ''];
  if (withOptions) return await withOptions(words.slice(1));
  const json = words.includes('--json');
  const [name] = words.filter((word) => !word.startsWith('--'));
  const bench = benches[name ?? ''];
  if (!bench) {
    process.stderr.write(
      `There is no bench ${name ?? '(none named)'}.\nUse one of: ${[...Object.keys(benches), ...Object.keys(benchesWithOptions)].join(', ')}.\n`,
    );
    return 2;
  }
  const figures = await bench((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(
    json
      ? `${JSON.stringify(figures)}\n`
      : `${Object.entries(figures)
          .map(([key, value]) => `${key}: ${value}`)
          .join('\n')}\n`,
  );
  return 0;
}

// What a bench has started ends with it.
process.once('SIGTERM', () => process.exit(143)).once('SIGINT', () => process.exit(130));
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`${error.fix}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
