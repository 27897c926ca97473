/** One message, and how Twilio's API shows it. */
import { makeSid } from './sid';
import { segmentsOf } from './segments';

/** How far it has come, in Twilio's words. */
export type MessageStatus =
  | 'accepted'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'undelivered'
  | 'failed'
  | 'received';

/** Per segment, in US dollars; what a message costs is known once it is sent. */
const price = 0.075;

/** A message that went through the carrier, in either direction. */
export class TextMessage {
  readonly sid = makeSid('SM');
  status: MessageStatus;
  errorCode: number | null = null;
  /** Epoch milliseconds. */
  sentAt: number | undefined;

  constructor(
    readonly accountSid: string,
    readonly of: {
      from: string | null;
      to: string;
      body: string;
      inbound: boolean;
      messagingServiceSid?: string | undefined;
      /** Epoch milliseconds. */
      createdAt: number;
    },
  ) {
    this.status = of.inbound ? 'received' : 'queued';
    if (of.inbound) this.sentAt = of.createdAt;
  }

  get channel(): 'sms' | 'whatsapp' {
    return this.of.to.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
  }

  get segments(): number {
    return segmentsOf(this.of.body);
  }

  /** As the API answers it. */
  resource(): object {
    const { of, sid, accountSid } = this;
    const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
    const isCharged = this.sentAt !== undefined && !of.inbound;
    return {
      ...{ sid, account_sid: accountSid, api_version: '2010-04-01', body: of.body },
      ...{ from: of.from, to: of.to, messaging_service_sid: of.messagingServiceSid ?? null },
      direction: of.inbound ? 'inbound' : 'outbound-api',
      status: this.status,
      error_code: this.errorCode,
      error_message: this.errorCode === null ? null : 'The simulator was told so',
      num_media: '0',
      num_segments: `${this.segments}`,
      price: isCharged ? (-price * this.segments).toFixed(5) : null,
      price_unit: isCharged ? 'USD' : null,
      date_created: rfc2822(of.createdAt),
      date_updated: rfc2822(this.sentAt ?? of.createdAt),
      date_sent: this.sentAt === undefined ? null : rfc2822(this.sentAt),
      subresource_uris: { media: `${uri}/Media.json` },
      uri: `${uri}.json`,
    };
  }
}

const rfc2822 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');
