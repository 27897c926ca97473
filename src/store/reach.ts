import type { Database } from './database';
import { createAdmission } from './reach-admission';
import type { ReachBook } from './reach-book';
import { createSends } from './reach-sends';
import { createQuestions, createWishes } from './reach-wishes';

/** What is known of reaching people, in the store's database. */
export const createReachBook = (database: Database): ReachBook => ({
  ...createAdmission(database),
  ...createSends(database),
  ...createWishes(database),
  ...createQuestions(database),
});
