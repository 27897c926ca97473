/** A call's result for a person to read. */
import type { LoadSummary } from './load';
import type { PhoneResult } from './phone-result';

/** What was said when, how each turn was answered, and what went wrong. */
export function resultLines(result: PhoneResult): string[] {
  const { transcript, turns, losses, failures } = result;
  const said = transcript.map(({ who, text, atMs, whole }) => {
    const cut = whole === false ? ' (cut)' : '';
    return `${seconds(atMs)}  ${who === 'caller' ? '> ' : '  '}${text || '(sound without known words)'}${cut}`;
  });
  const rows = turns.map(({ said: own, voiceToVoiceMs, yieldMs }) => {
    const answered = voiceToVoiceMs === null ? '-' : `${voiceToVoiceMs} ms`;
    const yielded = yieldMs === undefined ? '' : `yielded after ${yieldMs} ms`;
    return `${answered.padStart(9)}  ${shortened(own).padEnd(50)}  ${yielded}`.trimEnd();
  });
  const back = losses.map(
    ({ by, socketBackMs, soundBackMs }) =>
      `Lost by the ${by}: connected again after ${socketBackMs} ms, ${soundBackMs === null ? 'no sound since' : `sound after ${soundBackMs} ms`}.`,
  );
  return [
    ...said,
    '',
    'Voice to voice:',
    ...rows,
    `Longest silence ${result.longestSilenceMs} ms; first sound after ${result.firstSoundMs ?? '-'} ms; by ${result.transports.join(', ') || 'no transport'}; the simulator was ${result.simulatorLagMs} ms late at worst.`,
    ...back,
    ...failures.map((failure) => `FAILED: ${failure}`),
  ];
}

/** Many calls in a few lines. */
export const summaryLines = (summary: LoadSummary): string[] => [
  `${summary.calls} calls, ${summary.failed} failed, ${summary.turns} turns, ${summary.cameBack} came back after a loss.`,
  `Voice to voice p50 ${summary.voiceToVoiceP50Ms} ms, p95 ${summary.voiceToVoiceP95Ms} ms; longest silence ${summary.longestSilenceMs} ms.`,
  `The simulator was ${summary.simulatorLagMs} ms late at worst.`,
];

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`;
const shortened = (text: string): string => (text.length > 50 ? `${text.slice(0, 49)}…` : text);
