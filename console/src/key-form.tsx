import { useState } from 'react';
import { currentKey, keepKey } from './key';
import { Page } from './parts/page';

/** Asks for the key of the API; shown when the gateway wants one. */
export function KeyForm({ onKept }: { onKept: () => void }) {
  const [key, setKey] = useState('');
  const wrong = currentKey() !== undefined;
  return (
    <Page title="Key needed">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keepKey(key.trim());
          onKept();
        }}
      >
        <label htmlFor="key">
          {wrong ? 'The key was refused. ' : ''}Type the value of RECADO_API_KEY. It is kept until this tab is
          closed.
        </label>
        <input
          id="key"
          type="password"
          required
          autoComplete="off"
          value={key}
          onChange={({ target }) => setKey(target.value)}
        />
        <button type="submit" className="primary">
          Enter
        </button>
      </form>
    </Page>
  );
}
