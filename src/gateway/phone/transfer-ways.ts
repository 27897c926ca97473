/** What every way of putting a caller through has in common. */
import type { DialResult } from '../../channels/twilio/transfer-shapes';
import type { TransferOutcome } from '../../domain/telephone';

/** The conference of a transfer: tells who is who without telling who it is. */
export const conferenceOf = ({ callId, transfer }: { callId: string; transfer: number }): string =>
  `transfer-${callId}-${transfer}`;

/** How a cold transfer ended. */
export function coldOutcome({ outcome, bridged, callerGone }: DialResult): TransferOutcome {
  switch (outcome) {
    case 'answered':
      return bridged === false ? 'declined' : 'answered';
    case 'noAnswer':
      return callerGone ? 'caller-left' : 'no-answer';
    case 'cancelled':
      return 'caller-left';
    case 'busy':
    case 'failed':
      return callerGone ? 'caller-left' : outcome;
  }
}
