import { ConnectorError } from '../errors';

/** The name of our own agenda among the systems. */
export const agendaSystem = 'agenda';

/** What the agenda does not do, and why; a person must look at it. */
export const rejected = (message: string): ConnectorError =>
  new ConnectorError(agendaSystem, 'rejected', message);

/** There is no such appointment, or it was cancelled. */
export const missing = (id: string): ConnectorError =>
  new ConnectorError(agendaSystem, 'missing', `There is no appointment ${id}.`);
