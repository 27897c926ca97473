/** Writes docs/assistant.schema.json from the zod schema. Needs a build: `npm run build` comes first. */
import { writeFileSync } from 'node:fs';

const schema = new URL('../docs/assistant.schema.json', import.meta.url);

let assistantSchemaText;
try {
  ({ assistantSchemaText } = await import('../dist/src/agent/assistant-schema.js'));
} catch {
  console.error('There is no build to take the schema from. Run: npm run build');
  process.exit(1);
}
writeFileSync(schema, assistantSchemaText());
console.log('wrote docs/assistant.schema.json');
