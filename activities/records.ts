import type { Activities } from '.';
import type { Store } from '../src/store/store';

/** The activities that keep the store's picture of calls and cases. */
export function createRecords(store: Store): Pick<Activities, 'recordCall' | 'recordCase'> {
  return {
    recordCall: async (call) => await store.saveCall(call),
    recordCase: async (record, entries, change) => await store.saveCase(record, entries, change),
  };
}
