/** SMS and WhatsApp as channels. */
import { unlessMissing } from '../../http';
import type { Channel, Message, RefusedSend } from '../channel';
import type { PublicAddresses } from './addresses';
import type { MessageCarrier, OutboundMessage, TwilioMessages } from './messages';

/** Where Twilio posts how a message fares; `key` is the message's id. */
export const messageStatusPath = '/twilio/messages/status';
/** Where Twilio posts what a person writes to us. */
export const inboundMessagePath = '/twilio/messages';

/** A channel to telephones. WhatsApp sends the template where there is one; SMS the text. */
export function createMessageChannel(
  carrier: MessageCarrier,
  { messages, addresses }: { messages: TwilioMessages; addresses: PublicAddresses },
): Channel {
  return {
    async send(message) {
      const { phone: to } = message.to;
      if (!to) return withoutNumber;
      const statusUrl = addresses.web(`${messageStatusPath}?key=${encodeURIComponent(message.id)}`);
      return await messages.send({ carrier, to, content: contentOf(carrier, message), statusUrl });
    },
    async find(message, providerId) {
      if (providerId !== undefined) return await unlessMissing(messages.read(providerId));
      const { phone: to } = message.to;
      if (!to) return undefined;
      const content = contentOf(carrier, message);
      return await messages.find({ carrier, to, content, sentAfter: new Date(message.at) });
    },
  };
}

const withoutNumber: RefusedSend = { refused: 'invalid-address', detail: 'there is no number' };

const contentOf = (carrier: MessageCarrier, { text, template }: Message): OutboundMessage['content'] =>
  carrier === 'whatsapp' && template ? template : { text };
