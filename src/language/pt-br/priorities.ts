import type { Priority } from '../../domain/ticket';

/** "com prioridade …" */
export const priorities: Record<Priority, string> = {
  low: 'baixa',
  normal: 'normal',
  high: 'alta',
  urgent: 'urgente',
};
