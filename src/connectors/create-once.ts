/**
 * Create-once strategies: how a system is kept from taking one order twice when an answer is lost.
 *
 * A connector picks the one its system can bear and calls it with the key of an order, any number of times; all calls
 * end in one record. Nothing is remembered from call to call: another process must come to the same end. Nor does a
 * strategy wait: how long an index lags, and how long a request that was given up on may still be carried out, is told
 * by the connector's `creation`, and the delivery waits that long before its next try.
 */
export { type ChosenIdSteps, callerChosenId } from './create-once/caller-chosen-id';
export { compensate, type CompensateSteps } from './create-once/compensate';
export { type Doubles } from './create-once/doubles';
export { type GuardSteps, naturalGuard } from './create-once/natural-guard';
export { type KeySteps, nativeKey } from './create-once/native-key';
export { afterSending, beforeSending, type Once } from './create-once/once';
export { type RecentSteps, stampAndListRecent } from './create-once/stamp-and-list-recent';
export { type LookUpSteps, stampAndLookUp } from './create-once/stamp-and-look-up';
export { unguarded, type UnguardedSteps } from './create-once/unguarded';
export { type UpsertSteps, upsertOnUniqueField } from './create-once/upsert-on-unique-field';
