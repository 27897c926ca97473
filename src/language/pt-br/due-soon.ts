import type { DueSoon } from '../phrases';
import { bare, cut } from '../wording';
import { dueBy } from './dates';

export const dueSoon = ({ to, code, dueAt, dueDay, zone }: DueSoon): string =>
  `${code}: o prazo está acabando. A resposta foi prometida até ${dueBy(dueAt, dueDay, zone)}. Passa para ${bare(cut(to, 80))}.`;
