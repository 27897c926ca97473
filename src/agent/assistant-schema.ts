import { z } from 'zod';
import { assistant } from '../domain/assistant';

/** A JSON Schema (draft 7), as far as the assistant file's needs it. */
export interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  required?: string[];
  [keyword: string]: unknown;
}

/** What an assistant's YAML file may hold, for editors; `docs/assistant.schema.json` is made of it. */
export function assistantSchema(): JsonSchema {
  const schema = z.toJSONSchema(assistant, { target: 'draft-7', io: 'input' }) as JsonSchema;
  return { ...schema, title: 'Recado assistant' };
}

/** The schema as it is committed: indented, ending in a newline. */
export function assistantSchemaText(): string {
  return `${JSON.stringify(assistantSchema(), null, 2)}\n`;
}

/** The keys that may stand at a path of the file; none where the path leads nowhere. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  let here: JsonSchema | undefined = assistantSchema();
  for (const step of path) {
    if (typeof step === 'number') here = here?.items;
    else here = here?.properties?.[String(step)] ?? anyProperty(here);
  }
  return Object.keys(here?.properties ?? {});
}

function anyProperty(schema: JsonSchema | undefined): JsonSchema | undefined {
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}
