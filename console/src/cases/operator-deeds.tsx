import { useState } from 'react';
import type { CaseDetail } from '../../../src/gateway/shapes';
import { correctCase, retryCase, withdrawCase } from '../api';
import { useRemembered } from '../browser-memory';
import { ProblemNote } from '../parts/notes';
import { useDeed } from '../parts/use-deed';
import { CorrectForm } from './correct-form';
import { WithdrawForm } from './withdraw-form';

/** Retry, correct and withdraw. The workflow checks each wish and answers what it will do, or why not. */
export function OperatorDeeds({ found, onDone }: { found: CaseDetail; onDone: () => void }) {
  const [result, setResult] = useState<string>();
  const { busy, problem, run } = useDeed();
  const wish = async (ask: () => Promise<{ result: string }>) => {
    setResult(undefined);
    const done = await run(async () => setResult((await ask()).result));
    onDone();
    return done;
  };
  const underWay = found.state === 'delivering' || found.state === 'parked';
  return (
    <section className="card" aria-labelledby="deeds">
      <h2 id="deeds">What you can do</h2>
      {underWay ? (
        <Wishes found={found} busy={busy} wish={wish} />
      ) : (
        <p className="hint">The delivery is over, so there is nothing to retry, correct or withdraw.</p>
      )}
      {problem && <ProblemNote problem={problem} />}
      {result !== undefined && (
        <p className="note good" role="status">
          {result}
        </p>
      )}
    </section>
  );
}

interface WishesParts {
  found: CaseDetail;
  busy: boolean;
  /** Tells whether the wish was granted. */
  wish: (ask: () => Promise<{ result: string }>) => Promise<boolean>;
}

function Wishes({ found: { code, args }, busy, wish }: WishesParts) {
  const [kept, setBy] = useRemembered('recado.operator', 'operator');
  const [form, setForm] = useState<'correct' | 'withdraw'>();
  const by = kept.trim() || 'operator';
  const toggle = (wanted: typeof form) => setForm(form === wanted ? undefined : wanted);
  const send = async (ask: () => Promise<{ result: string }>) => {
    if (await wish(ask)) setForm(undefined);
  };
  return (
    <>
      <div className="deeds">
        <label htmlFor="by">Your name, for the record</label>
        <input id="by" value={kept} maxLength={60} onChange={({ target }) => setBy(target.value)} />
        <button type="button" disabled={busy} onClick={() => void send(() => retryCase(code, by))}>
          Retry now
        </button>
        <button type="button" aria-expanded={form === 'correct'} onClick={() => toggle('correct')}>
          Correct…
        </button>
        <button type="button" aria-expanded={form === 'withdraw'} onClick={() => toggle('withdraw')}>
          Withdraw…
        </button>
      </div>
      {form === 'correct' && (
        <CorrectForm
          args={args}
          busy={busy}
          onCorrect={(next) => void send(() => correctCase(code, by, next))}
        />
      )}
      {form === 'withdraw' && (
        <WithdrawForm busy={busy} onWithdraw={(reason) => void send(() => withdrawCase(code, by, reason))} />
      )}
    </>
  );
}
