import type { Mood } from '../../../src/gateway/shapes';
import { setMood } from '../api';
import { ProblemNote } from '../parts/notes';
import { useDeed } from '../parts/use-deed';
import { moods } from '../parts/words';

/** Sets how a sandbox system behaves. Buttons and not radios: arrow keys must not pass through an outage. */
export function OutageSwitch({ name, mood, onChanged }: { name: string; mood: Mood; onChanged: () => void }) {
  const { busy, problem, run } = useDeed();
  const choose = async (wanted: Mood) => {
    await run(() => setMood(name, wanted));
    onChanged();
  };
  return (
    <>
      <div className="switch" role="group" aria-label={`Outage switch of ${name}`} aria-busy={busy}>
        {moods.map(({ mood: one, word, means }) => (
          <button
            key={one}
            type="button"
            className={one}
            aria-pressed={one === mood}
            onClick={() => void choose(one)}
          >
            <strong>{word}</strong>
            <span>{means}</span>
          </button>
        ))}
      </div>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
