/**
 * The carrier's office for messages: what is handed in goes to people's telephones, and gateways are told how it fared.
 *
 * As at Twilio, who wrote STOP to a number gets no SMS from it; and WhatsApp carries free text only to people who wrote
 * within the last 24 hours, and says so afterwards, when it has long accepted the message.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CreateMessage, ListMessages } from './message-shapes';
import { RestError } from './rest-request';
import { type MessageStatus, TextMessage } from './text-message';
import type { Fields, WebhookAnswer } from './webhook';

/** How the API is: *slow* answers late, *mute* does the work and loses the answer, *down* does nothing. */
export type MessageMood = 'well' | 'down' | 'slow' | 'mute';

/** What becomes of messages to somebody. */
export type Fate =
  | 'delivered'
  | 'read'
  /** Their network does not know the number. */
  | 'undeliverable'
  /** Sent, and nothing is ever heard of it. */
  | 'unheard';

/** What somebody's telephone got. */
export interface Got {
  sid: string;
  channel: 'sms' | 'whatsapp';
  from: string;
  text: string;
  /** ISO instant. */
  at: string;
}

/** What the office needs of the carrier. */
export interface OfficeParts {
  accountSid: string;
  /** Sends a signed form to a gateway. */
  post: (url: string, fields: Fields, idempotencyToken?: string) => Promise<WebhookAnswer>;
  /** Where people's messages go: `/twilio/messages` of the gateway. */
  inboundUrl: () => string;
  /** Closing waits for it. */
  keep: <T>(promise: Promise<T>) => Promise<T>;
}

const windowMs = 24 * 3_600_000;
const stop = /^\s*(stop|stopall|unsubscribe|cancel|end|quit)\s*$/i;
const start = /^\s*(start|unstop)\s*$/i;

/** Messages of one account. */
export class MessageOffice {
  mood: MessageMood = 'well';
  /** How long a slow answer takes. */
  slowMs = 8_000;
  /** Between two steps of a message's way. */
  stepMs = 20;
  /** How status callbacks come: in another order, each of them twice. */
  callbacks: { shuffled?: boolean; doubled?: boolean } = {};
  /** Texts of approved templates by SID, with `{{1}}` or `{{name}}` for what is put in. */
  readonly templates = new Map<string, string>();
  /** Beginnings of numbers that the account may not write to. */
  readonly closedRegions = new Set<string>();
  private readonly messages: TextMessage[] = [];
  private readonly fates = new Map<string, Fate>();
  private readonly optedOut = new Set<string>();
  /** When somebody last wrote by WhatsApp. */
  private readonly wrote = new Map<string, number>();

  constructor(private readonly parts: OfficeParts) {}

  /** From now on this becomes of messages to this number; by default they are delivered. */
  let(number: string, fate: Fate): void {
    this.fates.set(number, fate);
  }

  /** Everything that this number's telephone got, oldest first. */
  telephoneOf(number: string): Got[] {
    return this.messages
      .filter(({ of, status }) => !of.inbound && bare(of.to) === number && /^(delivered|read)$/.test(status))
      .map(({ sid, channel, of, sentAt = 0 }) => {
        return { sid, channel, from: bare(of.from ?? ''), text: of.body, at: new Date(sentAt).toISOString() };
      });
  }

  /** How many messages to this number were taken, whatever became of them. */
  takenFor(number: string): number {
    return this.messages.filter(({ of }) => !of.inbound && bare(of.to) === number).length;
  }

  /** Somebody writes to the gateway. `more`: further fields, such as ButtonPayload. */
  async say(
    from: string,
    to: string,
    text: string,
    { whatsapp = false, more = {} }: { whatsapp?: boolean; more?: Fields } = {},
  ): Promise<WebhookAnswer> {
    const prefix = whatsapp ? 'whatsapp:' : '';
    const message = this.open({ from: `${prefix}${from}`, to: `${prefix}${to}`, body: text, inbound: true });
    if (whatsapp) this.wrote.set(from, Date.now());
    else if (stop.test(text)) this.optedOut.add(pair(to, from));
    else if (start.test(text)) this.optedOut.delete(pair(to, from));
    return await this.parts.post(this.parts.inboundUrl(), { ...this.fieldsOf(message), ...more });
  }

  /** Takes a message. Throws `RestError`. */
  create(wish: CreateMessage): TextMessage {
    const { To: to, From: from, MessagingServiceSid: messagingServiceSid, ContentSid: contentSid } = wish;
    if (!/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(to)) throw new RestError(400, 21211, 'Invalid To number');
    if (from === undefined && messagingServiceSid === undefined)
      throw new RestError(400, 21603, 'A From number is required');
    if ([...this.closedRegions].some((beginning) => bare(to).startsWith(beginning)))
      throw new RestError(400, 21408, 'Permission to send to that region is not enabled');
    if (this.optedOut.has(pair(from ?? messagingServiceSid ?? '', to)))
      throw new RestError(400, 21610, 'Attempt to send to unsubscribed recipient');
    const body = contentSid === undefined ? wish.Body : this.rendered(contentSid, wish.ContentVariables);
    if (!body) throw new RestError(400, 21602, 'Message body is required');
    const message = this.open({ from: from ?? null, to, body, inbound: false, messagingServiceSid });
    void this.parts.keep(this.travel(message, contentSid !== undefined, wish.StatusCallback));
    return message;
  }

  /** Throws `RestError`. */
  get(sid: string): TextMessage {
    const found = this.messages.find((message) => message.sid === sid);
    if (!found) throw new RestError(404, 20404, `The requested resource /Messages/${sid}.json was not found`);
    return found;
  }

  /** Newest first. What has not been sent has no DateSent, and is in no list by it. */
  list(query: ListMessages): TextMessage[] {
    const wanted = [query.DateSent, query['DateSent>'], query['DateSent<']];
    const [on, since, until] = wanted.map((text) => (text === undefined ? undefined : Date.parse(text)));
    return this.messages
      .filter(({ of, sentAt }) => {
        if (query.To !== undefined && of.to !== query.To) return false;
        if (query.From !== undefined && of.from !== query.From) return false;
        if (wanted.every((text) => text === undefined)) return true;
        if (sentAt === undefined) return false;
        const isOn = on === undefined || Math.floor(sentAt / 86_400_000) === Math.floor(on / 86_400_000);
        return isOn && (since === undefined || sentAt >= since) && (until === undefined || sentAt <= until);
      })
      .toReversed();
  }

  private open(of: Omit<TextMessage['of'], 'createdAt'>): TextMessage {
    const message = new TextMessage(this.parts.accountSid, { ...of, createdAt: Date.now() });
    this.messages.push(message);
    return message;
  }

  private rendered(contentSid: string, variables = '{}'): string {
    const template = this.templates.get(contentSid);
    if (template === undefined) throw new RestError(400, 21655, 'The ContentSid is invalid');
    const values = JSON.parse(variables) as Record<string, string>;
    return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  }

  /** From hand to hand, to the telephone or to its failure; then, or meanwhile, it is told. */
  private async travel(message: TextMessage, isTemplate: boolean, url: string | undefined): Promise<void> {
    const told: Fields[] = [];
    for (const { status, errorCode = null } of this.wayOf(message, isTemplate)) {
      await sleep(this.stepMs);
      message.status = status;
      message.errorCode = errorCode;
      if (status === 'sent') message.sentAt = Date.now();
      const fields = this.fieldsOf(message);
      if (this.callbacks.shuffled) told.push(fields);
      else await this.tell(url, fields);
    }
    for (const fields of shuffled(told)) await this.tell(url, fields);
  }

  private wayOf(message: TextMessage, isTemplate: boolean): { status: MessageStatus; errorCode?: number }[] {
    const number = bare(message.of.to);
    const isOpen = Date.now() - (this.wrote.get(number) ?? 0) < windowMs;
    if (message.channel === 'whatsapp' && !isTemplate && !isOpen)
      return [{ status: 'queued' }, { status: 'failed', errorCode: 63016 }];
    const sent = [{ status: 'queued' }, { status: 'sent' }] as const;
    switch (this.fates.get(number) ?? 'delivered') {
      case 'unheard':
        return [...sent];
      case 'undeliverable': {
        const errorCode = message.channel === 'whatsapp' ? 63003 : 30005;
        return [...sent, { status: 'undelivered', errorCode }];
      }
      case 'read':
        return [...sent, { status: 'delivered' }, { status: 'read' }];
      case 'delivered':
        return [...sent, { status: 'delivered' }];
    }
  }

  private async tell(url: string | undefined, fields: Fields): Promise<void> {
    if (url === undefined) return;
    const token = `${fields['MessageSid']}-${fields['MessageStatus']}`;
    for (let left = this.callbacks.doubled ? 2 : 1; left > 0; left -= 1) {
      // Twilio notes a callback that failed, and goes on.
      await this.parts.post(url, fields, token).catch(() => undefined);
    }
  }

  private fieldsOf(message: TextMessage): Fields {
    const { sid, of, status, errorCode, accountSid } = message;
    return {
      ...{ MessageSid: sid, SmsSid: sid, AccountSid: accountSid, ApiVersion: '2010-04-01', To: of.to },
      ...(of.from === null ? {} : { From: of.from }),
      ...(of.inbound
        ? { Body: of.body, NumMedia: '0', NumSegments: `${message.segments}`, SmsStatus: 'received' }
        : { MessageStatus: status, SmsStatus: status }),
      ...(errorCode === null ? {} : { ErrorCode: `${errorCode}` }),
    };
  }
}

const bare = (address: string): string => address.replace(/^whatsapp:/, '');
const pair = (ours: string, theirs: string): string => `${ours} ${theirs}`;

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
