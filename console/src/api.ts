/** The HTTP API, one typed function per request. */
import type { EndpointView, NotificationView } from '../../src/gateway/event-shapes';
import type {
  AnswerView,
  AssistantView,
  CallBegun,
  CallDetail,
  CallView,
  CaseDetail,
  CaseView,
  DeskTicket,
  MessageView,
  Mood,
  Status,
  SystemView,
  TurnTimingView,
  WebhooksListed,
} from '../../src/gateway/shapes';
import { request } from './request';

/** How every list is answered. */
export interface Listed<T> {
  items: T[];
}
/** One line of a call's transcript. */
export type TranscriptLine = NonNullable<CallDetail['lines']>[number];
/** One line of a case's audit trail. */
export type AuditLine = CaseDetail['audit'][number];
/** A case's arguments, as the API tells and takes them. */
export type CaseArgs = NonNullable<CaseDetail['args']>;

const part = encodeURIComponent;
const get = <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, { signal });
const post = <T>(path: string, body: unknown, timeoutMs?: number) =>
  request<T>('POST', path, { body, timeoutMs });

export const readStatus = (signal?: AbortSignal) => get<Status>('/api/status', signal);
export const listAssistants = (signal?: AbortSignal) => get<Listed<AssistantView>>('/api/assistants', signal);

export const listCalls = (signal?: AbortSignal) => get<Listed<CallView>>('/api/calls', signal);
export const readCall = (callId: string, signal?: AbortSignal) =>
  get<CallDetail>(`/api/calls/${part(callId)}`, signal);
/** Where the time of its spoken turns went. */
export const readTimings = (callId: string, signal?: AbortSignal) =>
  get<{ items: TurnTimingView[] }>(`/api/calls/${part(callId)}/timings`, signal);
/** Begins a call; a repeat with the same `callId` begins no second one. */
export const beginCall = (call: { assistant: string; callId: string; from: string }) =>
  post<CallBegun>('/api/calls', { ...call, channel: 'dev' });
/** Says a turn; a repeat with the same `turnId` answers the same. Waits up to 60 s. */
export const takeTurn = (callId: string, turn: { turnId: string; text: string }) =>
  post<AnswerView>(`/api/calls/${part(callId)}/turns`, turn, 60_000);
export const hangUp = (callId: string) => post<unknown>(`/api/calls/${part(callId)}/hang-up`, {});
/** Address of a call's socket. */
export const socketUrl = (callId: string) =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/calls/${part(callId)}/socket`;

/** Which cases a list shows. */
export type WhichCases = 'open' | 'flagged' | 'all';
export const listCases = (which: WhichCases, signal?: AbortSignal) =>
  get<Listed<CaseView>>(which === 'all' ? '/api/cases' : `/api/cases?${which}=true`, signal);
export const readCase = (code: string, signal?: AbortSignal) =>
  get<CaseDetail>(`/api/cases/${part(code)}`, signal);
export const retryCase = (code: string, by: string) =>
  post<{ result: string }>(`/api/cases/${part(code)}/retry`, { by });
export const correctCase = (code: string, by: string, args: CaseArgs) =>
  post<{ result: string }>(`/api/cases/${part(code)}/correct`, { by, args });
export const withdrawCase = (code: string, by: string, reason: string) =>
  post<{ result: string }>(`/api/cases/${part(code)}/withdraw`, { by, reason });

export const listSystems = (signal?: AbortSignal) => get<Listed<SystemView>>('/api/systems', signal);
export const setMood = (name: string, mood: Mood) =>
  request<unknown>('PUT', `/api/systems/${part(name)}/mood`, { body: { mood } });
/** Has a system that is away looked at now. */
export const probeSystem = (name: string, by: string) =>
  post<{ result: string }>(`/api/systems/${part(name)}/probe`, { by });
export const listTickets = (name: string, signal?: AbortSignal) =>
  get<Listed<DeskTicket>>(`/api/systems/${part(name)}/tickets`, signal);
/** What the office does with one ticket at its desk. */
export const actOnTicket = (name: string, id: string, act: 'comment' | 'close' | 'reopen', body: object) =>
  post<unknown>(`/api/systems/${part(name)}/tickets/${part(id)}/${act}`, body);

export const listMessages = (to: string, signal?: AbortSignal) =>
  get<Listed<MessageView>>(`/api/messages?to=${part(to)}`, signal);
export const listNotifications = (signal?: AbortSignal) =>
  get<Listed<NotificationView>>('/api/notifications', signal);
export const listEndpoints = (signal?: AbortSignal) =>
  get<Listed<EndpointView>>('/api/notifications/endpoints', signal);
/** Sends one again, under the same id. */
export const replayNotification = (id: string, by: string) =>
  post<{ result: string }>(`/api/notifications/${part(id)}/replay`, { by });
export const switchOnEndpoint = (name: string, by: string) =>
  post<{ result: string }>(`/api/notifications/endpoints/${part(name)}/switch-on`, { by });

/** What to look for among the webhooks; empty words look for nothing. */
export interface WebhookSearch {
  state: string;
  connection: string;
  kind: string;
  text: string;
  before: string;
}
export const listWebhooks = (search: WebhookSearch, signal?: AbortSignal) => {
  const wanted = Object.entries(search).filter(([, word]) => word.trim() !== '');
  const query = new URLSearchParams([['limit', '50'], ...wanted] as [string, string][]);
  return get<WebhooksListed>(`/api/webhooks?${query.toString()}`, signal);
};
/** Has one handed over again. */
export const replayWebhook = (connection: string, eventId: string, by: string) =>
  post<{ result: string }>(`/api/webhooks/${part(connection)}/${part(eventId)}/replay`, { by });
