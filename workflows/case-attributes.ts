import type { SearchAttributePair } from '@temporalio/common';
import {
  channelKey,
  codeKey,
  deadlineKey,
  languageKey,
  stateKey,
  systemKey,
  tenantKey,
  waitingForKey,
} from './search-attributes';

/** What every workflow of a case is found by. */
export interface Findable {
  tenant: string;
  channel: string;
  language: string;
  code: string;
  state: string;
  waitingFor: string;
  /** Connection of the record. */
  system?: string;
  /** ISO instant. */
  dueAt?: string | undefined;
}

/** The search attributes of a case's workflow at its start. */
export const attributesOf = (found: Findable): SearchAttributePair[] => [
  { key: tenantKey, value: found.tenant },
  { key: channelKey, value: found.channel },
  { key: languageKey, value: found.language },
  { key: codeKey, value: found.code },
  { key: stateKey, value: found.state },
  { key: waitingForKey, value: found.waitingFor },
  ...(found.system ? [{ key: systemKey, value: found.system }] : []),
  ...(found.dueAt ? [{ key: deadlineKey, value: new Date(found.dueAt) }] : []),
];
