import { z } from 'zod';

/** The languages callers speak. */
export const language = z.enum(['es', 'pt-BR', 'en']);
/** A language callers speak: `es`, `pt-BR` or `en`. */
export type Language = z.infer<typeof language>;
