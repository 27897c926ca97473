import { useSyncExternalStore } from 'react';

/** Where the user is; kept in the address after `#`, so that the gateway serves one page only. */
export type Route =
  | { view: 'phone' }
  | { view: 'systems' }
  | { view: 'desk'; name: string }
  | { view: 'calls' }
  | { view: 'call'; callId: string }
  | { view: 'cases' }
  | { view: 'case'; code: string }
  | { view: 'webhooks' }
  | { view: 'notifications' }
  | { view: 'nowhere' };

/** The route that an address such as `#/cases/R-7K3F-92QD` names. */
export function parseRoute(hash: string): Route {
  const [view = '', id = '', ...more] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded);
  if (more.length > 0) return { view: 'nowhere' };
  if (id !== '') {
    if (view === 'systems') return { view: 'desk', name: id };
    if (view === 'calls') return { view: 'call', callId: id };
    if (view === 'cases') return { view: 'case', code: id };
    return { view: 'nowhere' };
  }
  if (view === '' || view === 'phone') return { view: 'phone' };
  if (view === 'systems' || view === 'calls' || view === 'cases') return { view };
  if (view === 'webhooks' || view === 'notifications') return { view };
  return { view: 'nowhere' };
}

export const hrefToDesk = (name: string) => `#/systems/${encodeURIComponent(name)}`;
export const hrefToCall = (callId: string) => `#/calls/${encodeURIComponent(callId)}`;
export const hrefToCase = (code: string) => `#/cases/${encodeURIComponent(code)}`;

/** The current address after `#`. */
export function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
