/** The channels of an installation: those it has settings for, and the dev phone's inbox, which is always there. */
import type { Channel } from '../channels/channel';
import { allowedCountries, countryOf, destination } from '../channels/destination';
import { createEmailChannel } from '../channels/email/email';
import { createInboxChannel, type Inbox } from '../channels/inbox';
import { sendOnce } from '../channels/once';
import { publicAddresses } from '../channels/twilio/addresses';
import { createMessageChannel } from '../channels/twilio/message-channel';
import { createTwilioMessages } from '../channels/twilio/messages';
import type { Config } from '../config';
import type { ReachChannel } from '../domain/reach';

/** The channels by name. Those that are not set up are absent. */
export function openChannels(
  { twilio, mail, secret }: Pick<Config, 'twilio' | 'mail' | 'secret'>,
  inbox: Inbox,
  voice: Channel,
): ReadonlyMap<ReachChannel, Channel> {
  const channels = new Map<ReachChannel, Channel>([['inbox', createInboxChannel(inbox)]]);
  if (twilio) {
    const parts = { messages: createTwilioMessages(twilio), addresses: publicAddresses(twilio.publicUrl) };
    const { from, smsFrom, whatsappFrom, messagingServiceSid } = twilio;
    if (from) channels.set('voice', voice);
    if (smsFrom ?? messagingServiceSid) channels.set('sms', sendOnce(createMessageChannel('sms', parts)));
    if (whatsappFrom ?? messagingServiceSid)
      channels.set('whatsapp', sendOnce(createMessageChannel('whatsapp', parts)));
  }
  if (mail) channels.set('email', sendOnce(createEmailChannel({ ...mail, secret })));
  return channels;
}

/** Where messages and calls may go: the countries of recado.yaml, else that of the number we send from. */
export function destinationsOf({ reach, twilio }: Pick<Config, 'reach' | 'twilio'>) {
  const allow = allowedCountries(reach.allow, twilio?.smsFrom ?? twilio?.whatsappFrom ?? twilio?.from);
  return {
    mayReach: (number: string, channel: 'sms' | 'whatsapp' | 'voice'): boolean =>
      destination(number, channel, allow).allowed,
    countryOf,
  };
}
