/** A message that came in, on its way to the workflow of who wrote it; it is started where they write for the first time. */
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { chatWorkflowId } from '../../workflows/ids';
import { written } from '../../workflows/messages';
import { callAttributes } from '../../workflows/call-attributes';
import type { Assistants } from '../agent/assistants';
import { type Chat, type Written, writtenChannels } from '../domain/chat';
import { thread } from '../domain/thread';
import type { WebhookRecord } from '../store/records';

/** What is needed to answer people who write. */
export interface Chats {
  assistants: Pick<Assistants, 'list'>;
  taskQueue: string;
}

const payload = z.object({
  channel: z.enum(writtenChannels),
  from: z.string().min(1).max(256),
  text: z.string(),
  button: z.string().optional(),
  optOut: z.enum(['STOP', 'START', 'HELP']).optional(),
  assistant: z.string().optional(),
  /** Of a letter: the case it is about, and where an answer to it stands. */
  about: z.string().optional(),
  thread: thread.optional(),
});

/** Hands it over; answers why it cannot be, where it cannot. Throws where Temporal is away. */
export async function handToChat(
  temporal: Client,
  { assistants, taskQueue }: Chats,
  { eventId: id, recordId: key, at, payload: came }: WebhookRecord,
): Promise<string | undefined> {
  const read = payload.safeParse(came);
  if (!read.success) return 'it is no message of a person';
  const { channel, from, text, button, optOut, assistant: named, about, thread: place } = read.data;
  const all = assistants.list();
  const found = named === undefined && all.length === 1 ? all[0] : all.find(({ id: one }) => one === named);
  if (!found) return unnamed(named, channel);
  // A button says what its template says; a picture says nothing that we can read.
  const message: Written = {
    ...{ id, at, text: button ?? text },
    ...(optOut ? { optOut } : {}),
    ...(place ? { thread: place } : {}),
  };
  if (message.text.trim() === '') return 'there are no words in it';
  const who = { assistant: found.id, channel, from, key, ...(about === undefined ? {} : { about }) };
  const chat: Chat = { ...who, since: Date.now(), taken: [], calls: 0, replies: 0 };
  await temporal.workflow.signalWithStart('attendWriter', {
    workflowId: chatWorkflowId(channel, found.id, key),
    taskQueue,
    args: [chat],
    signal: written,
    signalArgs: [message],
    staticSummary: `${found.id}: somebody writes by ${channel}`,
    typedSearchAttributes: callAttributes({ ...found, channel }),
  });
  return undefined;
}

function unnamed(named: string | undefined, channel: Chat['channel']): string {
  if (channel === 'email') return `there is no assistant ${named} any more, who has its case`;
  return named === undefined
    ? 'there are several assistants: set the address in Twilio’s console to …/twilio/messages?assistant=<id>'
    : `there is no assistant ${named}; correct the address in Twilio’s console`;
}
