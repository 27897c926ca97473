/** What a returning caller is greeted with. */
import type { OpenCase } from '../../domain/open-case';
import { bare } from '../wording';
import { dueBy } from './dates';

export function openCase(known: OpenCase, zone: string): string {
  const { code, isThere, dueAt, dueDay, of } = known;
  const title = bare(known.title);
  const due = dueAt === undefined ? '' : `; you will have an answer by ${dueBy(dueAt, dueDay, zone)}`;
  if (of > 1) return `You have ${of} open requests; the newest is ${code}, to ${title}${due}.`;
  return `Your request ${code}, to ${title}, is still ${isThere ? 'open' : 'on its way'}${due}.`;
}

export const isItAboutThat = (): string => 'Is it about that request?';
