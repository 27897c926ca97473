import { useState } from 'react';
import type { AssistantView, Problem } from '../../../src/gateway/shapes';
import { useRemembered } from '../browser-memory';
import { Empty, ProblemNote, Waiting } from '../parts/notes';
import { languageNames } from '../parts/words';

interface SetupParts {
  assistants: AssistantView[] | undefined;
  assistantsProblem: Problem | undefined;
  own: string;
  onOwn: (number: string) => void;
  starting: boolean;
  problem: Problem | undefined;
  onStart: (assistant: string) => void;
}

/** Who is called, and from which number. */
export function Setup(parts: SetupParts) {
  const { assistants, assistantsProblem, starting, problem, onStart } = parts;
  const [remembered, setRemembered] = useRemembered('recado.assistant', '');
  if (!assistants) return <Waiting problem={assistantsProblem} />;
  const chosen = assistants.find(({ id }) => id === remembered) ?? assistants[0];
  if (!chosen)
    return <Empty>No assistant is configured. Put a YAML file into the folder agents and start again.</Empty>;
  return (
    <form
      className="setup"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(chosen.id);
      }}
    >
      <label htmlFor="assistant">Assistant</label>
      <select id="assistant" value={chosen.id} onChange={({ target }) => setRemembered(target.value)}>
        {assistants.map(({ id, name, language }) => (
          <option key={id} value={id}>
            {name} ({languageNames[language] ?? language})
          </option>
        ))}
      </select>
      <OwnNumber {...parts} />
      <p className="hint">
        It speaks {languageNames[chosen.language] ?? chosen.language}. You can call to:{' '}
        <span lang={chosen.language}>{chosen.errands.join('; ')}</span>.
      </p>
      {problem && <ProblemNote problem={problem} />}
      <button type="submit" className="primary" disabled={starting}>
        {starting ? 'Starting…' : 'Start call'}
      </button>
    </form>
  );
}

function OwnNumber({ own, onOwn }: Pick<SetupParts, 'own' | 'onOwn'>) {
  const [text, setText] = useState(own);
  const spelled = text.replace(/[\s().-]/g, '');
  const valid = isNumber(spelled);
  return (
    <>
      <label htmlFor="own">Your number</label>
      <input
        id="own"
        type="tel"
        required
        pattern="[+][1-9][0-9 \(\)\.\-]{6,24}"
        value={text}
        aria-describedby="own-hint"
        aria-invalid={!valid}
        onChange={({ target }) => {
          setText(target.value);
          const typed = target.value.replace(/[\s().-]/g, '');
          if (isNumber(typed)) onOwn(typed);
        }}
      />
      <p className="hint" id="own-hint">
        {valid
          ? 'Any number will do: nothing is really dialled.'
          : 'Write it with + and the country, like +34600000001.'}
      </p>
    </>
  );
}

const isNumber = (spelled: string): boolean => /^\+[1-9]\d{6,14}$/.test(spelled);
