/** A model that wishes for whatever the caller says, written as `tool {"argument": "value"}`; else it only listens. */
import type { Model } from '../../src/agent/model';
import type { ToolCall } from '../../src/domain/call';
import { type Caller, type sayAll } from './caller';

export const wishingModel: Model = {
  reply: ({ lines }) => {
    const last = lines.at(-1);
    const [, name, args] = /^(\w+) (\{.*\})$/s.exec(last?.who === 'caller' ? last.text : '') ?? [];
    const wishes: ToolCall[] =
      name && args ? [{ id: `wish-${lines.length}`, name, args: JSON.parse(args) as ToolCall['args'] }] : [];
    const text = last?.who === 'tool' ? last.result.say : 'Le escucho.';
    return Promise.resolve({ text, toolCalls: wishes, model: 'wishing' });
  },
};

/** Has the model wish for something. */
export const wish = async (
  caller: Caller,
  name: string,
  args: Record<string, string> = {},
): ReturnType<typeof sayAll> => await caller.say(`${name} ${JSON.stringify(args)}`);
