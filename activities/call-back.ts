import type { Activities } from '.';

/** Places the call, unless a try since `triedSince` has. Rejects where no carrier is configured. */
export type PlaceCall = (
  call: { callId: string; assistant: string; to: string },
  triedSince: Date | undefined,
) => Promise<void>;

/** The activity that calls the caller of a broken call back. `triedSince`: when the first try began; undefined during it. */
export const createCallBack = (
  place: PlaceCall,
  triedSince: () => Date | undefined,
): Pick<Activities, 'callBack'> => ({ callBack: async (call) => await place(call, triedSince()) });
