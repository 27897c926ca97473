/** One system: the sandbox desk's addresses over its records. */
import { actDoors } from './acts';
import { type DeskAnswer, type DeskParts, type DeskRequest, refused } from './protocol';
import { ticketDoors } from './tickets';

/** A desk; each request is carried out in one go. */
export type Desk = (request: DeskRequest) => DeskAnswer;

/** Makes a desk that holds nothing yet. */
export function createDesk(parts: DeskParts): Desk {
  const tickets = ticketDoors(parts);
  const acts = actDoors(parts);
  return (request) => {
    const [, first = '', id = '', ...rest] = request.path.split('/');
    const door = [first, ...(id ? [':id'] : []), ...rest].join('/');
    switch (`${request.method} ${door}`) {
      case 'POST tickets':
        return tickets.create(request);
      case 'GET tickets':
        return tickets.list(request);
      case 'GET tickets/:id':
        return tickets.read(id);
      case 'PATCH tickets/:id':
        return tickets.change(id, request);
      case 'POST tickets/:id/comments':
        return tickets.comment(id, request);
      case 'POST acts':
        return acts.carryOut(request);
      case 'GET acts':
        return acts.list(request);
      case 'POST lookups':
        return acts.lookUp(request);
      default:
        return refused(404, 'There is nothing at this address.');
    }
  };
}
