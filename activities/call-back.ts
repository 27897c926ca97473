import type { Activities } from '.';

/** Places the call. Rejects where no carrier is configured. */
export type PlaceCall = (call: { callId: string; assistant: string; to: string }) => Promise<void>;

/** The activity that calls the caller of a broken call back. */
export const createCallBack = (place: PlaceCall): Pick<Activities, 'callBack'> => ({ callBack: place });
