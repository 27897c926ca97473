/** What operators read of a watched order, in the Temporal UI and the console. No caller data. */
import type { OrderWatch } from './order-watch';

const endings: Record<Exclude<OrderWatch['status'], 'open'>, string> = {
  delivered: 'Nothing; it arrived.',
  returned: 'Nothing; it went back.',
  closed: 'Nothing; it is closed.',
  over: 'Nothing; it was watched for as long as its assistant wants.',
};

/** What happens next to an order, in plain words. */
export const orderNextStep = ({ status, until }: OrderWatch): string =>
  status === 'open'
    ? `Watched until ${until}; the caller is told of what its systems report.`
    : endings[status];

/** The card of a followed order. */
export function orderCard(state: OrderWatch): string {
  const { code, record, status, parcel, dispatched, invoicesTold } = state;
  const where = parcel ? `parcel ${parcel.status}, ${parcel.at}` : dispatched ? 'dispatched' : status;
  return [
    `### ${code}: watching ${record.connection} ${record.id}`,
    `- **Order**: ${where}`,
    ...invoicesTold.map((dueAt) => `- **Invoice**: due ${dueAt}, told`),
    `- **Waits for**: ${status === 'open' ? 'what its systems report' : 'nobody'}`,
    `- **Next**: ${orderNextStep(state)}`,
  ].join('\n');
}
