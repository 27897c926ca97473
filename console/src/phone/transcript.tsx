import { useEffect, useRef } from 'react';
import type { CaseView } from '../../../src/gateway/shapes';
import { Announcement } from '../parts/announcement';
import { CaseChip } from '../parts/chip';
import { ProblemNote } from '../parts/notes';
import { hrefToCase } from '../route';
import type { Conversation, Turn } from './conversation';

interface TranscriptParts {
  conversation: Conversation;
  cases: ReadonlyMap<string, CaseView>;
  onSayAgain: (turnId: string) => void;
}

/** What both sides said, in the assistant's language; the newest answer is read out politely. */
export function Transcript({ conversation, cases, onSayAgain }: TranscriptParts) {
  const { earlier, turns, language } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [earlier, turns]);

  return (
    // A region that scrolls must be reachable by keyboard.
    <div className="transcript" ref={scroller} tabIndex={0} role="region" aria-label="Conversation">
      <ol>
        {earlier.map((line, index) => (
          <Words key={index} who={line.who} language={language} text={line.text} own />
        ))}
        {turns.map((turn) => (
          <TurnLines key={turn.turnId} {...{ turn, cases, language, onSayAgain }} />
        ))}
      </ol>
      <Announcement text={newestAnswer(conversation)} language={language} />
    </div>
  );
}

interface TurnParts extends Omit<TranscriptParts, 'conversation'> {
  turn: Turn;
  language: string;
}

function TurnLines({ turn, cases, language, onSayAgain }: TurnParts) {
  const { answer, problem, partial } = turn;
  return (
    <>
      {!turn.repeated && <Words who="caller" language={language} text={turn.text} own />}
      {answer && answer.say.length > 0 && (
        <Words who="assistant" language={language} text={answer.say.join(' ')} />
      )}
      {answer?.code !== undefined && (
        <li className="delivery">
          <a href={hrefToCase(answer.code)}>{answer.code}</a> <DeliveryChip {...{ answer, cases }} />
        </li>
      )}
      {!answer && !problem && (
        <Words who="assistant" language={language} text={partial === '' ? '…' : partial} unfinished />
      )}
      {problem && (
        <li>
          <ProblemNote problem={problem}>
            <button type="button" onClick={() => onSayAgain(turn.turnId)}>
              Send again
            </button>
          </ProblemNote>
        </li>
      )}
    </>
  );
}

/** State of the case as it is now; until that is known, as it was when the turn was answered. */
function DeliveryChip({ answer, cases }: { answer: NonNullable<Turn['answer']>; cases: TurnParts['cases'] }) {
  const now = cases.get(answer.code ?? '')?.state;
  const then = answer.delivery === 'pending' || !answer.delivery ? 'delivering' : answer.delivery;
  return <CaseChip state={now ?? then} />;
}

const names = { caller: 'Caller', assistant: 'Assistant', tool: 'Looked up' };

interface WordsParts {
  who: keyof typeof names;
  language: string;
  text: string;
  unfinished?: boolean;
  /** Whether the caller is who reads this. */
  own?: boolean;
}

/** One line of a conversation. */
export function Words({ who, language, text, unfinished = false, own = false }: WordsParts) {
  return (
    <li className={`words ${who}`} aria-busy={unfinished}>
      <span className="who">{own && who === 'caller' ? 'You' : names[who]}</span>
      <p lang={language}>{text}</p>
    </li>
  );
}

function newestAnswer({ earlier, turns }: Conversation): string {
  const said = turns.findLast((turn) => turn.answer)?.answer?.say;
  return said ? said.join(' ') : (earlier.findLast((line) => line.who === 'assistant')?.text ?? '');
}
