/** What operators filter by in the Temporal UI, and its type there. The keys are those of `workflows/search-attributes.ts`. */
export const searchAttributes = {
  Tenant: 'Keyword',
  Channel: 'Keyword',
  State: 'Keyword',
  System: 'Keyword',
  Code: 'Keyword',
  WaitingFor: 'Keyword',
  Language: 'Keyword',
  Deadline: 'Datetime',
} as const;
