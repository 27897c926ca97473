import { useState } from 'react';
import type { DeskTicket } from '../../../src/gateway/shapes';
import { actOnTicket } from '../api';
import { useOperator } from '../browser-memory';
import { ProblemNote } from '../parts/notes';
import { useDeed } from '../parts/use-deed';

interface OfficeDeedsParts {
  system: string;
  ticket: DeskTicket;
  onChanged: () => void;
}

/** Comment, close and reopen. Words in the field go with a comment, or are the reason of a closing. */
export function OfficeDeeds({ system, ticket, onChanged }: OfficeDeedsParts) {
  const [text, setText] = useState('');
  const { busy, problem, run } = useDeed();
  const words = text.trim();
  const by = useOperator();
  const act = async (deed: 'comment' | 'close' | 'reopen', body: object) => {
    if (await run(() => actOnTicket(system, ticket.id, deed, { ...body, by }))) setText('');
    onChanged();
  };
  const field = `words-${ticket.id}`;
  return (
    <form
      className="deeds"
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== '') void act('comment', { text: words });
      }}
    >
      <label htmlFor={field}>Comment or closing reason for ticket {ticket.id}</label>
      <input id={field} value={text} maxLength={2000} onChange={({ target }) => setText(target.value)} />
      <button type="submit" disabled={busy || words === ''}>
        Comment
      </button>
      {ticket.status === 'closed' ? (
        <button type="button" disabled={busy} onClick={() => void act('reopen', {})}>
          Reopen
        </button>
      ) : (
        <button
          type="button"
          disabled={busy}
          onClick={() => void act('close', words === '' ? {} : { reason: words })}
        >
          Close
        </button>
      )}
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}
