/** Every plan, by name. */
import type { Plan, PlanName } from '../plan';
import { away } from './away';
import { cut } from './cut';
import { database } from './database';
import { kill } from './kill';
import { lie } from './lie';
import { menu } from './menu';
import { line } from './line';
import { lineAway } from './line-away';
import { mixed } from './mixed';
import { outage } from './outage';
import { race } from './race';
import { temporal } from './temporal';

export const plans: Record<PlanName, Plan> = {
  kill,
  cut,
  menu,
  outage,
  temporal,
  database,
  away,
  race,
  lie,
  mixed,
  line,
  'line-away': lineAway,
};
