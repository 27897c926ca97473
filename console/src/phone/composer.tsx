import { type Ref, useState } from 'react';

/** Where the caller types a turn; Enter sends it. */
export function Composer({
  language,
  input,
  onSay,
}: {
  language: string;
  input: Ref<HTMLInputElement>;
  onSay: (text: string) => void;
}) {
  const [text, setText] = useState('');
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        onSay(text.trim());
        setText('');
      }}
    >
      <label htmlFor="turn">Your words</label>
      <input
        id="turn"
        ref={input}
        value={text}
        lang={language}
        maxLength={4000}
        autoComplete="off"
        enterKeyHint="send"
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="primary">
        Send
      </button>
    </form>
  );
}
