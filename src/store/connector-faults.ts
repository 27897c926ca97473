import { ConnectorError } from '../errors';
import { errorCode, isAway } from './faults';

const noSuchDatabase = '3D000';

/** The driver's errors as those of a system of ours. What a query itself did wrong needs a person; all else passes or is mended. */
export const asFaultsOf =
  (system: string) =>
  async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof ConnectorError) throw cause;
      const code = errorCode(cause) ?? 'no code';
      if (isAway(cause) || code === noSuchDatabase)
        throw new ConnectorError(system, 'unavailable', `The database is away (${code}).`, { cause });
      if (code.startsWith('28'))
        throw new ConnectorError(system, 'unauthorized', `The database does not let us in (${code}).`, {
          cause,
        });
      throw new ConnectorError(system, 'malformed', `The database refused (${code}).`, { cause });
    }
  };
