import { useEffect, useRef } from 'react';
import type { CaseView, Problem } from '../../../src/gateway/shapes';
import { WorkflowLink } from '../parts/facts';
import { ProblemNote } from '../parts/notes';
import { languageNames } from '../parts/words';
import { Composer } from './composer';
import type { Conversation, Link } from './conversation';
import type { DevPhone } from './dev-phone';
import { Transcript } from './transcript';
import { Voice } from './voice';

interface CallParts {
  phone: DevPhone;
  conversation: Conversation;
  cases: ReadonlyMap<string, CaseView>;
  problem: Problem | undefined;
  ending: boolean;
}

const links: Record<Link, string> = {
  connecting: 'Connecting…',
  connected: 'Connected',
  reconnecting: 'The connection was lost. Connecting again; what you said is not lost.',
  posting: 'Without a live connection: answers come whole.',
};

/** A running call, or one that is over. */
export function Call({ phone, conversation, cases, problem, ending }: CallParts) {
  const { callId, ended, language } = conversation;
  const input = useRef<HTMLInputElement>(null);
  const over = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ended) over.current?.focus();
    else input.current?.focus();
  }, [callId, ended]);
  const say = (text: string) => phone.say(text);
  return (
    <>
      <div className="call-head">
        <p role="status">
          {ended ? <strong>The call is over.</strong> : links[conversation.link]}{' '}
          <span className="hint">{languageNames[language] ?? language}</span>
        </p>
        {!ended && (
          <button type="button" disabled={ending} onClick={() => void phone.hangUp()}>
            {ending ? 'Ending…' : 'End call'}
          </button>
        )}
      </div>
      <Transcript {...{ conversation, cases }} onSayAgain={(turnId) => phone.sayAgain(turnId)} />
      {problem && <ProblemNote problem={problem} />}
      {ended ? (
        <div className="over" ref={over} tabIndex={-1}>
          {conversation.codes.length > 0 && (
            <p>What you asked for goes on without you. News of it comes to the inbox.</p>
          )}
          <button type="button" className="primary" onClick={() => phone.leave()}>
            New call
          </button>
        </div>
      ) : (
        <>
          <Composer {...{ language, input }} onSay={say} />
          <Voice
            language={language}
            lastAnswer={conversation.turns.findLast((turn) => turn.answer)?.answer}
            onWords={say}
          />
        </>
      )}
      <p className="hint">
        Workflow: <WorkflowLink url={conversation.workflowUrl} id={conversation.workflowId} />
      </p>
    </>
  );
}
