/** What is offered instead of a receipt, and when the same is asked a second time. */
import type { Order } from '../../domain/call';
import { bare, sentences } from '../wording';

export const anotherOne = (code: string): string =>
  `Isso já está anotado com o código ${code}. Quer que eu registre mais uma?`;

export const callback = (order: Order, code: string): string =>
  sentences(
    `Anotei a sua solicitação para ${bare(order.title)} com o código ${code}.`,
    'O sistema não está respondendo agora; uma pessoa vai ligar para você em menos de uma hora.',
  );

export const tryLater = (order: Order): string =>
  sentences(
    `Sinto muito, agora não consegui ${bare(order.title)}: o sistema não está respondendo.`,
    'Nada ficou anotado; tente de novo mais tarde, por favor.',
  );
