/** Which models answer, in order: the LLM where one is configured, and the scripted dialogue behind it. */
import type { Model } from '../agent/model';
import type { Assistants } from '../agent/assistants';
import { createOpenAiModel } from '../agent/openai';
import { createScriptedModel } from '../agent/scripted/model';
import type { Config } from '../config';

/** The models of an installation. The last one needs no network. */
export function openModels(config: Pick<Config, 'openai'>, assistants: Assistants): Model[] {
  const scripted = createScriptedModel(assistants);
  return config.openai ? [createOpenAiModel({ ...config.openai, assistants }), scripted] : [scripted];
}
