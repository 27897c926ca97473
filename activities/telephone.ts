import type { LegProgress } from '../src/domain/telephone';

/** A leg of a call, as the carrier names it. */
export interface Leg {
  callSid: string;
}

/**
 * What workflows have the carrier do, beside what a host does on its line. Calls are named by `callId` and `assistant`.
 * Each throws `ConnectorError`, also where no carrier is configured.
 */
export interface TelephoneActivities {
  /**
   * Calls somebody up for a call of ours. Creation class none: a placing whose outcome is unknown is not repeated; the
   * carrier's own callbacks tell whether it rings.
   */
  placeCall(call: {
    callId: string;
    assistant: string;
    to: string;
    ringS: number;
    detectsMachines: boolean;
  }): Promise<Leg>;
  /** Calls the person whom a caller is put through to; `transfer` is which try. Creation class none, likewise. */
  callPerson(call: {
    callId: string;
    assistant: string;
    to: string;
    ringS: number;
    transfer: number;
  }): Promise<Leg>;
  /**
   * Takes the caller out of whatever they are in, back to a line of ours; `epoch` is that of the line they had last.
   * `gone` where they have hung up.
   */
  bringBack(call: Leg & { callId: string; assistant: string; epoch: number }): Promise<'done' | 'gone'>;
  /** How far a leg has come. */
  readLeg(leg: Leg): Promise<LegProgress>;
  /** Hangs up; a leg that is over stays over. */
  endLeg(leg: Leg): Promise<void>;
  /** Records both sides from now on. `consentAt`: ISO instant of the caller's yes. */
  startRecording(
    call: Leg & { callId: string; assistant: string; consentAt: string },
  ): Promise<{ recordingSid: string }>;
  /** Stops it; one that has stopped stays so. */
  stopRecording(recording: Leg & { recordingSid: string }): Promise<void>;
}
