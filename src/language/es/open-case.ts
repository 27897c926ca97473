/** What a returning caller is greeted with. */
import type { OpenCase } from '../../domain/open-case';
import { bare } from '../wording';
import { dueBy } from './dates';

export function openCase(known: OpenCase, zone: string): string {
  const { code, isThere, dueAt, dueDay, of } = known;
  const title = bare(known.title);
  const due = dueAt === undefined ? '' : `; tendrá respuesta a más tardar el ${dueBy(dueAt, dueDay, zone)}`;
  if (of > 1) return `Tiene ${of} solicitudes abiertas; la más reciente es la ${code}, para ${title}${due}.`;
  return `Su solicitud ${code}, para ${title}, ${isThere ? 'sigue abierta' : 'sigue en marcha'}${due}.`;
}

export const isItAboutThat = (): string => '¿Es por esa solicitud?';
