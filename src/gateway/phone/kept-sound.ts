/** Keeping what a caller says as sound: where the installation keeps everybody's, or once this caller has agreed to be recorded. */
import { callWorkflowId } from '../../../workflows/ids';
import type { Assistant } from '../../domain/assistant';
import type { CallDesk } from '../call-desk';
import type { Phone } from './phone-parts';

/** What keeping stands on. */
interface KeepingParts {
  phone: Pick<Phone, 'sound'>;
  desk: Pick<CallDesk, 'state'>;
}

/** The sound of one call. */
export class KeptSound {
  /** Undefined while they have not been asked, or have not answered. */
  private agreed: boolean | undefined;

  constructor(
    private readonly parts: KeepingParts,
    private readonly callId: string,
  ) {
    if (parts.phone.sound?.when === 'always') this.agreed = true;
  }

  /** Looks whether they have agreed by now: in time for the turn that they are about to end. */
  look(): void {
    if (this.agreed !== undefined) return;
    void this.parts.desk.state(callWorkflowId('phone', this.callId)).then((call) => {
      const consent = call?.phone?.recording?.consent;
      if (consent !== undefined) this.agreed = consent === 'yes';
    });
  }

  /** Returns what a turn's sound is found by; undefined where it is not kept. */
  keep(turnId: string, mulaw: Buffer): string | undefined {
    return this.agreed ? this.parts.phone.sound?.folder.keep(this.callId, turnId, mulaw) : undefined;
  }
}

/** Undefined where nothing of an assistant's calls is kept: then their sound is not even collected. */
export function openKeptSound(
  parts: KeepingParts,
  callId: string,
  { phone }: { phone: Pick<Assistant['phone'], 'record'> },
): KeptSound | undefined {
  const when = parts.phone.sound?.when;
  const may = when === 'always' || (when === 'after-consent' && phone.record === 'after-consent');
  return may ? new KeptSound(parts, callId) : undefined;
}
