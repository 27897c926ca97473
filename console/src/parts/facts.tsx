import type { ReactNode } from 'react';

/** A name and its value; a wide one may take two columns. */
export type Fact = [name: string, value: ReactNode | undefined, width?: 'wide'];

/** Names and values of one thing; values that are undefined are left out. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value, width]) => (
          <div key={name} className={width}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A link to a workflow in the Temporal UI, in a tab of its own. */
export function WorkflowLink({ url, id }: { url: string; id: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <code>{id}</code>
      <span className="unseen"> in the Temporal UI, opens a new tab</span>
    </a>
  );
}
