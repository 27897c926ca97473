/** Shapes of following an order: what its systems told of it. Nothing of it can be read back, so what they tell is what counts. */
import type { ParcelStatus } from './case-event';
import type { Watched } from './follow-up';

/** An order, a parcel or an invoice that is watched; plain data, so that it continues as new. */
export interface OrderWatch extends Watched {
  /** `over`: it was watched for as long as its assistant wants. */
  status: 'open' | 'delivered' | 'returned' | 'closed' | 'over';
  /** ISO instant until which it is watched. */
  until: string;
  dispatched?: boolean;
  /** Where its parcel is, and since when (ISO instant); what is older does not undo it. */
  parcel?: { status: ParcelStatus; note?: string | undefined; at: string };
  /** The days on which invoices are due that the caller was told of (ISO instants), newest last, bounded. */
  invoicesTold: string[];
}
