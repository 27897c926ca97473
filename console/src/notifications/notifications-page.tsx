import { listNotifications, replayNotification } from '../api';
import { useOperator } from '../browser-memory';
import { useLive } from '../live';
import { Chip } from '../parts/chip';
import { Facts } from '../parts/facts';
import { Empty, ProblemNote, Stale, Waiting } from '../parts/notes';
import { Page } from '../parts/page';
import { useDeed } from '../parts/use-deed';
import { When } from '../parts/when';
import { notificationStates } from '../parts/words';
import { hrefToCase } from '../route';
import type { NotificationView } from '../../../src/gateway/event-shapes';
import { Endpoints } from './endpoints';

/** Webhooks of ours, newest first, and the endpoints they go to. */
export function NotificationsPage() {
  const { data, problem, refresh } = useLive('notifications', listNotifications, 2000);
  return (
    <Page
      title="Notifications"
      lead="What other systems are told of cases. Each is written down with the change it tells of, and sent until it is taken."
    >
      <Endpoints />
      {!data ? <Waiting problem={problem} /> : <Stale problem={problem} />}
      {data?.items.length === 0 && (
        <Empty>
          Nothing was sent yet. Endpoints stand under <code>notify</code> in recado.yaml.
        </Empty>
      )}
      <ul className="records">
        {data?.items.map((one) => (
          <Notification key={one.id} notification={one} onReplayed={refresh} />
        ))}
      </ul>
    </Page>
  );
}

function Notification({
  notification,
  onReplayed,
}: {
  notification: NotificationView;
  onReplayed: () => void;
}) {
  const { id, endpoint, event, code, state, tries, nextAt, status, note, createdAt } = notification;
  const by = useOperator();
  const { busy, problem, run } = useDeed();
  const replay = async () => {
    await run(() => replayNotification(id, by));
    onReplayed();
  };
  return (
    <li className="card">
      <header className="row">
        <h2>
          {event} <span className="plain">to {endpoint}</span>
        </h2>
        <Chip {...notificationStates[state]} />
      </header>
      <Facts
        facts={[
          ['Case', <a href={hrefToCase(code)}>{code}</a>],
          ['Written', <When at={createdAt} relative />],
          ['Tries', tries],
          ['Next try', state === 'waiting' ? <When at={nextAt} relative /> : undefined],
          ['Last answer', status],
          ['Note', note],
          ['Message', <code>{id}</code>],
        ]}
      />
      <button type="button" disabled={busy} onClick={() => void replay()}>
        Send again
        <span className="unseen">
          {' '}
          {event} of {code}
        </span>
      </button>
      {problem && <ProblemNote problem={problem} />}
    </li>
  );
}
