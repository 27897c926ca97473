import type { DueSoon } from '../phrases';
import { bare, cut } from '../wording';
import { dueBy } from './dates';

export const dueSoon = ({ to, code, dueAt, dueDay, zone }: DueSoon): string =>
  `${code}: the deadline is near. An answer is promised by ${dueBy(dueAt, dueDay, zone)}. It goes to ${bare(cut(to, 80))}.`;
