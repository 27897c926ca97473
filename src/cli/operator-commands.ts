/** The commands of operators: cases and what is decided about them, systems, and our own register. */
import type { Command } from 'commander';
import { command, listCases, showCase } from './cases';
import { add, openApi, type Run, toCount } from './command';
import { correctCase } from './correct';
import { closeTicket, listRegister, listSystems, probe } from './systems';

/** Adds them. */
export function addOperatorCommands(recado: Command, run: Run): void {
  addCases(recado, run);
  addRetry(recado, run);
  addCorrect(recado, run);
  addWithdraw(recado, run);
  addSystems(recado, run);
  addRegister(recado, run);
}

const byShell = (made: Command): Command => made.option('--by <name>', 'who you are', 'shell');

function addCases(recado: Command, run: Run): void {
  const cases = add(recado, 'cases [code]', 'list what callers asked for, or show one case');
  cases
    .option('--open', 'only those that are not settled')
    .option('--flagged', 'only those that may have been done twice')
    .option('--limit <n>', 'at most that many', toCount, 20);
  cases.action(
    run(async (output, code) => {
      const api = openApi();
      if (code !== undefined) return showCase(api, code, output);
      const {
        open = false,
        flagged = false,
        limit,
      } = cases.opts<{ open?: boolean; flagged?: boolean; limit: number }>();
      return listCases(api, { open, flagged, limit }, output);
    }),
  );
}

function addRetry(recado: Command, run: Run): void {
  const retry = byShell(add(recado, 'retry <code>', 'try a delivery again at once'));
  retry.action(
    run(async (output, code = '') => {
      const { by } = retry.opts<{ by: string }>();
      return command(openApi(), code, { verb: 'retry', by }, output);
    }),
  );
}

function addCorrect(recado: Command, run: Run): void {
  const correct = byShell(add(recado, 'correct <code>', 'put the arguments of a delivery right'))
    .requiredOption('--args <json>', 'what changes, as a JSON object, or @file; null takes one out')
    .option('--yes', 'send without asking');
  correct.action(
    run(async (output, code = '') => {
      const { by, args, yes = false } = correct.opts<{ by: string; args: string; yes?: boolean }>();
      return correctCase(openApi(), { code, args, by, yes }, output);
    }),
  );
}

function addWithdraw(recado: Command, run: Run): void {
  const withdraw = byShell(add(recado, 'withdraw <code>', 'give a delivery up')).requiredOption(
    '--reason <text>',
    'why; the caller is told that it was withdrawn',
  );
  withdraw.action(
    run(async (output, code = '') => {
      const { by, reason } = withdraw.opts<{ by: string; reason: string }>();
      return command(openApi(), code, { verb: 'withdraw', by, reason }, output);
    }),
  );
}

function addSystems(recado: Command, run: Run): void {
  add(recado, 'systems', 'list the systems: which are away, who waits, what follows').action(
    run((output) => listSystems(openApi(), output)),
  );
  const probing = byShell(add(recado, 'probe <connection>', 'look now whether a system is back'));
  probing.action(
    run(async (output, connection = '') => {
      const { by } = probing.opts<{ by: string }>();
      return probe(openApi(), connection, by, output);
    }),
  );
}

function addRegister(recado: Command, run: Run): void {
  const register = add(recado, 'register [connection]', 'list the open tickets of our own register').option(
    '--all',
    'closed ones too',
  );
  register.action(
    run(async (output, connection) => {
      const { all = false } = register.opts<{ all?: boolean }>();
      return listRegister(openApi(), { register: connection, all }, output);
    }),
  );
  const close = byShell(add(recado, 'close <ticket>', 'close a ticket of our own register'))
    .option('--reason <text>', 'why; the caller is told')
    .option('--register <connection>', 'which register, where there are several');
  close.action(
    run(async (output, id = '') => {
      const { by, reason, register: name } = close.opts<{ by: string; reason?: string; register?: string }>();
      return closeTicket(openApi(), id, { register: name, by, reason }, output);
    }),
  );
}
