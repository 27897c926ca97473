import { counted } from './parts/words';
import type { Route } from './route';

const views: { view: Route['view']; name: string; within: Route['view'][] }[] = [
  { view: 'phone', name: 'Phone', within: [] },
  { view: 'systems', name: 'Systems', within: ['desk'] },
  { view: 'calls', name: 'Calls', within: ['call'] },
  { view: 'cases', name: 'Cases', within: ['case'] },
  { view: 'webhooks', name: 'Webhooks', within: [] },
  { view: 'notifications', name: 'Notifications', within: [] },
];

/** The views; the phone tells how many messages came meanwhile. */
export function Navigation({ view, unread }: { view: Route['view']; unread: number }) {
  return (
    <header className="top">
      <span className="brand">Recado</span>
      <nav aria-label="Views">
        <ul>
          {views.map((one) => (
            <li key={one.view}>
              <a
                href={`#/${one.view}`}
                aria-current={one.view === view ? 'page' : one.within.includes(view) ? 'true' : undefined}
              >
                {one.name}
                {one.view === 'phone' && unread > 0 && (
                  <span className="badge">
                    {unread}
                    <span className="unseen"> {counted(unread, 'new message')}</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
