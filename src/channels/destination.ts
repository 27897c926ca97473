/**
 * Where a message or a call of ours may go. Whoever can make us send can make us pay, so everything is refused that is not
 * plainly a person's number in a country of the allow-list; what the numbering plans do not know, too.
 */
import { type CountryCode, parsePhoneNumberFromString, type NumberType } from 'libphonenumber-js/max';
import type { ReachChannel } from '../domain/reach';

/** Whether a number may be reached by a channel; `why` for operators, without the number. */
export type Destination =
  | { allowed: true; country: CountryCode }
  | { allowed: false; why: string; country?: CountryCode };

/** Numbers of a person. Everything else costs the caller, the called, or both more than a call, or is nobody's in particular. */
const persons: ReadonlySet<NumberType> = new Set(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP']);

const words: Partial<Record<NonNullable<NumberType>, string>> = {
  PREMIUM_RATE: 'a premium rate number',
  SHARED_COST: 'a shared cost number',
  TOLL_FREE: 'a toll free number',
  PERSONAL_NUMBER: 'a personal number that is charged by itself',
  PAGER: 'a pager',
  UAN: 'a company number that is charged by itself',
  VOICEMAIL: 'a voicemail access number',
};

/** Portugal's 6 is for services charged by themselves, though the plans tell some of it as mobile. */
const services = /^\+3516/;

/**
 * The country of an E.164 number, where it belongs to one: satellite, international and short numbers belong to none.
 * A number of an area whose country cannot be told is nobody's either.
 */
export const countryOf = (number: string): CountryCode | undefined => {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isValid() ? parsed.country : undefined;
};

/** The countries that may be reached: those of recado.yaml, else that of the number we send from, else none. */
export function allowedCountries(allow: readonly string[] | undefined, sender: string | undefined): string[] {
  if (allow) return [...allow];
  const home = sender === undefined ? undefined : countryOf(sender);
  return home ? [home] : [];
}

/** Decides about an E.164 number. E-mail and the inbox cost nothing and go anywhere; they are not asked about here. */
export function destination(
  number: string,
  channel: Extract<ReachChannel, 'sms' | 'whatsapp' | 'voice'>,
  allow: readonly string[],
): Destination {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed?.number !== number) return { allowed: false, why: 'it is no number in E.164' };
  const { country } = parsed;
  const type = parsed.getType();
  if (!parsed.isValid())
    return { allowed: false, why: 'its country knows no such number (too short, or not given out)' };
  if (country === undefined)
    return { allowed: false, why: 'it belongs to no country: a satellite or an international service' };
  if (type === undefined || !persons.has(type) || services.test(number))
    return {
      allowed: false,
      why: `it is ${(type && words[type]) ?? 'a number that is charged by itself'}`,
      country,
    };
  if (!allow.includes(country))
    return { allowed: false, why: `${country} is not in \`allow\` of recado.yaml`, country };
  if (channel === 'sms' && type === 'FIXED_LINE')
    return { allowed: false, why: 'it is on a fixed line, which takes no SMS', country };
  return { allowed: true, country };
}
