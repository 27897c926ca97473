/** What is offered instead of a receipt, and when the same is asked a second time. */
import type { Order } from '../../domain/call';
import { bare, sentences } from '../wording';

export const anotherOne = (code: string): string =>
  `I have already noted that under the code ${code}. Shall I register another one?`;

export const callback = (order: Order, code: string): string =>
  sentences(
    `I have noted your request to ${bare(order.title)} under the code ${code}.`,
    'The system is not answering just now; somebody will call you back within the hour.',
  );

export const tryLater = (order: Order): string =>
  sentences(
    `I am sorry, I could not ${bare(order.title)} just now: the system is not answering.`,
    'Nothing was noted; please try again later.',
  );
