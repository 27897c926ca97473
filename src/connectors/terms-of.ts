import { type DeliverySettings, policyOf } from '../delivery-settings';
import type { WriteVerb } from '../domain/call';
import type { Terms } from '../domain/terms';
import type { Connector } from './connector';

const onTicket: ReadonlySet<WriteVerb> = new Set([
  'commentTicket',
  'raisePriority',
  'closeTicket',
  'reopenTicket',
]);

/** A change leaves its key on the ticket, which is read by its number: no vendor's key helps there, and no index lags. */
const byItsTicket = ({ class: own }: Connector['creation']): Pick<Terms, 'creation' | 'indexLagMs'> => ({
  creation: own === 'none' ? 'none' : 'reference',
  indexLagMs: 0,
});

/** How an order of this verb is written to a system: what its connector declares, and what recado.yaml wants of a fault. */
export const termsOf = (
  { creation }: Pick<Connector, 'creation'>,
  settings: DeliverySettings,
  verb: WriteVerb,
): Terms => ({
  ...(onTicket.has(verb)
    ? byItsTicket(creation)
    : { creation: creation.class, indexLagMs: creation.indexLagMs }),
  settleMs: creation.settleMs,
  atOnce: settings.atOnce,
  policy: policyOf(settings, verb),
});
