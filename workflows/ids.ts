/** Workflow ids: readable, free of personal data, and the first guard against doubles. */

/** `call/<channel>/<providerCallId>` */
export const callWorkflowId = (channel: string, callId: string): string => `call/${channel}/${callId}`;
/** `delivery/<code>` */
export const deliveryWorkflowId = (code: string): string => `delivery/${code}`;
/** `follow-up/<connection>/<recordId>` */
export const followUpWorkflowId = (connection: string, recordId: string): string =>
  `follow-up/${connection}/${recordId}`;
/** `outreach/<code>/<n>` */
export const outreachWorkflowId = (code: string, number: number): string => `outreach/${code}/${number}`;
/** `circuit/<installation>/<connection>`; an installation is known by its task queue. */
export const circuitWorkflowId = (taskQueue: string, connection: string): string =>
  `circuit/${taskQueue}/${connection}`;
/** `intake/<code>` */
export const intakeWorkflowId = (code: string): string => `intake/${code}`;
/** `<task queue>/hearing`: of activities that wait for a conversation, which has activities of its own to wait for. */
export const hearingQueue = (taskQueue: string): string => `${taskQueue}/hearing`;
/** `chat/<channel>/<assistant>/<key of the number>` */
export const chatWorkflowId = (channel: string, assistant: string, key: string): string =>
  `chat/${channel}/${assistant}/${key}`;
