/** What operators filter by in the Temporal UI. Never encrypted, so never personal data. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const tenantKey = defineSearchAttributeKey('Tenant', SearchAttributeType.KEYWORD);
export const channelKey = defineSearchAttributeKey('Channel', SearchAttributeType.KEYWORD);
export const stateKey = defineSearchAttributeKey('State', SearchAttributeType.KEYWORD);
export const systemKey = defineSearchAttributeKey('System', SearchAttributeType.KEYWORD);
export const codeKey = defineSearchAttributeKey('Code', SearchAttributeType.KEYWORD);
export const waitingForKey = defineSearchAttributeKey('WaitingFor', SearchAttributeType.KEYWORD);
export const languageKey = defineSearchAttributeKey('Language', SearchAttributeType.KEYWORD);
export const deadlineKey = defineSearchAttributeKey('Deadline', SearchAttributeType.DATETIME);
