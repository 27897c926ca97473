import { useState } from 'react';
import type { WebhookSearch } from '../api';

const states = [
  { state: '', word: 'Taken' },
  { state: 'waiting', word: 'Waiting' },
  { state: 'parked', word: 'Need a person' },
  { state: 'handed-over', word: 'Handed over' },
  { state: 'refused', word: 'Refused' },
];

interface SearchFormParts {
  search: WebhookSearch;
  onSearch: (search: WebhookSearch) => void;
}

/** Which webhooks, and words to find one by. A change begins at the newest page. */
export function SearchForm({ search, onSearch }: SearchFormParts) {
  const [words, setWords] = useState({ text: search.text, connection: search.connection });
  return (
    <>
      <div className="filter" role="group" aria-label="Which webhooks">
        {states.map(({ state, word }) => (
          <button
            key={state}
            type="button"
            aria-pressed={state === search.state}
            onClick={() => onSearch({ ...search, state, before: '' })}
          >
            {word}
          </button>
        ))}
      </div>
      <form
        className="deeds"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch({ ...search, ...words, before: '' });
        }}
      >
        <label htmlFor="webhook-text">Id of event or record</label>
        <input
          id="webhook-text"
          type="search"
          maxLength={200}
          value={words.text}
          onChange={({ target }) => setWords({ ...words, text: target.value })}
        />
        <label htmlFor="webhook-connection">System</label>
        <input
          id="webhook-connection"
          type="search"
          maxLength={100}
          value={words.connection}
          onChange={({ target }) => setWords({ ...words, connection: target.value })}
        />
        <button type="submit">Search</button>
      </form>
    </>
  );
}
