import { type ReactNode, useEffect, useRef } from 'react';

interface PageParts {
  title: string;
  lead?: ReactNode | undefined;
  /** False while the view is kept but not shown. */
  active?: boolean;
  children: ReactNode;
}

/** A view with its heading, which takes the focus when the view is reached by a link. */
export function Page({ title, lead, active = true, children }: PageParts) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!active) return;
    document.title = `${title} · Recado`;
    if (arrivedByLink) heading.current?.focus();
    arrivedByLink = true;
  }, [title, active]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}

/** The first view of a page load must not take the focus from the address bar. */
let arrivedByLink = false;
