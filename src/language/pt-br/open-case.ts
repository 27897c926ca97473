/** What a returning caller is greeted with. */
import type { OpenCase } from '../../domain/open-case';
import { bare } from '../wording';
import { dueBy } from './dates';

export function openCase(known: OpenCase, zone: string): string {
  const { code, isThere, dueAt, dueDay, of } = known;
  const title = bare(known.title);
  const due = dueAt === undefined ? '' : `; você terá uma resposta até ${dueBy(dueAt, dueDay, zone)}`;
  if (of > 1) return `Você tem ${of} solicitações abertas; a mais recente é a ${code}, para ${title}${due}.`;
  return `A sua solicitação ${code}, para ${title}, ${isThere ? 'continua aberta' : 'continua em andamento'}${due}.`;
}

export const isItAboutThat = (): string => 'É sobre essa solicitação?';
