import type { SystemView } from '../../../src/gateway/shapes';
import { listSystems, listTickets } from '../api';
import { useLive } from '../live';
import { Empty, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { counted } from '../parts/words';
import { DeskTicketCard } from './desk-ticket';
import { OutageSwitch } from './outage-switch';

/** Whether a system is a help desk of the sandbox or our own register, whose tickets the console can show. */
export const hasDesk = ({ system }: SystemView): boolean => ['sandbox-desk', 'register'].includes(system);

/** A sandbox help desk, or our own register, as the office sees it. */
export function DeskPage({ name }: { name: string }) {
  const tickets = useLive(name, (signal) => listTickets(name, signal), 1500);
  const systems = useLive('systems', listSystems, 3000);
  const mood = systems.data?.items.find((system) => system.name === name)?.mood;
  const items = tickets.data?.items;
  return (
    <Page
      title={`Desk ${name}`}
      lead="You are the office here. What you do reaches Recado like a webhook, and the caller is told."
    >
      <p>
        <a href="#/systems">All systems</a>
      </p>
      {mood !== undefined && <OutageSwitch name={name} mood={mood} onChanged={systems.refresh} />}
      {!items ? <Waiting problem={tickets.problem} /> : <Stale problem={tickets.problem} />}
      {items && <h2 aria-live="polite">{counted(items.length, 'ticket')}</h2>}
      {items?.length === 0 && (
        <Empty>
          No ticket yet. Call from the <a href="#/phone">dev phone</a> and ask for something.
        </Empty>
      )}
      <ul className="records">
        {items?.map((ticket) => (
          <DeskTicketCard key={ticket.id} system={name} ticket={ticket} onChanged={tickets.refresh} />
        ))}
      </ul>
    </Page>
  );
}
