/** How the sandbox says no: `{error, fix}` with a status. */
import type { FastifyError, FastifyReply } from 'fastify';
import { deskNames } from './shapes';

const refuse = (reply: FastifyReply, status: number, error: string, fix: string): FastifyReply =>
  reply.code(status).send({ error, fix });

/** 404 for a ticket that is not on this desk. */
export const noTicket = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 404, 'There is no such ticket.', 'Look its number up with GET …/tickets.');

/** 404 for a desk we do not have. */
export const noDesk = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 404, 'There is no such desk.', `The desks are ${deskNames.join(', ')}.`);

/** 404 for an address we do not have. */
export const noRoute = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 404, 'There is nothing at this address.', 'See src/sandbox/README.md for the addresses.');

/** 401 for a missing or wrong token. */
export const noToken = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 401, 'The token is missing or wrong.', 'Send authorization: Bearer <RECADO_SANDBOX_TOKEN>.');

/** Whatever else went wrong: a body that does not parse is the client's, all other things are ours. */
export function fromError(error: FastifyError, reply: FastifyReply): FastifyReply {
  const { statusCode = 500, message } = error;
  if (statusCode < 500)
    return refuse(reply, statusCode, message, 'Correct the request; src/sandbox/README.md shows it.');
  process.stderr.write(`sandbox: ${error.stack ?? message}\n`);
  return refuse(
    reply,
    500,
    'The sandbox failed; nothing was changed.',
    'Look at its messages; is the disk full?',
  );
}
