import { useEffect, useRef, useSyncExternalStore } from 'react';
import { listAssistants } from '../api';
import { useRemembered } from '../browser-memory';
import { useLive } from '../live';
import { ProblemNote } from '../parts/notes';
import { Page } from '../parts/page';
import { Call } from './call';
import { Deliveries, useCases } from './deliveries';
import type { DevPhone } from './dev-phone';
import { Inbox } from './inbox';
import { Setup } from './setup';

interface PhonePageParts {
  phone: DevPhone;
  active: boolean;
  onUnread: (count: number) => void;
}

const lead =
  'Call an assistant by typing. What you ask for becomes a ticket or an appointment, even while its system is away.';
const noCodes: string[] = [];

/** The dev phone and the inbox beside it. Kept while other views are shown, so that the call goes on. */
export function PhonePage({ phone, active, onUnread }: PhonePageParts) {
  const { conversation, busy, problem } = useSyncExternalStore(phone.subscribe, phone.snapshot);
  const assistants = useLive('assistants', listAssistants, 30_000);
  const [own, setOwn] = useRemembered('recado.own', '+34600000001');
  const cases = useCases(conversation?.codes ?? noCodes);
  const startAgain = useFocusBack(conversation?.callId);
  return (
    <Page title="Dev phone" active={active} lead={conversation ? undefined : lead}>
      <div className="phone">
        <section className="card" aria-label="Call" ref={startAgain} tabIndex={-1}>
          {busy === 'rejoining' && <p role="status">Rejoining your call…</p>}
          {busy === 'rejoining' && problem && <ProblemNote problem={problem} />}
          {!conversation && busy !== 'rejoining' && (
            <Setup
              assistants={assistants.data?.items}
              assistantsProblem={assistants.problem}
              own={own}
              onOwn={setOwn}
              starting={busy === 'starting'}
              problem={problem}
              onStart={(assistant) => void phone.start(assistant, own)}
            />
          )}
          {conversation && <Call {...{ phone, conversation, cases, problem }} ending={busy === 'ending'} />}
        </section>
        <div className="beside">
          <Inbox own={own} language={conversation?.language} {...{ active, onUnread }} />
          <Deliveries codes={conversation?.codes ?? noCodes} cases={cases} />
        </div>
      </div>
    </Page>
  );
}

/** Gives the focus to the call's section when a call is left, so that it is not lost with the button. */
function useFocusBack(callId: string | undefined) {
  const section = useRef<HTMLElement>(null);
  const before = useRef(callId);
  useEffect(() => {
    if (before.current !== undefined && callId === undefined) section.current?.focus();
    before.current = callId;
  }, [callId]);
  return section;
}
