/** Requests and answers of the HTTP API, one schema each; the OpenAPI page and the console's types are made from them. */
import { z } from 'zod';
import { sendRecord } from '../store/reach-records';
import { callRecord, caseRecord, refusalRecord, turnTimingRecord, webhookRecord } from '../store/records';
import { language } from '../domain/language';
import { creationClass, faultPolicy } from '../domain/terms';

/** The answer to anything that is refused: what is wrong and what to do. */
export const problem = z.object({ error: z.string(), fix: z.string() });

/** How every list is answered. */
export const listed = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** An id of a call in an address. */
export const callAddress = z.strictObject({
  callId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64'),
});
const limit = z.coerce.number().int().min(1).max(500).default(100);
const yesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** Begin a call. `callId` is the caller's own id for it, so that a repeated request begins one call only. */
export const beginCall = z.strictObject({
  assistant: z.string().min(1).max(60),
  channel: z.enum(['dev', 'api']).default('dev'),
  callId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, _ and -, at most 64')
    .optional(),
  from: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164, like +34600000001')
    .optional(),
});
export const callBegun = z.object({
  callId: z.string(),
  workflowId: z.string(),
  workflowUrl: z.string(),
  language,
  greeting: z.string(),
});

/**
 * Call somebody up: `POST /api/calls/outbound`. `say` is said behind the sentence that says that it is an AI, instead of
 * the assistant's greeting. `GET /api/calls/:callId` tells under `phone.outbound` what became of it.
 */
export const outboundCall = z.strictObject({
  assistant: z.string().min(1).max(60),
  to: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164, like +34600000001'),
  callId: beginCall.shape.callId,
  say: z.string().trim().min(1).max(1000).optional(),
});

export const takeTurn = z.strictObject({
  turnId: z.string().min(1).max(100),
  text: z.string().trim().min(1, 'say something').max(4000, 'at most 4000 characters a turn'),
});
export const answer = z.object({
  turnId: z.string(),
  say: z.array(z.string()),
  code: z.string().optional(),
  delivery: z.enum(['delivered', 'pending', 'refused']).optional(),
  recordId: z.string().optional(),
  ended: z.boolean(),
});

/** What the socket `/api/calls/:callId/socket` sends: pieces of an answer while it is made, then the answer. */
export const socketFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('piece'), turnId: z.string(), text: z.string() }),
  z.object({ type: z.literal('answer'), answer }),
  z.object({ type: z.literal('problem'), turnId: z.string().optional(), error: z.string(), fix: z.string() }),
]);
/** What the socket takes. */
export const socketTurn = z.strictObject({
  type: z.literal('turn'),
  turnId: z.string().min(1).max(100),
  text: takeTurn.shape.text,
});

export const transcriptLine = z.object({ who: z.enum(['caller', 'assistant', 'tool']), text: z.string() });
export const callView = z
  .object(callRecord.shape)
  .omit({ endedBy: true, version: true })
  .extend({ workflowUrl: z.string() });
/** One call whole; `lines` come from the workflow and are absent when it cannot be asked. */
export const callDetail = callView.extend({ lines: z.array(transcriptLine).optional() });
/** Where the time of a spoken turn went. */
export const turnTimingView = z.object(turnTimingRecord.shape).omit({ callId: true });
/** `POST /api/calls/:callId/hang-up`; a repeat changes nothing. */
export const hangUpCall = z.strictObject({}).nullish();
export const callHungUp = z.object({ callId: z.string(), state: z.enum(['ending', 'ended']) });

export const callsQuery = z.strictObject({ limit, state: z.enum(['live', 'ended']).optional() });

export const caseView = z
  .object(caseRecord.shape)
  .omit({ callerKey: true, nameKey: true, version: true })
  .extend({ workflowUrl: z.string() });
export const auditView = z.object({ at: z.string(), who: z.string(), what: z.string(), detail: z.string() });
export const casesQuery = z.strictObject({ limit, open: yesNo.optional(), flagged: yesNo.optional() });
/** A message to a person about a case. `reached` holds the first instant of every state it was in, its receipts. */
export const sendView = z
  .object(sendRecord.shape)
  .omit({ outreach: true, code: true, tenant: true, personKey: true, addressKey: true });
/** A case's code in an address: any case, with or without dashes. */
export const caseAddress = z.strictObject({ code: z.string().min(1).max(40) });
/** Arguments of an order, of any verb. */
export const caseArgs = z.record(z.string(), z.json());
/**
 * One case whole: its audit trail, and the arguments of its order while the delivery can be asked. `notedAs` is the code
 * that was asked for, where that was noted while Temporal was away and became this case; `also`, the codes of further cases
 * it became.
 */
export const caseDetail = caseView.extend({
  audit: z.array(auditView),
  /** What people were sent about it, oldest first. */
  sends: z.array(sendView),
  args: caseArgs.optional(),
  notedAs: z.string().optional(),
  also: z.array(z.string()).optional(),
});

/** Who decides, for the record. */
export const operator = z.string().trim().min(1).max(60).default('operator');
/** Operators' wishes: `POST /api/cases/:code/retry`, `/correct`, `/withdraw`. */
export const retryCase = z.strictObject({ by: operator });
export const correctCase = z.strictObject({
  by: operator,
  /** The whole new arguments; checked against the verb's schema. */
  args: caseArgs,
});
export const withdrawCase = z.strictObject({
  by: operator,
  reason: z.string().min(1).max(500),
});
export const operatorAnswer = z.object({ result: z.string() });

export const mood = z.enum(['well', 'down', 'slow', 'mute']);
/** The circuit of a system: whether it is away, and who waits for it. Instants are ISO. */
export const circuitView = z.object({
  connection: z.string(),
  /** `closed`: it is written to. `open`: it is away and only looked at. `half-open`: one delivery tries it for all. */
  state: z.enum(['closed', 'open', 'half-open']),
  /** Absent where nothing has ever waited for it. */
  since: z.string().optional(),
  /** Deliveries in line. */
  waiting: z.number(),
  /** Those of them that are being tried. */
  underWay: z.number(),
  /** Faults in a row. */
  failures: z.number(),
  lastError: z.string().optional(),
  nextLookAt: z.string().optional(),
  /** When the oldest in line was asked for. */
  oldestSince: z.string().optional(),
  /** Deliveries that have left the line since it began. */
  drained: z.number(),
});
/** How a system is written to, and what follows when it is away: `delivery` in recado.yaml, with its defaults. */
export const deliveryView = z.object({
  limit: z.object({ perMinute: z.number(), account: z.string() }).optional(),
  atOnce: z.number(),
  whenAway: faultPolicy,
  verbs: z.record(z.string(), faultPolicy),
});
/** A connection of recado.yaml: `GET /api/systems`, `GET /api/systems/:name`, `PUT /api/systems/:name/mood {mood}`. */
export const systemView = z.object({
  name: z.string(),
  system: z.string(),
  creation: creationClass,
  delivery: deliveryView,
  /** Absent while Temporal, or the worker that answers for the circuit, cannot be asked. */
  circuit: circuitView.optional(),
  /** Absent where the system is not a sandbox of ours. */
  mood: mood.optional(),
  records: z.number().optional(),
  reachable: z.boolean().optional(),
});
export const setMood = z.strictObject({ mood });
/** `POST /api/systems/:name/probe`: look at once whether a system that is away answers again. */
export const probeSystem = z.strictObject({ by: operator });

/** A connection's name in an address. */
export const systemAddress = z.strictObject({ name: z.string().max(100) });
/** A ticket of a sandbox desk or of our register in an address. */
export const deskTicketAddress = systemAddress.extend({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
/** `POST …/close`; `reopen` takes nothing. */
export const officeClose = z
  .strictObject({ by: operator, reason: z.string().min(1).max(2000).optional() })
  .nullish();
export const officeReopen = z.strictObject({ by: operator }).nullish();
export const moodSet = z.object({ name: z.string(), mood });

/** Tickets of a sandbox desk or of our register, for the console's desk view: `GET /api/systems/:name/tickets`. */
export const deskTicket = z.object({
  id: z.string(),
  reference: z.string().optional(),
  status: z.string(),
  priority: z.string(),
  subject: z.string(),
  team: z.string().optional(),
  place: z.string().optional(),
  pending: z.array(z.string()),
  comments: z.array(z.object({ id: z.string(), author: z.string(), text: z.string(), at: z.string() })),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** What a change at a sandbox desk answers. */
export const deskAnswer = z.object({ ticket: deskTicket });
/** What the office does at its desk: `POST /api/systems/:name/tickets/:id/comment {text}` and `/close {reason?}`, `/reopen`. */
export const officeComment = z.strictObject({
  by: operator,
  text: z.string().min(1).max(2000),
});

/** The dev phone's inbox, which stands for SMS: `GET /api/messages?to=+34…`. */
export const messagesQuery = z.strictObject({
  // A plus sign that was not percent-encoded arrives as a space.
  to: z
    .string()
    .regex(/^[ +][1-9]\d{6,14}$/, 'a number in E.164, like +34600000001')
    .transform((to) => to.replace(/^ /, '+')),
  limit,
});
export const messageView = z.object({
  id: z.string(),
  code: z.string(),
  text: z.string(),
  sentAt: z.string(),
});

/** `GET /api/webhooks`; `text` is looked for in the ids of event and record, `before` is `next` of the page before. */
export const webhooksQuery = z.strictObject({
  limit,
  state: z.enum(['waiting', 'handed-over', 'parked', 'refused']).optional(),
  connection: z.string().min(1).max(100).optional(),
  kind: webhookRecord.shape.kind.optional(),
  text: z.string().trim().min(1).max(200).optional(),
  before: z.string().max(2000).optional(),
});
/** `POST /webhooks/:connection`: written down, or already there. */
export const webhookTaken = z.object({ result: z.enum(['new', 'doubled']) });
export const webhookView = z.object(webhookRecord.omit({ payload: true }).shape);
/** One that was refused; shown only where `state=refused` asks for them. */
export const refusedView = z.object({
  state: z.literal('refused'),
  ...refusalRecord.omit({ id: true }).shape,
});
/** A page of the delivery log; `next` leads to the next one, and is absent on the last. */
export const webhooksListed = z.object({
  items: z.array(z.union([webhookView, refusedView])),
  next: z.string().optional(),
});
/** `POST /api/webhooks/:connection/:eventId/replay`. */
export const webhookAddress = z.strictObject({
  connection: z.string().min(1).max(100),
  eventId: z.string().min(1).max(300),
});
export const replayWebhook = z.strictObject({ by: operator });

export const assistantView = z.object({
  id: z.string(),
  name: z.string(),
  language,
  errands: z.array(z.string()),
});
/** `GET /api/status`: what runs behind the console. */
export const status = z.object({
  version: z.string(),
  model: z.string(),
  temporalUi: z.string(),
  namespace: z.string(),
  store: z.enum(['pglite', 'postgresql']),
  temporal: z.enum(['up', 'down']),
  database: z.enum(['up', 'down']),
  /** Endpoints of webhooks of ours that were switched off because they failed for days; absent where none was. */
  endpointsOff: z.array(z.string()).optional(),
});

export type Problem = z.infer<typeof problem>;
export type CallBegun = z.infer<typeof callBegun>;
export type AnswerView = z.infer<typeof answer>;
export type SocketFrame = z.infer<typeof socketFrame>;
export type CallView = z.infer<typeof callView>;
export type TurnTimingView = z.infer<typeof turnTimingView>;
export type CallDetail = z.infer<typeof callDetail>;
export type CaseView = z.infer<typeof caseView>;
export type CaseDetail = z.infer<typeof caseDetail>;
export type SendView = z.infer<typeof sendView>;
export type Mood = z.infer<typeof mood>;
export type SystemView = z.infer<typeof systemView>;
export type CircuitView = z.infer<typeof circuitView>;
export type DeliveryView = z.infer<typeof deliveryView>;
export type DeskTicket = z.infer<typeof deskTicket>;
export type MessageView = z.infer<typeof messageView>;
export type WebhookView = z.infer<typeof webhookView>;
export type RefusedView = z.infer<typeof refusedView>;
export type WebhooksListed = z.infer<typeof webhooksListed>;
export type AssistantView = z.infer<typeof assistantView>;
export type Status = z.infer<typeof status>;
