/** Where the time of each spoken turn went, from the end of the caller's voice to our first sound. */
import type { TurnTimingView } from '../../../src/gateway/shapes';
import { readTimings } from '../api';
import { useLive } from '../live';

/** The parts of a turn that follow one another. */
const parts = [
  ['endOfUtteranceDelayMs', 'end of turn', 'wait'],
  ['workflowHopMs', 'workflow', 'hop'],
  ['ttftMs', 'first words', 'think'],
  ['ttfbMs', 'first sound', 'voice'],
] as const;

/** The waterfall of a call; nothing where none of its turns was spoken. */
export function Waterfall({ callId }: { callId: string }) {
  const { data } = useLive(`timings/${callId}`, (signal) => readTimings(callId, signal), 5000);
  const turns = data?.items ?? [];
  if (turns.length === 0) return null;
  const longestMs = Math.max(1, ...turns.map(totalOf));
  return (
    <section className="card" aria-labelledby="waterfall">
      <h2 id="waterfall">Where the time went</h2>
      <ul className="legend">
        {parts.map(([name, label, tone]) => (
          <li key={name}>
            <span className={`swatch ${tone}`} aria-hidden="true" /> {label}
          </li>
        ))}
      </ul>
      <ol className="waterfall">
        {turns.map((turn) => (
          <li key={turn.turnId}>
            <span className="plain">{turn.turnId}</span>
            <span className="bars" aria-hidden="true">
              {parts.map(([name, , tone]) => (
                <span
                  key={name}
                  className={`bar ${tone}`}
                  style={{ width: `${(100 * (turn.spans[name] ?? 0)) / longestMs}%` }}
                />
              ))}
            </span>
            <span className="plain">{sentenceOf(turn)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const totalOf = ({ spans }: TurnTimingView): number =>
  parts.reduce((sum, [name]) => sum + (spans[name] ?? 0), 0);

const sentenceOf = (turn: TurnTimingView): string =>
  [
    `${turn.spans.userBotLatencyMs ?? totalOf(turn)} ms`,
    ...parts.flatMap(([name, label]) =>
      turn.spans[name] === undefined ? [] : [`${label} ${turn.spans[name]}`],
    ),
  ].join(' · ');
