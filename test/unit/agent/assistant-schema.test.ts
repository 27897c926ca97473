import { readFileSync } from 'node:fs';
import { assistantSchemaText } from '../../../src/agent/assistant-schema';

test('the committed schema of assistant files is the one the code checks by', () => {
  const committed = readFileSync('docs/assistant.schema.json', 'utf8');
  // When this fails: npm run build && node scripts/write-assistant-schema.mjs
  expect(committed).toBe(assistantSchemaText());
});
