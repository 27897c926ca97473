import { useState } from 'react';
import type { CaseArgs } from '../api';
import { Empty } from '../parts/notes';
import { asFields, type Field, fromFields } from './args';

interface CorrectFormParts {
  args: CaseArgs | undefined;
  busy: boolean;
  onCorrect: (args: CaseArgs) => void;
}

/** The arguments of the order, to be changed: words as they are, everything else as JSON. */
export function CorrectForm({ args, busy, onCorrect }: CorrectFormParts) {
  // Kept as they were when the form was opened, so that a refresh does not overwrite what is typed.
  const [fields, setFields] = useState<Field[] | undefined>(() => args && asFields(args));
  if (!fields)
    return <Empty>The delivery cannot be asked for its arguments now. Close this and try again.</Empty>;
  const { args: next, faults } = fromFields(fields);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (next) onCorrect(next);
      }}
    >
      {fields.map((field, at) => (
        <Input
          key={field.name}
          field={field}
          fault={faults.get(field.name)}
          onText={(text) => setFields(fields.with(at, { ...field, text }))}
        />
      ))}
      <button type="submit" className="primary" disabled={busy || !next}>
        Send correction
      </button>
    </form>
  );
}

interface InputParts {
  field: Field;
  fault: string | undefined;
  onText: (text: string) => void;
}

function Input({ field: { name, kind, text }, fault, onText }: InputParts) {
  const id = `arg-${name}`;
  const shared = {
    id,
    value: text,
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-fault`,
    onChange: ({ target }: { target: { value: string } }) => onText(target.value),
  };
  return (
    <div>
      <label htmlFor={id}>
        <code>{name}</code>
        {kind === 'json' && <span className="hint"> as JSON</span>}
      </label>
      {kind === 'words' ? (
        <input {...shared} />
      ) : (
        <textarea
          {...shared}
          className="json"
          spellCheck={false}
          rows={Math.min(12, text.split('\n').length + 1)}
        />
      )}
      <p className="fault" id={`${id}-fault`}>
        {fault}
      </p>
    </div>
  );
}
