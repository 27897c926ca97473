/** What every command of the shell is made of. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Api, apiTarget, createApi } from './api';
import type { Output } from './output';

/** What a command does with its words; answers the exit code. */
export type Act = (output: Output, ...words: string[]) => Promise<number>;
/** Makes a command's action of it. */
export type Run = (act: Act) => (this: Command) => Promise<void>;

/** A command that takes `--json` after its name too. */
export const add = (recado: Command, name: string, description: string): Command =>
  recado
    .command(name)
    .description(description)
    .option('--json', 'print one JSON object as the last line of stdout');

/** The API of the gateway that the environment names. */
export const openApi = (): Api => createApi(apiTarget());

/** A count from the command line. */
export function toCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 500) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 to 500.');
}
