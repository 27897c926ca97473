import type { Database } from './database';
import { createAdmission } from './reach-admission';
import type { ReachBook } from './reach-book';
import { createHeard, createQuestions } from './reach-questions';
import { createSends } from './reach-sends';
import { createWishes } from './reach-wishes';

/** What is known of reaching people, in the store's database. */
export const createReachBook = (database: Database): ReachBook => ({
  ...createAdmission(database),
  ...createSends(database),
  ...createWishes(database),
  ...createHeard(database),
  ...createQuestions(database),
});
