import { useState } from 'react';
import { readStatus } from './api';
import { CallPage } from './calls/call-page';
import { CallsPage } from './calls/calls-page';
import { CasePage } from './cases/case-page';
import { CasesPage } from './cases/cases-page';
import { KeyForm } from './key-form';
import { useLive } from './live';
import { Navigation } from './navigation';
import { NotificationsPage } from './notifications/notifications-page';
import { Page } from './parts/page';
import type { DevPhone } from './phone/dev-phone';
import { PhonePage } from './phone/phone-page';
import { parseRoute, type Route, useHash } from './route';
import { Banner, StatusBar } from './status-bar';
import { DeskPage } from './systems/desk-page';
import { SystemsPage } from './systems/systems-page';
import { WebhooksPage } from './webhooks/webhooks-page';

/** The console: navigation, what is wrong at the moment, one view, and what runs behind it. */
export function App({ phone }: { phone: DevPhone }) {
  const route = parseRoute(useHash());
  const status = useLive('status', readStatus, 3000);
  const [unread, setUnread] = useState(0);
  const locked = status.problem?.status === 401;
  const onPhone = route.view === 'phone';
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to content
      </a>
      <Navigation view={route.view} unread={unread} />
      <main id="main" tabIndex={-1}>
        {locked ? (
          <KeyForm onKept={status.refresh} />
        ) : (
          <>
            <Banner status={status.data} problem={status.problem} />
            <div hidden={!onPhone}>
              <PhonePage phone={phone} active={onPhone} onUnread={setUnread} />
            </div>
            <View route={route} />
          </>
        )}
      </main>
      <StatusBar status={status.data} away={status.problem !== undefined} />
    </>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case 'phone':
      return null;
    case 'systems':
      return <SystemsPage />;
    case 'desk':
      return <DeskPage key={route.name} name={route.name} />;
    case 'calls':
      return <CallsPage />;
    case 'call':
      return <CallPage key={route.callId} callId={route.callId} />;
    case 'cases':
      return <CasesPage />;
    case 'case':
      return <CasePage key={route.code} code={route.code} />;
    case 'webhooks':
      return <WebhooksPage />;
    case 'notifications':
      return <NotificationsPage />;
    case 'nowhere':
      return (
        <Page title="No such page">
          <p>
            Go to the <a href="#/phone">dev phone</a>.
          </p>
        </Page>
      );
  }
}
