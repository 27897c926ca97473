import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '../../../src/gateway/shapes';
import { listMessages } from '../api';
import { useLive } from '../live';
import { Announcement } from '../parts/announcement';
import { Empty, ProblemNote } from '../parts/notes';
import { When } from '../parts/when';
import { hrefToCase } from '../route';

interface InboxParts {
  own: string;
  /** Language of the texts, where it is known. */
  language: string | undefined;
  /** Whether the inbox can be seen; only then do messages count as read. */
  active: boolean;
  onUnread: (count: number) => void;
}

const stayNewMs = 20_000;

/** Messages to the own number, newest first. It stands for SMS: nothing leaves this machine. */
export function Inbox({ own, language, active, onUnread }: InboxParts) {
  const { data, problem } = useLive(own, (signal) => listMessages(own, signal), 1000);
  const messages = data?.items;
  const fresh = useFresh(own, messages, active);
  useEffect(() => onUnread(active ? 0 : fresh.size), [active, fresh.size, onUnread]);
  const newest = messages?.at(-1);
  return (
    <section className="inbox card" aria-labelledby="inbox">
      <h2 id="inbox">Inbox</h2>
      <p className="hint">Stands for SMS to {own}; nothing leaves this machine.</p>
      {problem && !messages && <ProblemNote problem={problem} />}
      {messages?.length === 0 && (
        <Empty>No message yet. When something you asked for moves on, you are told here.</Empty>
      )}
      <ol>
        {messages?.toReversed().map((message) => (
          <Message key={message.id} {...{ message, language }} fresh={fresh.has(message.id)} />
        ))}
      </ol>
      <Announcement text={newest && fresh.has(newest.id) ? newest.text : ''} language={language} />
    </section>
  );
}

function Message({
  message,
  language,
  fresh,
}: {
  message: MessageView;
  language: string | undefined;
  fresh: boolean;
}) {
  return (
    <li className={fresh ? 'message fresh' : 'message'}>
      <p className="meta">
        {fresh && <strong>New · </strong>}
        <When at={message.sentAt} /> · <a href={hrefToCase(message.code)}>{message.code}</a>
      </p>
      <p lang={language}>{message.text}</p>
    </li>
  );
}

/** Ids of the messages that came after the first look and have not been in sight for long. */
function useFresh(own: string, messages: MessageView[] | undefined, active: boolean): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const known = useRef<{ own: string; ids: Set<string> }>(undefined);
  useEffect(() => {
    if (!messages) return;
    const before = known.current?.own === own ? known.current.ids : undefined;
    known.current = { own, ids: new Set(messages.map(({ id }) => id)) };
    const arrived = before ? messages.filter(({ id }) => !before.has(id)) : [];
    if (arrived.length > 0) setFresh((ids) => new Set([...ids, ...arrived.map(({ id }) => id)]));
  }, [own, messages]);
  useEffect(() => {
    if (!active || fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(new Set()), stayNewMs);
    return () => clearTimeout(timer);
  }, [active, fresh]);
  return fresh;
}
