import { ConnectorError } from '../../errors';
import { afterSending } from './once';

/**
 * Creates; and where the system refuses, reads back whether that is because the record is there already: vendors say
 * so with 409, 412, 422 or 400. Where nothing is found the refusal stands.
 */
export async function createOrReadBack<Made>(
  create: () => Promise<Made>,
  read: () => Promise<Made | undefined>,
): Promise<Made> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
    const found = await afterSending(read);
    if (found === undefined) throw error;
    return found;
  }
}
