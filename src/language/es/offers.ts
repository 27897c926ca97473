/** What is offered instead of a receipt, and when the same is asked a second time. */
import type { Order } from '../../domain/call';
import { bare, sentences } from '../wording';

export const anotherOne = (code: string): string =>
  `Eso ya está anotado con el código ${code}. ¿Quiere que registre otra más?`;

export const callback = (order: Order, code: string): string =>
  sentences(
    `He anotado lo que me pide, ${bare(order.title)}, con el código ${code}.`,
    'El sistema no responde ahora mismo; una persona le llamará en menos de una hora.',
  );

export const tryLater = (order: Order): string =>
  sentences(
    `Lo siento, ahora mismo no he podido ${bare(order.title)}: el sistema no responde.`,
    'No ha quedado nada anotado; inténtelo de nuevo más tarde, por favor.',
  );
