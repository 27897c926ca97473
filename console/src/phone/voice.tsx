import { useEffect, useRef, useState } from 'react';
import type { AnswerView } from '../../../src/gateway/shapes';
import { useRemembered } from '../browser-memory';
import { canHear, canSpeak, hush, listen, speak } from './speech';

interface VoiceParts {
  language: string;
  lastAnswer: AnswerView | undefined;
  onWords: (text: string) => void;
}

/** Speaking and hearing with what the browser offers, and what is missing in it. */
export function Voice({ language, lastAnswer, onWords }: VoiceParts) {
  if (!canHear() && !canSpeak())
    return <p className="hint">This browser has no speech of its own, so the conversation is typed.</p>;
  return (
    <div className="voice" role="group" aria-label="Your browser’s speech">
      <span className="hint">Your browser’s speech:</span>
      {canHear() ? (
        <Hear language={language} onWords={onWords} />
      ) : (
        <Missing what="recognition; type instead" />
      )}
      {canSpeak() ? (
        <Speak language={language} lastAnswer={lastAnswer} />
      ) : (
        <Missing what="voice; answers are shown" />
      )}
    </div>
  );
}

const Missing = ({ what }: { what: string }) => <span className="hint">this browser has no {what}.</span>;

function Hear({ language, onWords }: Pick<VoiceParts, 'language' | 'onWords'>) {
  const [stop, setStop] = useState<() => void>();
  const [reason, setReason] = useState<string>();
  useEffect(() => stop, [stop]);

  const begin = () => {
    hush();
    setReason(undefined);
    const end = listen(language, (listened) => {
      setStop(undefined);
      if ('text' in listened) onWords(listened.text);
      else setReason(listened.reason);
    });
    setStop(() => end);
  };
  return (
    <>
      <button
        type="button"
        aria-pressed={stop !== undefined}
        onClick={stop ? () => setStop(undefined) : begin}
      >
        {stop ? 'Listening… press to stop' : 'Speak a turn'}
      </button>
      <span className="hint" role="status">
        {reason
          ? `Not heard: ${reason} You can type.`
          : 'Recognition may send your voice to the browser’s maker.'}
      </span>
    </>
  );
}

function Speak({ language, lastAnswer }: Pick<VoiceParts, 'language' | 'lastAnswer'>) {
  const [aloud, setAloud] = useRemembered('recado.aloud', 'no');
  const spoken = useRef(lastAnswer?.turnId);
  useEffect(() => {
    if (!lastAnswer || spoken.current === lastAnswer.turnId) return;
    spoken.current = lastAnswer.turnId;
    if (aloud === 'yes') speak(language, lastAnswer.say);
  }, [aloud, language, lastAnswer]);
  useEffect(() => hush, []);
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={aloud === 'yes'}
        onChange={({ target }) => {
          if (!target.checked) hush();
          setAloud(target.checked ? 'yes' : 'no');
        }}
      />
      Read answers aloud
    </label>
  );
}
