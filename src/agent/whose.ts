/** Who asks, as systems know people: by the number they call from, or by the address they write from. */
import type { Contact } from '../domain/ticket';
import type { Caller } from './tools';

/** What systems are asked for their records by; undefined for who is known by neither. */
export function contactBy({ from, email }: Pick<Caller, 'from' | 'email'>): Contact | undefined {
  if (from) return { phone: from };
  return email ? { email } : undefined;
}

/** Whether a record's contact is whoever asks. Only what they are known by counts: an address that was said gives nobody a number's records. */
export function isTheirs(contact: Contact, { from, email }: Pick<Caller, 'from' | 'email'>): boolean {
  if (from) return contact.phone === from;
  return email !== undefined && contact.email?.toLowerCase() === email.toLowerCase();
}
