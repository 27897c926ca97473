/** Words for what a schema found wrong: which field, and what to send instead. */
import type { z } from 'zod';
import type { Problem } from './shapes';

type Issue = z.core.$ZodIssue;

/** Tells one issue. `place` says where it stands: "the body". What was sent is never repeated. */
export function tellIssue(found: unknown, place: string): Problem {
  if (!isIssue(found)) return { error: `Something in ${place} is wrong`, fix: 'See /docs for its shape.' };
  const issue = deepest(found);
  const name = issue.path.length > 0 ? `"${issue.path.map(String).join('.')}" in ${place}` : place;
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key.slice(0, 60)}"`).join(', ');
    return {
      error: `There is no ${keys} in ${name}`,
      fix: 'Leave it out, or correct its name; /docs lists the names.',
    };
  }
  return {
    error: `${capital(name)} is not as it must be: ${issue.message}`,
    fix: `Send ${expectation(issue, name)}.`,
  };
}

/** Tells the first issue of a failed parse. */
export const tellError = (error: z.ZodError, place: string): Problem => tellIssue(error.issues[0], place);

function expectation(issue: Issue, name: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${name} as ${article(issue.expected)}`;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')} for ${name}`;
    case 'too_small':
      return `at least ${String(issue.minimum)} ${unit(issue.origin)} for ${name}`;
    case 'too_big':
      return `at most ${String(issue.maximum)} ${unit(issue.origin)} for ${name}`;
    default:
      return `${name} in the shape that /docs shows`;
  }
}

function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors[0]?.[0];
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

const isIssue = (found: unknown): found is Issue =>
  typeof found === 'object' && found !== null && 'code' in found && 'path' in found && 'message' in found;

const unit = (origin: string): string =>
  origin === 'string' ? 'characters' : origin === 'array' ? 'items' : '';
const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
