import type { DeskTicket } from '../../../src/gateway/shapes';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { When } from '../parts/when';
import { hrefToCase } from '../route';
import { OfficeDeeds } from './office-deeds';

interface DeskTicketParts {
  system: string;
  ticket: DeskTicket;
  onChanged: () => void;
}

/** One ticket at the desk, and what the office can do with it. */
export function DeskTicketCard({ system, ticket, onChanged }: DeskTicketParts) {
  const { id, status, priority, subject, reference, pending, comments } = ticket;
  return (
    <li className="card ticket">
      <header className="row">
        <h3>
          {id} <span className="plain">{subject}</span>
        </h3>
        <Chip tone={status === 'closed' ? 'calm' : 'waiting'} word={status} />
      </header>
      <Facts
        facts={[
          ['Priority', priority],
          ['Team', ticket.team],
          ['Place', ticket.place],
          ['Not said', pending.length > 0 ? pending.join(', ') : undefined],
          ['Code', reference === undefined ? undefined : <a href={hrefToCase(reference)}>{reference}</a>],
          ['Made', <When at={ticket.createdAt} />],
          ['Changed', <When at={ticket.updatedAt} />],
        ]}
      />
      {comments.length > 0 && (
        <ul className="comments">
          {comments.map(({ id: commentId, author, text, at }) => (
            <li key={commentId}>
              <p className="meta">
                {author} · <When at={at} />
              </p>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      )}
      <OfficeDeeds {...{ system, ticket, onChanged }} />
    </li>
  );
}
