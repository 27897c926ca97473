import type { CaseArgs } from '../api';

/** One argument as a form shows it. */
export interface Field {
  name: string;
  /** `words`: a string, typed as it is. `json`: anything else, typed as JSON. */
  kind: 'words' | 'json';
  text: string;
}

/** Arguments as fields. Strings of several lines are JSON too, since one line cannot hold them. */
export function asFields(args: CaseArgs): Field[] {
  return Object.entries(args).map(([name, value]) =>
    typeof value === 'string' && !value.includes('\n')
      ? { name, kind: 'words', text: value }
      : { name, kind: 'json', text: JSON.stringify(value, null, 2) },
  );
}

/** Fields as arguments, or the fault of each that is not JSON. An emptied JSON field leaves its argument out. */
export function fromFields(fields: Field[]): { args?: CaseArgs; faults: ReadonlyMap<string, string> } {
  const args: CaseArgs = {};
  const faults = new Map<string, string>();
  for (const { name, kind, text } of fields) {
    if (kind === 'words') args[name] = text;
    else if (text.trim() !== '')
      try {
        args[name] = JSON.parse(text) as NonNullable<CaseArgs[string]>;
      } catch (error) {
        faults.set(name, `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
      }
  }
  return faults.size > 0 ? { faults } : { args, faults };
}
