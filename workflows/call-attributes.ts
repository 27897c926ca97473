import type { SearchAttributePair } from '@temporalio/common';
import { channelKey, languageKey, stateKey, tenantKey, waitingForKey } from './search-attributes';

/** The search attributes of a call's workflow at its start, whoever starts it. */
export const callAttributes = (call: {
  tenant: string;
  channel: string;
  language: string;
}): SearchAttributePair[] => [
  { key: tenantKey, value: call.tenant },
  { key: channelKey, value: call.channel },
  { key: stateKey, value: 'live' },
  { key: languageKey, value: call.language },
  { key: waitingForKey, value: 'caller' },
];
