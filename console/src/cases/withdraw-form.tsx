import { useState } from 'react';

/** Asks why, since the caller is told and it stays on record. */
export function WithdrawForm({ busy, onWithdraw }: { busy: boolean; onWithdraw: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onWithdraw(reason.trim());
      }}
    >
      <label htmlFor="reason">Why is it withdrawn? It stays on record, and the caller is told.</label>
      <textarea
        id="reason"
        required
        rows={2}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="danger" disabled={busy || reason.trim() === ''}>
        Withdraw it
      </button>
    </form>
  );
}
