import type { Assistants } from '../assistants';
import type { Model } from '../model';
import { scriptedReply } from './reply';

/** The model that needs no key and no network: it fills in the forms of the assistants' own configuration. */
export function createScriptedModel(assistants: Pick<Assistants, 'get'>): Model {
  return {
    speaksFromCode: true,
    reply: async (context, { onText }) => {
      const reply = scriptedReply(assistants.get(context.assistant), context);
      if (reply.text !== '') onText?.(reply.text);
      return reply;
    },
  };
}
