/** What is refused, and how it is told: always `{error, fix}`, never a stack. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { UnknownName, UsageError } from '../errors';
import type { Problem } from './shapes';
import { tellIssue } from './issue';

/** A refusal with its HTTP status: `message` says what is wrong, `fix` what to do. Holds no caller data. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fix: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'Refused';
  }
}

/** Status and words for whatever was thrown. What we did not foresee is a 500 that gives nothing away. */
export function toProblem(error: unknown): { status: number; problem: Problem } {
  if (error instanceof Refused) return told(error.status, error.message, error.fix);
  if (error instanceof UnknownName) return told(404, error.message, error.fix);
  if (error instanceof UsageError) return told(400, error.message, error.fix);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request';
    const [first] = error.validation;
    const { error: what, fix } = tellIssue(first && toIssue(first), places[where] ?? where);
    return told(400, what, fix);
  }
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : fastifyProblems[code];
  if (known) return told(...known);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return told(statusCode, 'The request makes no sense', 'See /docs for what may be asked, and how.');
  }
  return told(500, 'Something went wrong inside Recado', 'Try again; the gateway’s log tells the reason.');
}

/** Answers whatever a handler threw. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, problem } = toProblem(error);
  if (status >= 500) {
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  }
  if (status === 503) void reply.header('retry-after', '5');
  void reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(problem));
}

/** The schema's issue, as it was before it passed through Fastify. */
const toIssue = ({ keyword, instancePath, message, params }: FastifySchemaValidationError): unknown => ({
  ...params,
  code: keyword,
  path: instancePath.split('/').filter((part) => part !== ''),
  message,
});

const places: Record<string, string> = {
  body: 'the body',
  querystring: 'the query',
  params: 'the address',
  headers: 'the headers',
};

const fastifyProblems: Record<string, [number, string, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'The body is larger than 64 KiB', 'Send less.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    'The body is not JSON',
    'Send JSON with the header content-type: application/json.',
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'The body is empty', 'Send a JSON object, or leave content-type out.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    400,
    'The body is no valid JSON',
    'Send one JSON object, its keys in double quotes.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    400,
    'The body is not as long as its content-length says',
    'Send it whole.',
  ],
  FST_ERR_MAX_PARAM_LENGTH: [404, 'There is nothing here', 'See /docs for the addresses there are.'],
  FST_ERR_BAD_URL: [400, 'The address cannot be read', 'Percent-encode what is not a letter or a digit.'],
};

function told(status: number, error: string, fix: string): { status: number; problem: Problem } {
  return { status, problem: { error, fix } };
}
