import { z } from 'zod';

const pinoLine = z.object({
  level: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
  error: z.object({ message: z.string() }).optional(),
});
const pinoWarn = 40;

/** What a line of a child's log says that a person should see; undefined for the rest. */
export function alarmIn(line: string): string | undefined {
  const text = line.trim();
  if (text.startsWith('{')) {
    const parsed = pinoLine.safeParse(parseJson(text));
    if (!parsed.success || parsed.data.level < pinoWarn) return undefined;
    const { msg, error, err = error } = parsed.data;
    return err && !msg.includes(err.message) ? `${msg}: ${err.message}` : msg;
  }
  // Temporal's server: its warnings are about itself (a poll that was cut short) and nothing anyone should act on.
  const temporal = /^time=\S+ level=(\w+) msg=("(?:[^"\\]|\\.)*"|\S+)(.*)$/.exec(text);
  if (temporal) {
    if (temporal[1] !== 'ERROR' && temporal[1] !== 'FATAL') return undefined;
    const reason = /\berror=("(?:[^"\\]|\\.)*"|\S+)/.exec(temporal[3] ?? '')?.[1];
    return [unquote(temporal[2]), unquote(reason)].filter(Boolean).join(': ');
  }
  // Node's own deprecations are for us, not for who runs it.
  if (/^\(node:\d+\)|^\(Use `node/.test(text)) return undefined;
  return /\b(error|fail(ed|ure)?|warn(ing)?|fatal|panic|cannot|EADDRINUSE|ENOSPC)\b/i.test(text)
    ? text
    : undefined;
}

const unquote = (text: string | undefined): string =>
  text?.replace(/^"|"$/g, '').replaceAll('\\"', '"') ?? '';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
