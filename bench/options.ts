/** The options of a bench: words behind its name, read as `--name value`, and as `--name` alone where it is a flag. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../src/errors';

/** A list of numbers of live calls. */
export const numbersOfCalls = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'numbers of live calls, as in 10,40')
  .transform((text) => text.split(',').map(Number));

/** On or off. */
export const flag = z.boolean().default(false);

/** Reads them by their shape, in which `flag` marks what takes no value. Throws `UsageError` with `fix` where it cannot. */
export function optionsIn<Shape extends z.ZodRawShape>(
  words: string[],
  shape: z.ZodObject<Shape>,
  fix: string,
): z.output<z.ZodObject<Shape>> {
  const options = Object.fromEntries(
    Object.entries(shape.shape).map(([name, one]) => {
      const type = one === flag ? 'boolean' : 'string';
      return [name, { type } as const];
    }),
  );
  let values: unknown;
  try {
    ({ values } = parseArgs({ args: words, options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), fix);
  }
  const parsed = shape.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`, fix);
}
