/** What answers turns in this process, and what its log says of models. */
import { createGenerate, type GenerateDependencies } from '../../activities/reply';
import type { JudgedReply } from '../../activities';
import type { Generate } from '../line/prepared';
import type { Log } from '../log';

/** Opens it over an installation's models. */
export const openGenerate = ({
  log,
  ...parts
}: Pick<GenerateDependencies, 'models' | 'tools' | 'assistants'> & { log: Log }): Generate<JudgedReply> =>
  createGenerate({
    ...parts,
    onModelAway: ({ system, kind }) => log.warn({ system, kind }, 'model away'),
    onUntrue: (untrue) => log.warn(untrue, 'sentences of a model were not spoken'),
  });
