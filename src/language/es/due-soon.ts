import type { DueSoon } from '../phrases';
import { bare, cut } from '../wording';
import { dueBy } from './dates';

export const dueSoon = ({ to, code, dueAt, dueDay, zone }: DueSoon): string =>
  `${code}: vence el plazo. La respuesta está prometida a más tardar el ${dueBy(dueAt, dueDay, zone)}. Pasa a ${bare(cut(to, 80))}.`;
